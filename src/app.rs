//! What every handler is given, and the whole app at one glance: the rooms' routes, and the layers around them.

use crate::{
    accounts, alternatives, bulk, clock::Clock, commitments, config::Config, conversation,
    database::Database, debriefs, error::AppError, evidence, find, focus, inbox, journeys, learn,
    live, obstacles, opportunities, past, people, pipeline, plays, rates, review, sessions,
    stakeholders, views, web,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// The most a request's body may hold, where a route does not say otherwise.
const BODY_LIMIT: usize = 1024 * 1024;

/// What every handler is given.
#[derive(Clone)]
pub struct App {
    pub db: Database,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub live: live::Live,
    /// Cancelled when the server stops: every open stream ends on it.
    pub stopping: CancellationToken,
}

impl App {
    pub fn new(db: Database, clock: Clock, config: Config) -> Self {
        Self {
            db,
            clock,
            config: Arc::new(config),
            live: live::Live::default(),
            stopping: CancellationToken::new(),
        }
    }

    /// The app as it was at a moment: what it reads is what was there then, and its clock stands.
    pub fn as_of(&self, moment: DateTime<Utc>) -> Self {
        Self {
            db: self.db.as_of(moment),
            clock: Clock::Fixed(moment),
            ..self.clone()
        }
    }

    /// The whole app.
    pub fn router(self) -> Router {
        let rooms = Router::new()
            .merge(web::routes())
            .merge(accounts::routes())
            .merge(journeys::routes())
            .merge(opportunities::routes())
            .merge(evidence::routes())
            .merge(conversation::routes())
            .merge(obstacles::routes())
            .merge(plays::routes())
            .merge(commitments::routes())
            .merge(stakeholders::routes())
            .merge(alternatives::routes())
            .merge(pipeline::routes())
            .merge(review::routes())
            .merge(learn::routes())
            .merge(past::routes())
            .merge(debriefs::routes())
            .merge(find::routes())
            .merge(focus::routes())
            .merge(inbox::routes())
            .merge(live::routes())
            .merge(sessions::routes())
            .merge(people::routes())
            .merge(rates::routes())
            .merge(views::routes())
            .merge(bulk::routes());
        self.house(rooms)
    }

    /// Puts rooms into the house: pages for what goes wrong, and every layer, the outermost first.
    pub fn house(self, rooms: Router<App>) -> Router {
        let layers = ServiceBuilder::new()
            .layer(from_fn(web::request_id::name))
            .layer(from_fn(web::watch::log_and_count))
            .layer(from_fn_with_state(self.clone(), web::headers::protect))
            .layer(CompressionLayer::new())
            .layer(from_fn(web::error_pages::draw))
            .layer(from_fn(web::notice::forget_shown))
            .layer(CatchPanicLayer::custom(web::panic::answer))
            .layer(from_fn(web::timeout::give_up))
            .layer(web::csrf::layer(&self.config))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(from_fn(people::kept::keep_typed));
        rooms
            .fallback(async || AppError::NotFound)
            .method_not_allowed_fallback(async || AppError::WrongMethod)
            .layer(layers)
            .with_state(self)
    }
}
