//! Adding a stage to the draft, and changing one.

use super::{Draft, Stopped, back, stage_form::Input};
use crate::{
    app::App,
    error::AppError,
    ids::{JourneyId, StageId},
    journeys::{
        journey::MOST_STAGES,
        store,
        words::{Note, Question, StageName},
    },
    people::{Manager, Viewer},
    web::{Form, FormErrors, Frame, Notice, Page, Path, Shown, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

pub async fn begin(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let draft = Draft::look(&mut tx, id).await?;
    let last = draft.stages().last();
    let input = Input {
        id: StageId::new().to_string(),
        phase: last
            .map(|last| last.phase.name().to_owned())
            .unwrap_or_default(),
        ..Input::default()
    };
    Ok(Page(StagePage::of(&viewer, shown, &draft, None, input)).into_response())
}

pub async fn add(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path(id): Path<JourneyId>,
    Form(input): Form<Input>,
) -> Result<Response, Stopped> {
    let stage: StageId = input.id.parse().map_err(|_| AppError::Unreadable)?;
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    if draft.stage(stage).is_some() {
        return Ok(Notice::AlreadyRecorded.on(back(id, stage)));
    }
    let page = StagePage::of(&viewer, shown, &draft, None, input);
    let count = draft.stages().len();
    if count >= MOST_STAGES {
        return Ok(page.refuses(format!(
            "A journey has at most {MOST_STAGES} stages. Remove one first."
        )));
    }
    let position = i16::try_from(count + 1).map_err(AppError::broken)?;
    let stage = match page.input.read(stage, position) {
        Ok(stage) => stage,
        Err(errors) => return Ok(page.refused(errors)),
    };
    store::add_stage(&mut tx, draft.edition.id, &stage).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(back(id, stage.id)))
}

pub async fn open(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path((id, stage)): Path<(JourneyId, StageId)>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let draft = Draft::look(&mut tx, id).await?;
    let found = draft.stage(stage).ok_or(Stopped::Gone(id))?;
    let input = Input::of(found);
    Ok(Page(StagePage::of(&viewer, shown, &draft, Some(stage), input)).into_response())
}

pub async fn change(
    Manager(viewer): Manager,
    shown: Shown,
    State(app): State<App>,
    Path((id, stage)): Path<(JourneyId, StageId)>,
    Form(input): Form<Input>,
) -> Result<Response, Stopped> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let draft = Draft::take(&mut tx, id).await?;
    let Some(found) = draft.stage(stage) else {
        let input = Input {
            id: StageId::new().to_string(),
            ..input
        };
        let mut page = StagePage::of(&viewer, shown, &draft, None, input);
        page.errors.refuse("Somebody removed this stage meanwhile. Your words are still here: save them as a new stage.");
        return Ok(Page(page).status(StatusCode::CONFLICT));
    };
    let page = StagePage::of(&viewer, shown, &draft, Some(stage), input);
    let stage = match page.input.read(stage, found.position) {
        Ok(stage) => stage,
        Err(errors) => return Ok(page.refused(errors)),
    };
    store::change_stage(&mut tx, &stage).await?;
    tx.commit().await?;
    Ok(Notice::Saved.on(back(id, stage.id)))
}

#[derive(Template)]
#[template(path = "journeys/stage.html")]
pub struct StagePage {
    frame: Frame,
    journey: String,
    journey_name: String,
    draft: String,
    /// The stage that is changed; none: a new one.
    changes: Option<StageId>,
    heading: String,
    input: Input,
    errors: FormErrors,
    phases: Vec<Choice>,
}

impl StagePage {
    fn of(
        viewer: &Viewer,
        shown: Shown,
        draft: &Draft,
        changes: Option<StageId>,
        input: Input,
    ) -> Self {
        let found = changes.and_then(|stage| draft.stage(stage));
        let heading = match found {
            Some(stage) => format!("Change “{}”", stage.name),
            None => "New stage".to_owned(),
        };
        let title = format!("{heading} · {}", draft.journey.name);
        Self {
            frame: viewer.frame(title, "journeys").with(shown),
            journey: draft.journey.id.to_string(),
            journey_name: draft.journey.name.clone(),
            draft: draft.crumb(),
            changes,
            heading,
            phases: input.phases(),
            input,
            errors: FormErrors::default(),
        }
    }

    fn refused(mut self, errors: FormErrors) -> Response {
        self.errors = errors;
        Page(self).status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    fn refuses(mut self, sentence: String) -> Response {
        self.errors.refuse(sentence);
        Page(self).status(StatusCode::UNPROCESSABLE_ENTITY)
    }
}
