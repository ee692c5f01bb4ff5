//! The shared page of one deal: the home of the work. Its journey on top, the shown stage's verifiers with the
//! customer's words, the gate in a sentence, the history, and beside them who is there and what else they could do.

mod doing;
mod gate_panel;
pub mod history;
pub mod news;
pub mod said;
mod side;
mod stage_panel;
pub mod strip;
pub mod whole;

pub use doing::{Doing, Filling};
pub use stage_panel::{asks, needs};

use crate::{
    alternatives,
    app::App,
    commitments, conversation,
    database::Tx,
    error::AppError,
    evidence::form::{Begun, EvidenceForm},
    ids::{CommitmentId, OpportunityId},
    live, obstacles,
    opportunities::call,
    past::AsOf,
    people::Viewer,
    plays, sessions, stakeholders,
    web::{Frame, Listening, Page, Path, Query, Shown, format},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use whole::Whole;

/// What the reader opened on the page.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Opened {
    /// The stage whose verifiers are shown; none: the present one.
    pub stage: Option<i16>,
    /// The verifier under which the evidence form is open, or "any" for the one at the top.
    pub record: Option<String>,
    /// The message whose words the evidence form is opened with.
    pub from: Option<String>,
    /// The message with which the shown part of the conversation ends; none: the newest.
    pub until: Option<String>,
    /// The kept commitment that begins the evidence form.
    pub kept: Option<CommitmentId>,
}

#[derive(Template)]
#[template(path = "opportunities/page.html")]
pub struct OpportunityPage {
    frame: Frame,
    here: live::presence::HerePanel,
    sessions: sessions::panel::Panel,
    obstacles: obstacles::panel::Panel,
    plays: plays::panel::Panel,
    commitments: commitments::panel::Panel,
    id: String,
    name: String,
    account_id: String,
    account: String,
    journey: String,
    journey_id: String,
    edition: i16,
    facts: Facts,
    is_open: bool,
    stage_name: String,
    ending: Option<side::Ending>,
    news: Vec<news::News>,
    strip: Vec<strip::StripStage>,
    panel: Option<stage_panel::StagePanel>,
    gate: Option<gate_panel::GatePanel>,
    conversation: conversation::Panel,
    talks: conversation::Talks,
    form: Option<Box<EvidenceForm>>,
    form_on_top: bool,
    history: Vec<history::Line>,
    has_more_history: bool,
    group: stakeholders::panel::Panel,
    options: alternatives::panel::Panel,
    tailored: Vec<side::TailoredLine>,
    now_stands_at: i16,
    began: DateTime<Utc>,
}

/// The line of facts under the deal's name.
struct Facts {
    amount: String,
    customer_date: String,
    customer_date_source: String,
    owner: String,
    in_stage: String,
    call: String,
    /// The owner's call is further than the evidence.
    call_is_ahead: bool,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    when: AsOf,
    Path(id): Path<OpportunityId>,
    Query(opened): Query<Opened>,
) -> Result<Page<OpportunityPage>, AppError> {
    let app = &when.app;
    let mut tx = app.db.read(viewer.scope()).await?;
    let mut page = draw(app, &mut tx, &viewer, shown, id, opened, Doing::Reading).await?;
    let past = when.past(&viewer).since(page.began);
    page.frame = page.frame.looking_at(past);
    Ok(Page(page))
}

