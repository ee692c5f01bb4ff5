//! Views: ways of looking at the pipeline that people keep, for themselves or for everybody in the workspace.
//!
//! A view is an address: board or table, and what stands behind its question mark. Its own address, `/views/…`, leads there
//! and is what one shares; a view that somebody keeps for themselves is not there for anybody else. What moves by itself,
//! such as where a list begins, is no part of a view.

mod change;
mod menu;
mod new;
mod open;
pub mod query;
pub mod store;
mod view;

pub use menu::Menu;
pub use view::{Place, ViewName};

use crate::app::App;
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/views/new", get(new::show).post(new::save))
        .route("/views/{id}", get(open::open))
        .route("/views/{id}/change", get(change::show).post(change::change))
        .route("/views/{id}/removal", post(change::remove))
}
