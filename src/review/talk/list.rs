//! The list of deals to talk about, as the review shows it.

use super::{
    facts::{Facts, Period},
    reasons::{Reason, Told, told},
    rules, store,
};
use crate::{
    database::Tx,
    ids::{JourneyId, MemberId, OpportunityId, SittingId},
    money::DayRates,
    past::AsOf,
    people::{Viewer, viewer::initials},
    review::{mode, numbers::Numbers, store::Scope},
    web::format,
};
use chrono::{DateTime, Utc};

/// The deals, and the way into going through them.
pub struct Talk {
    pub rows: Vec<Row>,
    /// "4 of 61, the ones where talking is most likely to change something".
    pub count: String,
    /// For the form that begins to go through them.
    pub since: String,
    pub owner: String,
    pub journey: String,
    /// Minted now: a second submit finds the same sitting.
    pub sitting: SittingId,
    /// Where one left off: ("Go on where you left off: deal 4 of 9", address).
    pub go_on: Option<(String, String)>,
}

/// One deal to talk about.
pub struct Row {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub value: String,
    /// Where it stood when the period began and where it stands now, with the tag's tone.
    pub moved: (String, &'static str),
    pub reasons: Vec<Told>,
    pub owner: String,
    pub owner_initials: String,
    pub owner_hue: i16,
}

/// The deals to talk about since a moment, of whose deals the numbers are.
pub async fn of(
    tx: &mut Tx,
    viewer: &Viewer,
    when: &AsOf,
    since: DateTime<Utc>,
    numbers: &Numbers,
) -> sqlx::Result<Talk> {
    let Scope { owner, journey, .. } = numbers.scope;
    let now = when.app.clock.now();
    let period = Period { since, now };
    let chosen = chosen(tx, &period, owner, journey, &numbers.rates).await?;
    let go_on = match when.moment {
        Some(_) => None,
        None => mode::go_on(tx, viewer.member).await?,
    };
    Ok(Talk {
        count: count(chosen.len(), numbers.open()),
        rows: chosen
            .iter()
            .map(|(facts, reasons, shown)| row(facts, reasons, shown))
            .collect(),
        since: format::exact(since),
        owner: owner.map_or(String::new(), |id| id.to_string()),
        journey: journey.map_or(String::new(), |id| id.to_string()),
        sitting: SittingId::new(),
        go_on,
    })
}

/// Which deals the rules choose, in order, with their reasons and what a list shows of them.
pub async fn chosen(
    tx: &mut Tx,
    period: &Period,
    owner: Option<MemberId>,
    journey: Option<JourneyId>,
    rates: &DayRates,
) -> sqlx::Result<Vec<(Facts, Vec<Reason>, store::Shown)>> {
    let candidates = store::candidates(tx, period, owner, journey, rates).await?;
    let (facts, mut shown) = store::facts(tx, &candidates, period).await?;
    let judged = facts.into_iter().map(|facts| {
        let reasons = rules::reasons(&facts, period);
        (facts, reasons)
    });
    let worth = |deal| rates.converted(shown.get(&deal)?.amount?);
    let chosen = rules::in_order(judged.collect(), worth);
    let chosen = chosen.into_iter().filter_map(|(facts, reasons)| {
        let shown = shown.remove(&facts.deal)?;
        Some((facts, reasons, shown))
    });
    Ok(chosen.collect())
}

fn count(chosen: usize, open: i64) -> String {
    match (chosen, open) {
        (0, 0) => "no open deals".into(),
        (0, open) => format!("none of {open}"),
        _ => {
            format!("{chosen} of {open}, the ones where talking is most likely to change something")
        }
    }
}

fn row(facts: &Facts, reasons: &[Reason], shown: &store::Shown) -> Row {
    let stage = |position| facts.stage_name(position);
    let here = facts.stage;
    let moved = match shown.stage_then {
        None => ("new".into(), "act"),
        Some(then) if then == here => ("no move".into(), "warn"),
        Some(then) => (
            format!("{} → {}", stage(then), stage(here)),
            if then < here { "proof" } else { "lost" },
        ),
    };
    Row {
        id: facts.deal,
        name: shown.name.clone(),
        account: shown.account.clone(),
        value: shown.amount.map_or(String::new(), |amount| amount.short()),
        moved,
        reasons: told(facts, reasons),
        owner: shown.owner.clone(),
        owner_initials: initials(&shown.owner),
        owner_hue: shown.owner_hue,
    }
}
