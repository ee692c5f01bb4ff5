//! "In the way" beside a deal: what is open, what was worked round, and what got past others like it.

use super::{
    obstacle::{Likes, Obstacle},
    store,
};
use crate::{
    app::App,
    conversation::Talks,
    database::Tx,
    error::AppError,
    ids::{ObstacleId, OpportunityId, VerifierId},
    journey::terms::ObstacleState,
    opportunities::{
        page::{Doing, Filling},
        store::find as find_deal,
    },
    people::Viewer,
    web::{Page, Path, choices::Choice, format},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// What is in the way of one deal.
pub struct Panel {
    pub deal: OpportunityId,
    /// Open and fatal, then worked round.
    pub lines: Vec<Line>,
    /// Those that are gone.
    pub gone: Vec<Line>,
}

/// One obstacle as the panel shows it.
pub struct Line {
    pub id: ObstacleId,
    pub words: String,
    pub state: ObstacleState,
    pub tone: &'static str,
    /// "Disagreement inside the group · Ines Baptista".
    pub about: String,
    /// What got past others like it; empty where nothing has to be got past.
    pub likes: String,
    /// What worked, or why: "They met first. Mara Kovač, 6 Nov".
    pub latest: String,
    pub verifiers: Vec<VerifierId>,
    pub turning: TurnForm,
}

/// The small form that says what became of one.
pub struct TurnForm {
    pub id: Uuid,
    pub states: Vec<Choice>,
    pub filling: Filling,
    /// Keeps the ids of fields apart.
    pub prefix: String,
}

impl Line {
    /// It still has to be got past.
    pub fn is_open(&self) -> bool {
        self.state == ObstacleState::Open
    }

    pub fn is_fatal(&self) -> bool {
        self.state == ObstacleState::Fatal
    }
}

#[derive(Template)]
#[template(path = "obstacles/panel.html")]
pub struct PanelAlone {
    obstacles: Panel,
    talks: Talks,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<PanelAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    find_deal(&mut tx, deal).await?.ok_or(AppError::NotFound)?;
    let today = viewer.today(&app);
    let obstacles = panel(&mut tx, deal, &Doing::Reading, today).await?;
    Ok(Page(PanelAlone {
        obstacles,
        talks: Talks::elsewhere(),
    }))
}

/// What is in the way of a deal. Two queries.
pub async fn panel(
    tx: &mut Tx,
    deal: OpportunityId,
    doing: &Doing,
    today: NaiveDate,
) -> sqlx::Result<Panel> {
    let all = store::of_opportunity(tx, deal).await?;
    let is_open = |o: &&Obstacle| o.state() == ObstacleState::Open;
    let open: Vec<ObstacleId> = all.iter().filter(is_open).map(|o| o.id).collect();
    let mut likes = match open.is_empty() {
        true => Default::default(),
        false => store::likes(tx, &open, 1).await?,
    };
    let (gone, mut lines): (Vec<Line>, Vec<Line>) = all
        .into_iter()
        .map(|obstacle| {
            let likes = likes.remove(&obstacle.id).unwrap_or_default();
            line(obstacle, &likes, doing, today)
        })
        .partition(|line| line.state == ObstacleState::Gone);
    lines.sort_by_key(|line| line.state == ObstacleState::WorkedRound);
    Ok(Panel { deal, lines, gone })
}

fn line(obstacle: Obstacle, likes: &Likes, doing: &Doing, today: NaiveDate) -> Line {
    let state = obstacle.state();
    let people = obstacle.people.iter().map(|(_, name)| name.as_str());
    let about: Vec<&str> = [obstacle.kind.label()].into_iter().chain(people).collect();
    Line {
        id: obstacle.id,
        state,
        tone: tone(state),
        about: about.join(" · "),
        likes: match state {
            ObstacleState::Open => likes.sentence(),
            _ => String::new(),
        },
        latest: obstacle.latest.as_ref().map_or(String::new(), |turn| {
            let when = signed(&turn.by, turn.at, today);
            format!("{} {when}", ended(&turn.words))
        }),
        words: obstacle.words,
        verifiers: obstacle.verifiers,
        turning: turn_form(obstacle.id, state, doing, ""),
    }
}

/// How a state looks.
pub fn tone(state: ObstacleState) -> &'static str {
    match state {
        ObstacleState::Open => "warn",
        ObstacleState::WorkedRound => "",
        ObstacleState::Gone => "proof",
        ObstacleState::Fatal => "lost",
    }
}

/// "Mara Kovač, 6 Nov".
pub fn signed(by: &str, at: DateTime<Utc>, today: NaiveDate) -> String {
    format!("{by}, {}", format::day(at.date_naive(), today))
}

/// A sentence that something follows.
fn ended(words: &str) -> String {
    match words.ends_with(['.', '!', '?', '…']) {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}

/// The form that says what became of an obstacle, as it was refused or empty.
pub fn turn_form(
    id: ObstacleId,
    present: ObstacleState,
    doing: &Doing,
    place: &'static str,
) -> TurnForm {
    let filling = doing.of("turn", id);
    let chosen = filling.value("state").to_owned();
    let choices: &[(ObstacleState, &str)] = &[
        (ObstacleState::WorkedRound, "We worked round it"),
        (ObstacleState::Gone, "It is gone"),
        (ObstacleState::Fatal, "We cannot get past it"),
        (ObstacleState::Open, "It is in the way again"),
    ];
    TurnForm {
        id: Uuid::now_v7(),
        states: choices
            .iter()
            .filter(|(state, _)| *state != present || *state != ObstacleState::Open)
            .map(|(state, label)| {
                Choice::new(state.name(), *label).chosen_if(state.name() == chosen)
            })
            .collect(),
        filling,
        prefix: format!("turn-{place}{id}-"),
    }
}
