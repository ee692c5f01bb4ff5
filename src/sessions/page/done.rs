//! The first step: what the customer has actually done, drawn from the deal; and what became of what we decided last time.

use crate::{
    database::Tx,
    ids::VerifierId,
    journey::{standing::Standing, terms::PlayResult},
    opportunities::{
        mark::Mark,
        opportunity::WordedVerifier,
        page::{needs, whole::Whole},
    },
    plays,
    sessions::{
        session::Session,
        store::{self, Moved, Past},
        words::Decision,
    },
    web::format,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// How far back one looks where there was no session before.
const BACK: TimeDelta = TimeDelta::days(60);

/// How many of the customer's words are shown.
const SAID: usize = 12;

pub struct Done {
    /// "Since our last session, 6 Nov" or "In the last 60 days".
    pub since: String,
    pub moves: Vec<String>,
    pub said: Vec<Said>,
    /// How many more pieces there were.
    pub more: usize,
    pub stage: String,
    pub question: String,
    pub stands: Vec<Row>,
    pub missing: Vec<Row>,
    pub last: Option<LastTime>,
    /// The customer's latest words, whenever they came.
    pub latest: Option<Said>,
}

pub struct Said {
    pub words: String,
    pub who: String,
    pub how: String,
    pub address: String,
}

/// A verifier and how it stands.
pub struct Row {
    pub statement: String,
    pub mark: Mark,
    pub needs: String,
}

/// What the last session came to.
pub struct LastTime {
    pub address: String,
    pub when: String,
    pub decision: &'static str,
    pub why: String,
    pub tries: Vec<Tried>,
}

/// Something we meant to try, and where the customer stands on it now.
pub struct Tried {
    pub what: String,
    pub statement: String,
    /// What the customer did: "they did it", "not yet".
    pub now: &'static str,
    pub tone: &'static str,
}

pub async fn done(
    tx: &mut Tx,
    whole: &Whole,
    session: &Session,
    zone: Tz,
    now: DateTime<Utc>,
) -> sqlx::Result<Done> {
    let today = now.with_timezone(&zone).date_naive();
    let sessions = store::of_deal(tx, session.deal).await?;
    let last = sessions.into_iter().find(|past| {
        past.id != session.id && past.decided_at.is_some_and(|at| at < session.created_at)
    });
    let since = last
        .as_ref()
        .and_then(|past| past.decided_at)
        .unwrap_or(session.created_at - BACK);
    let until = session.ended_at.unwrap_or(now);
    let moves = store::moved_since(tx, session.deal, since).await?;
    let (said, more) = said(whole, since, until, today);
    let (stands, missing) = standing(whole, today);
    let stage = whole.stage(whole.deal.stage);
    Ok(Done {
        since: match &last {
            Some(_) => format!(
                "Since our last session, {}",
                format::day(since.with_timezone(&zone).date_naive(), today)
            ),
            None => "In the last 60 days".into(),
        },
        moves: moves
            .iter()
            .map(|moved| told(whole, moved, zone, today))
            .collect(),
        said,
        more,
        stage: whole.stage_name(whole.deal.stage).to_owned(),
        question: stage.map_or(String::new(), |stage| stage.question.clone()),
        stands,
        missing,
        last: match last {
            Some(past) => Some(last_time(tx, whole, session, past, today).await?),
            None => None,
        },
        latest: latest(whole, today),
    })
}

fn told(whole: &Whole, moved: &Moved, zone: Tz, today: NaiveDate) -> String {
    let day = format::day(moved.at.with_timezone(&zone).date_naive(), today);
    match (moved.forward, moved.to_stage) {
        (true, None) => format!("Won, {day}"),
        (true, Some(to)) => format!("Moved to {}, {day}", whole.stage_name(to)),
        (false, to) => format!(
            "Fell back to {}, {day}",
            whole.stage_name(to.unwrap_or_default())
        ),
    }
}

/// What counts of what was recorded in between, the latest first.
fn said(
    whole: &Whole,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    today: NaiveDate,
) -> (Vec<Said>, usize) {
    let mut found: Vec<_> = whole
        .evidence
        .iter()
        .filter(|said| said.withdrawal.is_none())
        .filter(|said| said.recorded_by.at > since && said.recorded_by.at <= until)
        .collect();
    found.sort_by_key(|said| std::cmp::Reverse((said.happened_on, said.ordinal)));
    let more = found.len().saturating_sub(SAID);
    let shown = found.into_iter().take(SAID);
    (shown.map(|said| words(whole, said, today)).collect(), more)
}

fn latest(whole: &Whole, today: NaiveDate) -> Option<Said> {
    let live = whole
        .evidence
        .iter()
        .filter(|said| said.withdrawal.is_none());
    let latest = live.max_by_key(|said| (said.happened_on, said.ordinal))?;
    Some(words(whole, latest, today))
}

fn words(whole: &Whole, said: &crate::evidence::evidence::Evidence, today: NaiveDate) -> Said {
    let title = match said.speaker.title.as_str() {
        "" => String::new(),
        title => format!(", {title}"),
    };
    Said {
        words: said.words.clone(),
        who: format!("{}{title}", said.speaker.name),
        how: format!(
            "{}, {}",
            said.channel.verb(),
            format::day(said.happened_on, today)
        ),
        address: whole.place_of(said),
    }
}

/// What stands and what is missing in the present stage.
fn standing(whole: &Whole, today: NaiveDate) -> (Vec<Row>, Vec<Row>) {
    let rows = whole.counting_in(whole.deal.stage).filter_map(|verifier| {
        let standing = whole.judgement.standing_of(verifier.rule.id)?;
        Some((standing.carries(), row(whole, verifier, standing, today)))
    });
    let (stands, missing): (Vec<_>, Vec<_>) = rows.partition(|(carries, _)| *carries);
    let rows = |found: Vec<(bool, Row)>| found.into_iter().map(|(_, row)| row).collect();
    (rows(stands), rows(missing))
}

fn row(whole: &Whole, verifier: &WordedVerifier, standing: &Standing, today: NaiveDate) -> Row {
    Row {
        statement: verifier.statement.clone(),
        mark: Mark::of(standing),
        needs: needs(whole, verifier, standing, today),
    }
}

async fn last_time(
    tx: &mut Tx,
    whole: &Whole,
    session: &Session,
    past: Past,
    today: NaiveDate,
) -> sqlx::Result<LastTime> {
    let tries = store::tries(tx, past.id).await?;
    let plays = plays::store::of_opportunity(tx, session.deal).await?;
    Ok(LastTime {
        address: crate::sessions::address(session.deal, past.id),
        when: past
            .decided_at
            .map_or(String::new(), |at| format::day(at.date_naive(), today)),
        decision: Decision::named(&past.kind).map_or("", Decision::label),
        why: past.why,
        tries: tries
            .into_iter()
            .map(|one| {
                let play = plays.iter().find(|play| play.id.0 == one.id);
                let result = play.and_then(|play| play.ended.as_ref());
                let (now, tone) = became(whole, one.verifier, result.map(|ended| ended.result));
                Tried {
                    what: one.what,
                    statement: one.statement,
                    now,
                    tone,
                }
            })
            .collect(),
    })
}

/// What the customer did: as somebody said who saw it, or as the evidence says by itself.
fn became(
    whole: &Whole,
    verifier: VerifierId,
    result: Option<PlayResult>,
) -> (&'static str, &'static str) {
    let standing = whole.judgement.standing_of(verifier);
    match result {
        Some(PlayResult::DidIt) => (PlayResult::DidIt.told(), "proof"),
        None if standing.is_some_and(Standing::stands) => (PlayResult::DidIt.told(), "proof"),
        Some(other) => (other.told(), "warn"),
        None => ("not yet", "warn"),
    }
}
