//! All SQL of this room.

mod accounts;
mod contacts;
mod create;
mod said;

pub use accounts::{
    Behind, Change, Deal, Listed, account, accounts_matching, change_account, deals_of, listed,
};
pub use contacts::{Known, change_contact, contact, contacts_of, heard_from};
pub use create::{
    Created, create_account, create_contact, find_or_create_account, find_or_create_contact,
};
pub use said::{Cursor, said_by};
