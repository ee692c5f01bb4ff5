//! Publishing the draft as a new edition, after a look at what changes.

use super::{
    Draft, Stopped,
    changes::{Change, Kind, changes},
    lacks::lacks,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::JourneyId,
    journeys::{journey::Stage, store},
    people::{Manager, Viewer},
    web::{Form, Frame, Notice, Page, Path, Shown, format::counted},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a browser sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Which state of the draft was looked at.
    seen: String,
}

pub async fn look(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let draft = Draft::look(&mut tx, id).await?;
    Ok(Page(PublishPage::of(&mut tx, &viewer, shown, &draft).await?).into_response())
}

pub async fn publish(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
    Form(input): Form<Input>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    let mut page = PublishPage::of(&mut tx, &viewer, shown, &draft).await?;
    if !page.may_publish() {
        return Ok(Page(page).status(StatusCode::CONFLICT));
    }
    if page.seen != input.seen {
        page.changed_meanwhile = true;
        return Ok(Page(page).status(StatusCode::CONFLICT));
    }
    store::publish(&mut tx, draft.edition.id).await?;
    tx.commit().await?;
    Ok(Notice::JourneyPublished.on(Redirect::to(&format!("/journeys/{id}"))))
}

/// The same for the same words in the same order, and for no others.
fn state_of(stages: &[Stage]) -> String {
    let mut hasher = DefaultHasher::new();
    stages.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[derive(Template)]
#[template(path = "journeys/publish.html")]
pub struct PublishPage {
    frame: Frame,
    id: String,
    name: String,
    number: i16,
    /// The number of the edition before.
    before: Option<i16>,
    /// How many open deals follow it; empty: none.
    followers: String,
    stages: String,
    verifiers: String,
    lacks: Vec<String>,
    changes: Vec<Change>,
    seen: String,
    changed_meanwhile: bool,
}

impl PublishPage {
    async fn of(
        tx: &mut Tx,
        viewer: &Viewer,
        shown: Shown,
        draft: &Draft,
    ) -> Result<Self, AppError> {
        let (journey, stages) = (&draft.journey, draft.stages());
        let before = match journey.newest {
            Some(number) => store::published_edition(tx, journey.id, number).await?,
            None => None,
        };
        let followers = store::editions(tx, journey.id)
            .await?
            .into_iter()
            .find(|line| line.open_deals > 0 && Some(line.number) == journey.newest);
        let verifiers: usize = stages.iter().map(|stage| stage.verifiers.len()).sum();
        let title = format!("Publish {}, edition {}", journey.name, draft.edition.number);
        Ok(Self {
            frame: viewer.frame(title, "journeys").with(shown),
            id: journey.id.to_string(),
            name: journey.name.clone(),
            number: draft.edition.number,
            before: journey.newest,
            followers: followers
                .map(|line| counted(line.open_deals, "open deal"))
                .unwrap_or_default(),
            stages: many(stages.len(), "stage"),
            verifiers: many(verifiers, "verifier"),
            lacks: lacks(stages),
            changes: before
                .map(|before| changes(&before.stages, stages))
                .unwrap_or_default(),
            seen: state_of(stages),
            changed_meanwhile: false,
        })
    }

    /// It lacks nothing, and is not the edition before over again.
    fn may_publish(&self) -> bool {
        self.lacks.is_empty() && !self.changes_nothing()
    }

    fn changes_nothing(&self) -> bool {
        self.before.is_some() && self.changes.is_empty()
    }
}

fn many(number: usize, thing: &str) -> String {
    counted(i64::try_from(number).unwrap_or(i64::MAX), thing)
}