/// The page again with a form as it was refused: what was typed, and a sentence beside it.
pub async fn again(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    id: OpportunityId,
    stage: Option<i16>,
    doing: Doing,
) -> Result<Response, AppError> {
    let opened = Opened {
        stage,
        ..Opened::default()
    };
    let page = draw(app, tx, viewer, shown, id, opened, doing).await?;
    Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Draws the page, with whatever somebody was doing on it.
pub async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    id: OpportunityId,
    mut opened: Opened,
    doing: Doing,
) -> Result<OpportunityPage, AppError> {
    let today = app.clock.now().date_naive();
    let whole = Whole::load(tx, id, today).await?;
    let shown_stage = opened
        .stage
        .filter(|stage| whole.stage(*stage).is_some())
        .unwrap_or(whole.deal.stage);
    let day = viewer.today(app);
    let commitments = commitments::panel::panel(tx, &whole, &doing, day).await?;
    let kept = opened.kept.and_then(|id| commitments.kept(id));
    let form = form(tx, &whole, &mut opened, &doing, shown_stage, kept, day).await?;
    let refused = if let Doing::Passing(sentence) = &doing {
        Some(sentence.as_str())
    } else {
        None
    };
    let (conversation, talks) =
        conversation::panel(tx, &whole, viewer, &opened, &doing, app.clock.now()).await?;
    let panel = stage_panel::stage_panel(&whole, shown_stage, viewer, &opened, &doing, today);
    Ok(OpportunityPage {
        frame: frame(&whole, viewer).with(shown),
        here: live::presence::panel(tx, id, viewer).await?,
        sessions: sessions::panel::panel(
            tx,
            id,
            whole.deal.outcome.is_none(),
            viewer,
            app.clock.now(),
        )
        .await?,
        obstacles: obstacles::panel::panel(tx, id, &doing, day).await?,
        plays: plays::panel::panel(tx, &whole, &doing, day).await?,
        commitments,
        id: id.to_string(),
        name: whole.deal.name.clone(),
        account_id: whole.deal.account_id.to_string(),
        account: whole.deal.account.clone(),
        journey: whole.deal.journey.clone(),
        journey_id: whole.deal.journey_id.to_string(),
        edition: whole.deal.edition,
        facts: facts(&whole, app, viewer),
        is_open: whole.deal.outcome.is_none(),
        stage_name: whole.stage_name(whole.deal.stage).to_owned(),
        ending: side::ending(&whole, &doing, today),
        news: news::news(&whole, refused, today),
        strip: strip::strip(&whole, shown_stage),
        form_on_top: form.is_some()
            && !panel
                .as_ref()
                .is_some_and(|panel| panel.rows.iter().any(|row| row.is_recording)),
        panel,
        gate: gate_panel::gate_panel(&whole, refused.is_some())
            .filter(|_| shown_stage == whole.deal.stage),
        form,
        conversation,
        talks,
        has_more_history: whole.history.last().is_some_and(|event| event.seq > 1),
        history: history::lines(&whole, &whole.history, viewer.zone, app.clock.now()),
        group: stakeholders::panel::panel(tx, &whole, app.clock.now()).await?,
        options: alternatives::panel::panel(tx, &whole).await?,
        tailored: side::tailored(&whole, &doing, today),
        now_stands_at: whole.deal.stage,
        began: whole.deal.created_at,
    })
}

/// What the journey, the evidence and the rule's judgement rest on: when these change, so does the whole page.
const TOPICS: &str = "opportunity evidence bearing withdrawal challenge challenge_answer tailoring passage fall_back outcome reopening alternative risk_view";

fn frame(whole: &Whole, viewer: &Viewer) -> Frame {
    let deal = &whole.deal;
    viewer
        .frame(format!("{} · {}", deal.name, deal.account), "pipeline")
        .listening(Listening {
            stream: format!("/live?deal={}", deal.id),
            since: deal.seq,
            topics: TOPICS,
        })
}

/// The evidence form: as it was refused, or a fresh one where the reader opened it, begun with a message's words or a
/// kept commitment.
async fn form(
    tx: &mut Tx,
    whole: &Whole,
    opened: &mut Opened,
    doing: &Doing,
    shown_stage: i16,
    kept: Option<Begun>,
    today: NaiveDate,
) -> sqlx::Result<Option<Box<EvidenceForm>>> {
    if let Doing::Recording(refused) = doing {
        opened.record = Some(refused.input.under.clone());
        let mut form = refused.clone();
        form.offer(whole, shown_stage);
        return Ok(Some(form));
    }
    let Some(under) = opened.record.as_deref() else {
        return Ok(None);
    };
    let mut form = EvidenceForm::fresh(today, under);
    if let Some(from) = &opened.from {
        conversation::draft::evidence(tx, whole, from, &mut form, today).await?;
    }
    if let Some(kept) = kept {
        form.begin(kept);
    }
    form.input.stage = opened.stage;
    form.offer(whole, shown_stage);
    Ok(Some(Box::new(form)))
}

fn facts(whole: &Whole, app: &App, viewer: &Viewer) -> Facts {
    let deal = &whole.deal;
    let today = viewer.today(app);
    let date = deal.customer_date.as_ref();
    let source = date.map_or(String::new(), |date| match (&date.said_by, date.said_on) {
        (Some((_, name)), Some(day)) => format!("told by {name}, {}", format::day(day, today)),
        (Some((_, name)), None) => format!("told by {name}"),
        (None, _) => "nobody there has named it".into(),
    });
    Facts {
        amount: deal
            .amount
            .map_or("no amount yet".into(), |money| money.to_string()),
        customer_date: date.map_or(String::new(), |date| format::day(date.on, today)),
        customer_date_source: source,
        owner: deal.owner.clone(),
        in_stage: match (app.clock.now() - deal.stage_since).num_days() {
            ..1 => "since today".into(),
            days => format::days(days),
        },
        call: call::in_words(&deal.call, &whole.stages, today),
        call_is_ahead: deal.outcome.is_none()
            && deal.call.stage.is_some_and(|stage| stage > deal.stage),
    }
}
