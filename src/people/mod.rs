//! People: who is signed in, what they may do, and how somebody becomes a member.
//!
//! A handler that takes a [`Viewer`] is open to every member of a workspace, [`Manager`] to managers and admins,
//! [`Admin`] to admins; one that takes a [`Visitor`] to whoever is signed in, and one that takes none of them is public.
//! Other rooms make workspaces and members by [`setup`], and links that sign somebody in by [`links`].

pub mod attempts;
pub mod browser;
pub mod choices;
mod closed;
pub mod destination;
mod invitation;
mod invite;
pub mod kept;
pub mod links;
pub mod me;
mod members;
pub mod password;
pub mod person;
pub mod role;
mod session;
pub mod setup;
mod sign_in;
mod store;
pub mod token;
pub mod viewer;
mod visitor;
mod workspace;
mod workspaces;

pub use role::Role;
pub use viewer::{Admin, Manager, Viewer};
pub use visitor::Visitor;

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(workspaces::enter))
        .route("/setup/{token}", get(setup::show).post(setup::set_up))
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route(
            "/sign-in/link/{token}",
            get(links::show).post(links::follow),
        )
        .route("/sign-out", post(session::sign_out))
        .route(
            "/invitations/{workspace}/{token}",
            get(invitation::show).post(invitation::accept),
        )
        .route(
            "/workspaces",
            get(workspaces::show).post(workspaces::switch),
        )
        .merge(settings())
}

fn settings() -> Router<App> {
    let members = Router::new()
        .route("/", get(members::show))
        .route("/invitations", post(invite::invite))
        .route("/invitations/{id}/renewal", post(invite::renew))
        .route("/invitations/{id}/revocation", post(invite::revoke))
        .route("/{id}/role", post(members::change_role))
        .route("/{id}/deactivation", post(members::deactivate))
        .route("/{id}/reactivation", post(members::reactivate));
    Router::new()
        .route("/settings", get(workspace::show).post(workspace::change))
        .route("/settings/me", get(me::show).post(me::change))
        .route("/settings/me/password", post(me::change_password))
        .route("/settings/me/sessions/{id}/end", post(me::end_session))
        .route(
            "/settings/me/other-sessions/end",
            post(me::end_other_sessions),
        )
        .nest("/settings/members", members)
}
