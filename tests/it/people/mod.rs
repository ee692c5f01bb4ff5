//! People: they set up, sign in, are invited, look after themselves, and lose what they should lose at once.

mod house;
mod invitations;
mod kept_forms;
mod mail;
mod members;
mod own_settings;
mod setup;
mod sign_in;
mod sign_in_links;
mod workspaces;
