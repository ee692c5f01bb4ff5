//! "What they agreed to do next" beside a deal. A day that has passed is a question, and no reproach.

use super::{
    commitment::{Commitment, Said},
    store,
};
use crate::{
    app::App,
    conversation::Talks,
    database::Tx,
    error::AppError,
    evidence::form::Begun,
    ids::{CommitmentId, ContactId, OpportunityId},
    journey::terms::{Channel, CommitmentTurn, Strength},
    opportunities::page::{Doing, Filling, whole::Whole},
    people::Viewer,
    web::{Page, Path, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use uuid::Uuid;

/// What people at the customer agreed to do on one deal.
pub struct Panel {
    pub deal: OpportunityId,
    /// Open, and kept but not recorded yet: the next day first.
    pub lines: Vec<Line>,
    /// Kept and recorded, or dropped.
    pub past: Vec<Line>,
}

/// One commitment as the panel shows it.
pub struct Line {
    pub id: CommitmentId,
    pub what: String,
    person: ContactId,
    pub person_id: String,
    pub name: String,
    pub day: String,
    /// "said in a meeting, 6 Nov".
    pub said: String,
    /// Where it can be read, if it is evidence.
    pub said_at: String,
    pub is_open: bool,
    /// Its day has passed, and nobody has said what became of it.
    pub asks: bool,
    /// It was kept, and they have not been heard since.
    pub can_be_recorded: bool,
    /// (words, tone); empty words while its day is still to come.
    pub tag: (&'static str, &'static str),
    /// Why it moved or was dropped, and who says so.
    pub latest: String,
    channel: Channel,
    pub turning: TurnForm,
}

/// The small form that says what became of it.
pub struct TurnForm {
    pub id: Uuid,
    pub filling: Filling,
    pub prefix: String,
}

#[derive(Template)]
#[template(path = "commitments/panel.html")]
pub struct PanelAlone {
    commitments: Panel,
    talks: Talks,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<PanelAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let today = viewer.today(&app);
    let commitments = panel(&mut tx, &whole, &Doing::Reading, today).await?;
    Ok(Page(PanelAlone {
        commitments,
        talks: Talks::elsewhere(),
    }))
}

/// What they agreed to do. One query.
pub async fn panel(
    tx: &mut Tx,
    whole: &Whole,
    doing: &Doing,
    today: NaiveDate,
) -> sqlx::Result<Panel> {
    let all = store::of_opportunity(tx, whole.deal.id).await?;
    let lines = all.into_iter().map(|one| line(whole, one, doing, today));
    let (lines, past) = lines.partition(|line| line.is_open || line.can_be_recorded);
    let deal = whole.deal.id;
    Ok(Panel { deal, lines, past })
}

impl Panel {
    /// What a kept one brings into the form for evidence.
    pub fn kept(&self, id: CommitmentId) -> Option<Begun> {
        let mut all = self.lines.iter().chain(&self.past);
        let line = all.find(|line| line.id == id)?;
        Some(Begun {
            contact: line.person.to_string(),
            words: line.what.clone(),
            channel: line.channel,
            // They did what they had agreed to.
            strength: Strength::Done.min(line.channel.highest_strength()),
        })
    }
}

fn line(whole: &Whole, one: Commitment, doing: &Doing, today: NaiveDate) -> Line {
    let (said, said_at, channel) = said(whole, one.said, today);
    let is_open = one.is_open();
    Line {
        id: one.id,
        person: one.person,
        person_id: one.person.to_string(),
        day: format::day(one.due_on, today),
        asks: is_open && one.due_on < today,
        can_be_recorded: can_be_recorded(whole, &one),
        tag: match one.latest.as_ref().map(|turn| turn.turn) {
            Some(CommitmentTurn::Kept) => ("kept", "proof"),
            Some(CommitmentTurn::Dropped) => ("dropped", ""),
            Some(CommitmentTurn::Moved) | None => ("", ""),
        },
        latest: latest(&one, today),
        name: one.name,
        what: one.what,
        said,
        said_at,
        channel,
        is_open,
        turning: TurnForm {
            id: Uuid::now_v7(),
            filling: doing.of("commitment", one.id),
            prefix: format!("kept-{}-", one.id),
        },
    }
}

/// It was kept, and nothing that this person did since is on record.
fn can_be_recorded(whole: &Whole, one: &Commitment) -> bool {
    let kept = one.latest.as_ref();
    kept.filter(|turn| turn.turn == CommitmentTurn::Kept)
        .is_some_and(|kept| {
            !whole
                .evidence
                .iter()
                .any(|said| said.speaker.id == one.person && said.recorded_by.at > kept.at)
        })
}

fn latest(one: &Commitment, today: NaiveDate) -> String {
    let Some(turn) = &one.latest else {
        return String::new();
    };
    let what = match turn.turn {
        CommitmentTurn::Kept => "Kept".to_owned(),
        CommitmentTurn::Dropped => "Dropped".to_owned(),
        CommitmentTurn::Moved => format!("Moved, from {}", format::day(one.by_on, today)),
    };
    let by = format!("{}, {}", turn.by, format::day(turn.at.date_naive(), today));
    match turn.words.as_str() {
        "" => format!("{what} ({by})"),
        words => format!("{what}: {words} ({by})"),
    }
}

/// Where it was said: in words, its address if it is evidence, and the way.
fn said(whole: &Whole, said: Said, today: NaiveDate) -> (String, String, Channel) {
    match said {
        Said::On(day, channel) => {
            let words = format!("{}, {}", channel.verb(), format::day(day, today));
            (words, String::new(), channel)
        }
        Said::Evidence(id) => match whole.evidence.iter().find(|said| said.id == id) {
            Some(said) => {
                let day = format::day(said.happened_on, today);
                let words = format!("{}, {day}", said.channel.verb());
                (words, whole.place_of(said), said.channel)
            }
            None => (String::new(), String::new(), Channel::Meeting),
        },
    }
}
