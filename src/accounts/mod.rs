//! Accounts: the customer organisations, and the contacts, the people there.
//!
//! An account's page shows its people and deals, a contact's page everything this person has said. Other rooms' forms
//! put both on record on the spot: [`store::find_or_create_account`], [`store::find_or_create_contact`].

pub mod account;
mod account_form;
pub mod contact;
mod contact_form;
mod edit;
mod edit_contact;
mod list;
mod new;
mod new_contact;
mod show;
mod show_contact;
pub mod store;
mod suggestions;

pub use account::AccountName;
pub use contact::{ContactName, Title};

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/accounts", get(list::list))
        .route("/accounts/new", get(new::begin).post(new::create))
        .route("/accounts/suggestions", get(suggestions::suggest))
        .route("/accounts/{id}", get(show::show))
        .route("/accounts/{id}/edit", get(edit::begin).post(edit::change))
        .route(
            "/accounts/{id}/contacts/new",
            get(new_contact::begin).post(new_contact::create),
        )
        .route("/contacts/{id}", get(show_contact::show))
        .route(
            "/contacts/{id}/edit",
            get(edit_contact::begin).post(edit_contact::change),
        )
}
