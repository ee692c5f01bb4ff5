//! Adding a verifier to the draft, and changing one.

use super::{
    Draft, Stopped, back,
    verifier_form::{Input, Refused},
};
use crate::{
    app::App,
    error::AppError,
    ids::{JourneyId, VerifierId},
    journeys::{
        store,
        words::{Note, Statement},
    },
    learn,
    people::{Manager, Viewer},
    web::{Form, FormErrors, Frame, Notice, Page, Path, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// In which stage a new verifier shall stand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    stage: String,
}

/// Where one came from: with a finding about the verifier, and since when deals closed that it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CameFrom {
    finding: String,
    since: String,
}

impl CameFrom {
    fn begins(&self, app: &App) -> DateTime<Utc> {
        learn::begins(&self.since, app.clock.now())
    }
}

pub async fn begin(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let draft = Draft::look(&mut tx, id).await?;
    if draft.stages().is_empty() {
        return Err(Stopped::Gone(id));
    }
    let input = Input {
        id: VerifierId::new().to_string(),
        stage: wanted.stage,
        required: "yes".to_owned(),
        ..Input::default()
    };
    Ok(Page(VerifierPage::of(&viewer, shown, &draft, None, input)).into_response())
}

pub async fn add(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
    Form(input): Form<Input>,
) -> Result<Response, Stopped> {
    let verifier: VerifierId = input.id.parse().map_err(|_| AppError::Unreadable)?;
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    if draft.verifier(verifier).is_some() {
        return Ok(Notice::AlreadyRecorded.on(back(id, verifier)));
    }
    let (stage, verifier) = match input.read(verifier, &draft, &viewer) {
        Ok(read) => read,
        Err(refused) => {
            let page = VerifierPage::of(&viewer, shown, &draft, None, input);
            return Ok(page.refused(refused));
        }
    };
    store::add_verifier(&mut tx, draft.edition.id, stage.id, &verifier).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(back(id, verifier.id)))
}

pub async fn open(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path((id, verifier)): Path<(JourneyId, VerifierId)>,
    Query(came): Query<CameFrom>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let draft = Draft::look(&mut tx, id).await?;
    let (stage, found) = draft.verifier(verifier).ok_or(Stopped::Gone(id))?;
    let input = Input::of(stage, found);
    let finding = match came.finding.as_str() {
        "" => vec![],
        _ => learn::finding_of(&mut tx, id, &found.statement, came.begins(&app)).await?,
    };
    let mut page = VerifierPage::of(&viewer, shown, &draft, Some(verifier), input);
    page.finding = finding;
    Ok(Page(page).into_response())
}

pub async fn change(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path((id, verifier)): Path<(JourneyId, VerifierId)>,
    Form(input): Form<Input>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    if draft.verifier(verifier).is_none() {
        return Ok(VerifierPage::kept(&viewer, shown, &draft, input));
    }
    let (stage, verifier) = match input.read(verifier, &draft, &viewer) {
        Ok(read) => read,
        Err(refused) => {
            let page = VerifierPage::of(&viewer, shown, &draft, Some(verifier), input);
            return Ok(page.refused(refused));
        }
    };
    store::change_verifier(&mut tx, stage.id, &verifier).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(back(id, verifier.id)))
}

#[derive(Template)]
#[template(path = "journeys/verifier.html")]
pub struct VerifierPage {
    frame: Frame,
    journey: String,
    journey_name: String,
    draft: String,
    /// The verifier that is changed; none: a new one.
    changes: Option<VerifierId>,
    input: Input,
    errors: FormErrors,
    /// What can be done about an objection to the statement.
    ways_on: Vec<Choice>,
    /// The admin who kept the wording that stands there.
    insisted_by: String,
    stages: Vec<Choice>,
    dimensions: Vec<Choice>,
    strengths: Vec<Choice>,
    may_insist: bool,
    /// What closed deals say of it, where one came from there.
    finding: Vec<String>,
}

impl VerifierPage {
    fn of(
        viewer: &Viewer,
        shown: Shown,
        draft: &Draft,
        changes: Option<VerifierId>,
        input: Input,
    ) -> Self {
        let what = if changes.is_some() {
            "Change a verifier"
        } else {
            "New verifier"
        };
        let found = changes.and_then(|verifier| draft.verifier(verifier));
        let insisted = found.and_then(|(_, verifier)| verifier.insisted.as_ref());
        Self {
            frame: viewer
                .frame(format!("{what} · {}", draft.journey.name), "journeys")
                .with(shown),
            journey: draft.journey.id.to_string(),
            journey_name: draft.journey.name.clone(),
            draft: draft.crumb(),
            changes,
            insisted_by: insisted
                .map(|insisted| insisted.name.clone())
                .unwrap_or_default(),
            stages: input.stages(draft),
            dimensions: input.dimensions(),
            strengths: input.strengths(),
            input,
            errors: FormErrors::default(),
            ways_on: Vec::new(),
            may_insist: viewer.administers(),
            finding: Vec::new(),
        }
    }

    /// What was typed about a verifier that somebody removed meanwhile, as a new one.
    fn kept(viewer: &Viewer, shown: Shown, draft: &Draft, input: Input) -> Response {
        let input = Input {
            id: VerifierId::new().to_string(),
            ..input
        };
        let mut page = Self::of(viewer, shown, draft, None, input);
        page.errors.refuse("Somebody removed this verifier meanwhile. Your words are still here: save them as a new one.");
        Page(page).status(StatusCode::CONFLICT)
    }

    fn refused(mut self, refused: Refused) -> Response {
        self.errors = refused.errors;
        if let Some(objection) = refused.objection {
            let instead = Choice::new("instead", "Use this wording").explained(&objection.instead);
            let keep = Choice::new("keep", "Keep my wording all the same")
                .explained("Your name stands beside it wherever it is shown.");
            self.ways_on.push(instead);
            self.ways_on.extend(self.may_insist.then_some(keep));
            self.input.offered = objection.instead;
        }
        Page(self).status(StatusCode::UNPROCESSABLE_ENTITY)
    }
}
