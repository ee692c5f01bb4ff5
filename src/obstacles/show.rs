//! One obstacle with its story, what we try against it, and the others like it.

use super::{
    obstacle::{Like, Likes, Obstacle, Turn},
    panel::{TurnForm, signed, tone, turn_form},
    store,
};
use crate::{
    app::App,
    conversation::{draft, shown::Link},
    database::Tx,
    error::AppError,
    ids::{ObstacleId, OpportunityId},
    journey::terms::ObstacleState,
    opportunities::page::{Doing, whole::Whole},
    people::Viewer,
    plays::panel as plays,
    web::{Frame, Page, Path, Shown},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;

/// How many others like it the page shows.
const SHOWN: i64 = 12;

#[derive(Template)]
#[template(path = "obstacles/show.html")]
pub struct ObstaclePage {
    frame: Frame,
    deal: String,
    name: String,
    id: String,
    words: String,
    kind: &'static str,
    state: ObstacleState,
    tone: &'static str,
    /// "Mara Kovač, 6 Nov".
    named: String,
    /// The messages it came from.
    origins: Vec<Link>,
    /// (id, name)
    people: Vec<(String, String)>,
    /// (address, statement)
    verifiers: Vec<(String, String)>,
    story: Vec<Step>,
    turning: TurnForm,
    plays: Vec<plays::Line>,
    likes: Likes,
    alike: Vec<Alike>,
}

/// What became of it at one time.
struct Step {
    state: &'static str,
    tone: &'static str,
    words: String,
    signed: String,
}

/// One like it on another deal.
struct Alike {
    address: String,
    words: String,
    about: String,
    state: &'static str,
    tone: &'static str,
    latest: Option<Step>,
}

impl ObstaclePage {
    fn is_fatal(&self) -> bool {
        self.state == ObstacleState::Fatal
    }
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, ObstacleId)>,
) -> Result<Page<ObstaclePage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let page = draw(&app, &mut tx, &viewer, shown, deal, id, &Doing::Reading).await?;
    Ok(Page(page))
}

/// Draws the page, with the small form as it was refused.
pub async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    deal: OpportunityId,
    id: ObstacleId,
    doing: &Doing,
) -> Result<ObstaclePage, AppError> {
    let whole = Whole::load(tx, deal, app.clock.now().date_naive()).await?;
    let today = viewer.today(app);
    let all = store::of_opportunity(tx, deal).await?;
    let obstacle = all
        .into_iter()
        .find(|obstacle| obstacle.id == id)
        .ok_or(AppError::NotFound)?;
    let turns = store::turns(tx, id).await?;
    let likes = store::likes(tx, &[id], SHOWN).await?.remove(&id);
    let origins = draft::origins(tx, deal, id).await?;
    let plays = plays::panel(tx, &whole, doing, today).await?;
    let frame = viewer.frame(format!("In the way · {}", whole.deal.name), "pipeline");
    Ok(page(
        frame.with(shown),
        &whole,
        obstacle,
        &turns,
        origins,
        likes.unwrap_or_default(),
        plays.against(id),
        doing,
        today,
    ))
}

#[expect(clippy::too_many_arguments, reason = "each is a part of the page")]
fn page(
    frame: Frame,
    whole: &Whole,
    obstacle: Obstacle,
    turns: &[Turn],
    origins: Vec<Link>,
    likes: Likes,
    plays: Vec<plays::Line>,
    doing: &Doing,
    today: NaiveDate,
) -> ObstaclePage {
    let state = obstacle.state();
    let deal = whole.deal.id;
    ObstaclePage {
        frame,
        deal: deal.to_string(),
        name: whole.deal.name.clone(),
        id: obstacle.id.to_string(),
        kind: obstacle.kind.label(),
        state,
        tone: tone(state),
        named: signed(&obstacle.by, obstacle.at, today),
        origins,
        people: obstacle
            .people
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        verifiers: obstacle
            .verifiers
            .iter()
            .filter_map(|id| whole.verifier(*id))
            .map(|verifier| {
                let (stage, id) = (verifier.rule.stage, verifier.rule.id);
                (
                    format!("/opportunities/{deal}?stage={stage}#v-{id}"),
                    verifier.statement.clone(),
                )
            })
            .collect(),
        story: turns.iter().map(|turn| step(turn, today)).collect(),
        turning: turn_form(obstacle.id, state, doing, "story-"),
        words: obstacle.words,
        plays,
        alike: likes.shown.iter().map(|like| alike(like, today)).collect(),
        likes,
    }
}

fn step(turn: &Turn, today: NaiveDate) -> Step {
    Step {
        state: turn.state.label(),
        tone: tone(turn.state),
        words: turn.words.clone(),
        signed: signed(&turn.by, turn.at, today),
    }
}

fn alike(like: &Like, today: NaiveDate) -> Alike {
    let state = like
        .latest
        .as_ref()
        .map_or(ObstacleState::Open, |turn| turn.state);
    Alike {
        address: format!("/opportunities/{}/obstacles/{}", like.deal, like.id),
        words: like.words.clone(),
        about: format!(
            "{} · {} · {}",
            like.account,
            like.deal_name,
            like.kind.label()
        ),
        state: state.label(),
        tone: tone(state),
        latest: like.latest.as_ref().map(|turn| step(turn, today)),
    }
}
