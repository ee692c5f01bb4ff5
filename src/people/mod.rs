//! People: who is signed in, what they may do, and how somebody becomes a member.
//!
//! A handler that takes a [`Viewer`] is open to every member of a workspace, [`Manager`] to managers and admins,
//! [`Admin`] to admins; one that takes none of them is public.

pub mod role;
pub mod token;
pub mod viewer;

pub use role::Role;
pub use viewer::{Admin, Manager, Viewer};
