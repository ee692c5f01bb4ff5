//! "What we try" on a deal's page: open plays as sentences, and those that ended with what the customer did.

use super::{
    play::{Ended, Play},
    store,
};
use crate::{
    app::App,
    conversation::Talks,
    database::Tx,
    error::AppError,
    ids::{EvidenceId, ObstacleId, OpportunityId, PlayId, VerifierId},
    journey::terms::PlayResult,
    opportunities::page::{Doing, Filling, whole::Whole},
    people::Viewer,
    web::{Page, Path, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use uuid::Uuid;

/// What we try on one deal.
pub struct Panel {
    pub deal: OpportunityId,
    pub open: Vec<Line>,
    /// Those that ended, the latest first.
    pub ended: Vec<Line>,
}

/// One play as a page shows it.
pub struct Line {
    pub id: PlayId,
    pub verifier: VerifierId,
    pub statement: String,
    /// Where the verifier stands on the deal's page.
    pub place: String,
    /// (id, name)
    pub person: Option<(String, String)>,
    pub obstacle: Option<(ObstacleId, String)>,
    pub what: String,
    pub day: String,
    /// "Mara Kovač, 6 Nov".
    pub planned: String,
    /// Its day has passed, and nobody has said what they did.
    pub asks: bool,
    /// The evidence that settled the verifier since it was planned.
    pub settled: Option<Settled>,
    pub end: Option<End>,
    pub answering: AnswerForm,
}

/// Evidence by which the verifier stands since the play was planned.
pub struct Settled {
    pub evidence: EvidenceId,
    pub words: String,
    /// "Ines Baptista wrote in a mail, 6 Nov".
    pub source: String,
}

/// What the customer did.
pub struct End {
    pub told: &'static str,
    pub tone: &'static str,
    pub note: String,
    pub signed: String,
    /// The evidence that shows it: (address, words).
    pub shown_by: Option<(String, String)>,
    /// They did it, and the verifier does not stand: it can be recorded.
    pub can_be_recorded: bool,
}

/// The small form that says what they did.
pub struct AnswerForm {
    pub id: Uuid,
    pub filling: Filling,
    pub prefix: String,
}

impl Panel {
    /// The plays that are to get past an obstacle.
    pub fn against(self, obstacle: ObstacleId) -> Vec<Line> {
        let all = self.open.into_iter().chain(self.ended);
        all.filter(|line| {
            line.obstacle
                .as_ref()
                .is_some_and(|(id, _)| *id == obstacle)
        })
        .collect()
    }

    /// The answers there are, as (value, label).
    pub fn answers(&self) -> Vec<(&'static str, &'static str)> {
        PlayResult::ALL
            .iter()
            .map(|result| (result.name(), result.label()))
            .collect()
    }
}

#[derive(Template)]
#[template(path = "plays/panel.html")]
pub struct PanelAlone {
    plays: Panel,
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
    let plays = panel(&mut tx, &whole, &Doing::Reading, today).await?;
    Ok(Page(PanelAlone {
        plays,
        talks: Talks::elsewhere(),
    }))
}

/// What we try on a deal. Two queries.
pub async fn panel(
    tx: &mut Tx,
    whole: &Whole,
    doing: &Doing,
    today: NaiveDate,
) -> sqlx::Result<Panel> {
    let all = store::of_opportunity(tx, whole.deal.id).await?;
    let (mut ended, open): (Vec<Play>, Vec<Play>) =
        all.into_iter().partition(|play| play.ended.is_some());
    ended.sort_by_key(|play| std::cmp::Reverse(play.ended.as_ref().map(|end| end.at)));
    let lines = |plays: Vec<Play>| {
        let plays = plays.into_iter();
        plays.map(|play| line(whole, play, doing, today)).collect()
    };
    Ok(Panel {
        deal: whole.deal.id,
        open: lines(open),
        ended: lines(ended),
    })
}

fn line(whole: &Whole, play: Play, doing: &Doing, today: NaiveDate) -> Line {
    let verifier = whole.verifier(play.verifier);
    let deal = whole.deal.id;
    Line {
        id: play.id,
        verifier: play.verifier,
        statement: verifier.map_or(String::new(), |verifier| verifier.statement.clone()),
        place: verifier.map_or(String::new(), |verifier| {
            let stage = verifier.rule.stage;
            format!("/opportunities/{deal}?stage={stage}#v-{}", play.verifier)
        }),
        asks: play.ended.is_none() && play.by_on < today,
        settled: settled(whole, &play, today).filter(|_| play.ended.is_none()),
        end: play.ended.as_ref().map(|e| end(whole, &play, e, today)),
        person: play.person.map(|(id, name)| (id.to_string(), name)),
        obstacle: play.obstacle,
        what: play.what,
        day: format::day(play.by_on, today),
        planned: format!(
            "{}, {}",
            play.planned_by,
            format::day(play.planned_at.date_naive(), today)
        ),
        answering: AnswerForm {
            id: Uuid::now_v7(),
            filling: doing.of("result", play.id),
            prefix: format!("result-{}-", play.id),
        },
    }
}

/// The verifier stands now, and on something that was recorded after the play was planned.
fn settled(whole: &Whole, play: &Play, today: NaiveDate) -> Option<Settled> {
    let standing = whole.judgement.standing_of(play.verifier)?;
    let evidence = whole.evidence.iter().find(|evidence| {
        standing.rests_on.contains(&evidence.id) && evidence.recorded_by.at > play.planned_at
    })?;
    Some(Settled {
        evidence: evidence.id,
        words: evidence.words.clone(),
        source: format!(
            "{} {}, {}",
            evidence.speaker.name,
            evidence.channel.verb(),
            format::day(evidence.happened_on, today)
        ),
    })
}

fn end(whole: &Whole, play: &Play, ended: &Ended, today: NaiveDate) -> End {
    let evidence = ended
        .evidence
        .and_then(|id| whole.evidence.iter().find(|evidence| evidence.id == id));
    let stands = whole
        .judgement
        .standing_of(play.verifier)
        .is_some_and(|standing| !standing.rests_on.is_empty());
    End {
        told: ended.result.told(),
        tone: match ended.result {
            PlayResult::DidIt => "proof",
            PlayResult::DidSomethingElse => "act",
            PlayResult::DidNothing | PlayResult::NotTried => "",
        },
        note: ended.note.clone(),
        signed: format!(
            "{}, {}",
            ended.by,
            format::day(ended.at.date_naive(), today)
        ),
        can_be_recorded: ended.result == PlayResult::DidIt && evidence.is_none() && !stands,
        shown_by: evidence.map(|said| (whole.place_of(said), said.words.clone())),
    }
}
