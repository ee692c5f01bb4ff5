//! What every page needs and nothing of the domain: the page frame, extractors, forms, error pages, assets, CSRF,
//! and the loop that serves them.
//!
//! A handler takes [`Form`], [`Path`], [`Query`] and returns `Result<Page<…>, AppError>`.

pub mod assets;
pub mod choices;
pub mod client_address;
pub mod csrf;
pub mod error_pages;
pub mod format;
pub mod forms;
pub mod frame;
pub mod headers;
pub mod health;
pub mod metrics;
pub mod notice;
pub mod page;
pub mod panic;
pub mod request_id;
pub mod serve;
pub mod timeout;
pub mod watch;
pub mod written;

pub use client_address::ClientAddress;
pub use forms::{Form, FormErrors, Path, Query};
pub use frame::{Frame, Listening, ViewerCard};
pub use notice::{Notice, Shown};
pub use page::Page;

use crate::app::App;
use axum::{Router, routing::get};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/assets/{name}", get(assets::serve))
        .route("/favicon.ico", get(assets::icon))
}
