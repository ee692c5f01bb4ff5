//! Everything that Saidso promises, told as stories. Actors speak the product through HTTP and a real browser.

mod people;
mod private_server;
mod rule;
mod templates;
mod world;
