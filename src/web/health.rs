//! Whether the server lives, and whether it is ready for visitors.

use crate::app::App;
use axum::{extract::State, http::StatusCode};

/// `GET /healthz`: the process answers. Asks nothing of the database.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: visitors may be sent here. Not while the database is away, nor while the server is stopping.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match sqlx::query_scalar!(r#"select 1 as "one!""#)
        .fetch_one(&app.db.pool)
        .await
    {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
        }
    }
}
