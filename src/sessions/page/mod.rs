//! The one page of a session. It is drawn for one viewer from what the store lets this viewer see.

mod board;
mod clock;
mod done;
mod head;
mod odds;
mod sheets;

pub use odds::spread;

use super::{
    session::Session,
    store,
    words::{DECIDING, Hidden},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{OpportunityId, StrategySessionId},
    live,
    opportunities::{
        self,
        page::{Doing, Filling, whole::Whole},
    },
    people::Viewer,
    web::{Frame, Listening, Page, Path, Query, Shown},
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use serde::Deserialize;

/// What the page shows changes with these. What is hidden is not among them: it is not on record.
const TOPICS: &str = "strategy_session session_part session_invitation session_note session_merge session_doubt session_decision session_dissent session_try play play_result evidence passage fall_back outcome reopening";

/// Where the reader goes on: the id of a field or button.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    #[serde(default)]
    at: String,
}

#[derive(Template)]
#[template(path = "sessions/page.html")]
pub struct SessionPage {
    frame: Frame,
    here: live::presence::HerePanel,
    session_id: StrategySessionId,
    /// Where its forms lead.
    base: String,
    deal: OpportunityId,
    deal_name: String,
    account: String,
    about: String,
    is_on: bool,
    is_over: bool,
    is_planned: bool,
    step: i16,
    /// The sheet that stands open; the others that were reached are folded below it.
    open: i16,
    head: head::Head,
    clock: Option<clock::Clock>,
    minutes: Filling,
    before: odds::OddsPanel,
    after: odds::OddsPanel,
    done: done::Done,
    notes: Vec<sheets::Notes>,
    writing: sheets::Writing,
    board: board::Board,
    deciding: sheets::Deciding,
    trying: sheets::Trying,
    at: String,
}

/// What a sheet is called where it is folded, from the first on.
const FOLDED: &[&str] = &[
    "What they did",
    "What they decide next, and what we don’t know",
    "What I wrote",
    "What we gathered",
    "What we decided",
    "What we try",
];

impl SessionPage {
    /// The open sheet, then those that were reached, the latest first, each with what it is called. What was written is
    /// gathered on the fourth.
    fn sheets(&self) -> Vec<(i16, &'static str)> {
        let reached = (1..=6).zip(FOLDED.iter().copied()).rev();
        let earlier = reached.filter(|(sheet, _)| {
            *sheet <= self.step && *sheet != self.open && (*sheet != 3 || self.step == 3)
        });
        std::iter::once((self.open, "")).chain(earlier).collect()
    }

    /// What stands in the form for the minutes: as it was refused, or as they are.
    fn minutes_typed(&self, minutes: &i16) -> String {
        match self.minutes.is_open() {
            true => self.minutes.value("minutes").to_owned(),
            false => minutes.to_string(),
        }
    }

    /// Whether the reader goes on at this field or button.
    fn points_to(&self, id: &str) -> bool {
        !id.is_empty() && self.at == id
    }
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, StrategySessionId)>,
    Query(at): Query<At>,
) -> Result<Page<SessionPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let session = store::find(&mut tx, deal, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let page = draw(
        &app,
        &mut tx,
        &viewer,
        shown,
        &session,
        &Doing::Reading,
        at.at,
    );
    Ok(Page(page.await?))
}

/// The page again with a form as it was refused.
pub async fn again(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    session: &Session,
    doing: Doing,
) -> Result<Response, AppError> {
    let page = draw(app, tx, viewer, shown, session, &doing, String::new()).await?;
    Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    session: &Session,
    doing: &Doing,
    at: String,
) -> Result<SessionPage, AppError> {
    let now = app.clock.now();
    let today = viewer.today(app);
    let whole = Whole::load(tx, session.deal, now.date_naive()).await?;
    let people = store::people(tx, session.id).await?;
    let odds = store::odds(tx, session.id).await?;
    let notes = store::notes(tx, session.id).await?;
    let ideas = store::ideas(tx, session.id).await?;
    let doubts = store::doubts(tx, session.id).await?;
    let decided = store::decision(tx, session.id).await?;
    let dissents = store::dissents(tx, session.id).await?;
    let tries = store::tries(tx, session.id).await?;
    let owners = opportunities::store::owners(tx, None).await?;
    let done = done::done(tx, &whole, session, viewer.zone, now).await?;
    let is_on = session.has_begun() && !session.is_over();
    let desk = sheets::Desk {
        session,
        viewer,
        doing,
        is_on,
    };
    Ok(SessionPage {
        frame: frame(&whole, session, viewer).with(shown),
        here: live::presence::panel(tx, session.deal, viewer).await?,
        session_id: session.id,
        base: super::address(session.deal, session.id),
        deal: session.deal,
        deal_name: whole.deal.name.clone(),
        account: whole.deal.account.clone(),
        about: session.about.clone(),
        is_on,
        is_over: session.is_over(),
        is_planned: !session.has_begun() && !session.is_over(),
        step: session.step,
        open: if session.is_over() && decided.is_some() {
            DECIDING
        } else {
            session.step
        },
        head: head::head(&desk, &people, decided.is_some(), &whole, now),
        clock: clock::clock(session, now),
        minutes: doing.of("minutes", session.id),
        before: odds::panel(&desk, &people, &odds, Hidden::OddsBefore),
        after: odds::panel(&desk, &people, &odds, Hidden::OddsAfter),
        done,
        notes: sheets::notes(&desk, notes),
        writing: sheets::writing(&desk, &people, &ideas),
        board: board::board(&desk, &people, &ideas, &doubts),
        deciding: sheets::deciding(&desk, decided, dissents, owners, &whole, today),
        trying: sheets::trying(&desk, tries, &whole, today),
        at,
    })
}

fn frame(whole: &Whole, session: &Session, viewer: &Viewer) -> Frame {
    viewer
        .frame(
            format!("{} · {}", session.about, whole.deal.account),
            "pipeline",
        )
        .listening(Listening {
            stream: format!("/live?deal={}", session.deal),
            since: whole.deal.seq,
            topics: TOPICS,
        })
}
