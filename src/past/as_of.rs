//! At which moment a page is looked at.

use super::banner::Past;
use crate::{app::App, error::AppError, people::Viewer};
use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, Utc};
use std::convert::Infallible;
use url::form_urlencoded;

/// The app as it is, or as it was at the moment that the address names. A moment that cannot be read, or that is still
/// to come, is now.
pub struct AsOf {
    /// Its clock and what it reads are those of the moment.
    pub app: App,
    /// None: now.
    pub moment: Option<DateTime<Utc>>,
    /// The page's own address without the moment.
    address: String,
    now: DateTime<Utc>,
}

/// What an address calls the moment.
pub const AT: &str = "at";

impl AsOf {
    /// The last moment that is looked at: that of the page, or, now, whatever has happened by the time one looks.
    pub fn latest(&self) -> DateTime<Utc> {
        self.moment.unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// What the frame tells of the moment, and where else one can go from here.
    pub fn past(&self, viewer: &Viewer) -> Past {
        Past::new(self.moment, self.now, &self.address, viewer.zone)
    }
}

impl FromRequestParts<App> for AsOf {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let mut moment = None;
        let mut kept = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                AT => moment = value.parse::<DateTime<Utc>>().ok(),
                _ => drop(kept.append_pair(&name, &value)),
            }
        }
        let now = app.clock.now();
        let moment = moment.filter(|moment| *moment < now && super::is_plain(*moment));
        Ok(Self {
            app: moment.map_or_else(|| app.clone(), |moment| app.as_of(moment)),
            moment,
            address: match kept.finish().as_str() {
                "" => parts.uri.path().to_owned(),
                query => format!("{}?{query}", parts.uri.path()),
            },
            now,
        })
    }
}

impl From<Infallible> for AppError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
