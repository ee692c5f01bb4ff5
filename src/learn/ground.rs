//! What every one of these pages begins with: which journey, since when, and how many deals of it have closed.

use super::{asked::Asked, store};
use crate::{
    app::App,
    database::Tx,
    ids::JourneyId,
    people::Viewer,
    web::{FormErrors, choices::Choice, format},
};
use chrono::{DateTime, Utc};

/// A journey that deals follow, with how many of them have closed.
#[derive(Clone, Debug)]
pub struct Followed {
    pub id: JourneyId,
    pub name: String,
    pub closed: i64,
}

/// The deals that a page is about, and the transaction in which it looks at them.
pub struct Ground {
    pub tx: Tx,
    pub asked: Asked,
    pub journeys: Vec<Followed>,
    /// None: there is no published journey.
    pub journey: Option<Followed>,
    pub since: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What the page is chosen by.
pub struct Bar {
    pub errors: FormErrors,
    /// Where the form leads.
    pub path: &'static str,
    pub ended: String,
    pub journeys: Vec<Choice>,
    /// Empty: the page shows all there is.
    pub since: Vec<Choice>,
    pub kept_since: String,
    /// The other pages about the same deals: (label, address, it is this one).
    pub pages: Vec<(&'static str, String, bool)>,
}

/// The pages, as one reads them.
const PAGES: [(&str, &str); 5] = [
    ("Findings", "/learn"),
    ("Verifiers", "/learn/verifiers"),
    ("In the way", "/learn/obstacles"),
    ("Qualified out", "/learn/qualified-out"),
    ("Over time", "/learn/over-time"),
];

impl Ground {
    /// One question of the database.
    pub async fn of(viewer: &Viewer, app: &App, mut asked: Asked) -> sqlx::Result<Self> {
        let mut tx = app.db.read(viewer.scope()).await?;
        let journeys = store::journeys(&mut tx).await?;
        let named: Option<JourneyId> = asked.journey.parse().ok();
        let journey = journeys.iter().find(|one| Some(one.id) == named);
        // Those with the most closed deals first; of two alike the one that was there first.
        let most = journeys
            .iter()
            .reduce(|most, one| if one.closed > most.closed { one } else { most });
        let journey = journey.or(most).cloned();
        asked.journey = journey
            .as_ref()
            .map_or(String::new(), |journey| journey.id.to_string());
        let now = app.clock.now();
        Ok(Self {
            tx,
            since: asked.begins(now),
            now,
            asked,
            journeys,
            journey,
        })
    }

    /// The journey that the page is about, by its id. Nil where there is none: nothing follows it.
    pub fn journey_id(&self) -> JourneyId {
        self.journey
            .as_ref()
            .map_or(JourneyId(uuid::Uuid::nil()), |journey| journey.id)
    }

    /// "Considered purchase, deals that ever closed".
    pub fn told(&self) -> String {
        let name = self.journey.as_ref().map_or("", |one| one.name.as_str());
        format!("{name}: deals {}.", self.asked.told(self.now))
    }

    pub fn bar(&self, path: &'static str) -> Bar {
        let journeys = self.journeys.iter().map(|journey| {
            let closed = format::counted(journey.closed, "closed deal");
            Choice::new(
                journey.id.to_string(),
                format!("{}, {closed}", journey.name),
            )
            .chosen_if(journey.id == self.journey_id())
        });
        Bar {
            errors: FormErrors::default(),
            path,
            ended: self.asked.ended.clone(),
            journeys: journeys.collect(),
            since: self.asked.since_choices(),
            kept_since: self.asked.since.clone(),
            pages: PAGES
                .iter()
                .map(|(label, there)| (*label, self.asked.page(there), *there == path))
                .collect(),
        }
    }
}
