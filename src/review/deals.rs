//! The deals behind a number of the review: then and now, with the customer's latest words.

use super::{
    asked::Asked,
    line::Listed,
    numbers::Numbers,
    page::Ground,
    store::{self, Deal, Found, State},
    worth::Worth,
};
use crate::{
    error::AppError,
    ids::OpportunityId,
    journey::terms::OutcomeKind,
    past::AsOf,
    people::{Viewer, viewer::initials},
    web::{Frame, Page, Query, format},
};
use askama::Template;
use chrono::DateTime;

/// How many deals a page shows.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "review/deals.html")]
pub struct DealsPage {
    frame: Frame,
    heading: String,
    meaning: &'static str,
    /// "Since Monday 16 Nov."
    told: String,
    /// What all the deals of the list come to, shown or not.
    sum: String,
    apart: Vec<String>,
    rows: Vec<Row>,
    review_url: String,
    /// Where the list begins again, and where it goes on; empty where it does not.
    top_url: String,
    more_url: String,
}

/// One deal.
pub struct Row {
    pub id: OpportunityId,
    pub name: String,
    pub account: String,
    pub then_url: String,
    /// Where it stood then; empty: it was not there.
    pub then_stage: String,
    pub then_amount: String,
    pub now_stage: String,
    pub now_amount: String,
    /// The tag's tone of where it stands now.
    pub tone: &'static str,
    pub words: String,
    pub speaker: String,
    pub owner: String,
    pub owner_initials: String,
    pub owner_hue: i16,
}

pub async fn show(
    viewer: Viewer,
    when: AsOf,
    Query(asked): Query<Asked>,
) -> Result<Page<DealsPage>, AppError> {
    let listed = asked.listed().ok_or(AppError::NotFound)?;
    let mut ground = Ground::of(&viewer, &when, &asked).await?;
    // One more than is shown tells whether there are more.
    let mut found = find(&mut ground, listed, place(&asked.after), ROWS as i64 + 1).await?;
    let has_more = found.len() > ROWS;
    found.truncate(ROWS);
    let more_url = found.last().filter(|_| has_more).map(|(heard, id)| {
        let place = format!("{}.{id}", heard.timestamp_micros());
        asked
            .with(|asked| asked.after = place)
            .address(super::asked::DEALS)
    });
    let ids: Vec<OpportunityId> = found.iter().map(|(_, id)| *id).collect();
    let (since, upto) = (ground.period.since, ground.upto);
    let deals = store::told(&mut ground.tx, &ids, since, upto).await?;
    let worth = numbers(&mut ground, &viewer, listed).await?.of(listed);
    let then = format::exact(since);
    let top = asked.with(|asked| asked.after.clear());
    Ok(Page(DealsPage {
        frame: viewer
            .frame(listed.heading(), "review")
            .looking_at(when.past(&viewer)),
        heading: listed.heading(),
        meaning: listed.meaning(),
        told: told(&ground),
        sum: sum(listed, &worth),
        apart: match listed.is_change() {
            true => worth.apart_changes(),
            false => worth.apart(),
        },
        rows: deals.into_iter().map(|deal| row(deal, &then)).collect(),
        review_url: asked.page_url(),
        top_url: match asked.after.as_str() {
            "" => String::new(),
            _ => top.address(super::asked::DEALS),
        },
        more_url: more_url.unwrap_or_default(),
    }))
}

async fn find(
    ground: &mut Ground,
    listed: Listed,
    after: Option<Found>,
    most: i64,
) -> sqlx::Result<Vec<Found>> {
    let (since, upto, scope) = (ground.period.since, ground.upto, ground.scope);
    let tx = &mut ground.tx;
    let what = match listed {
        Listed::Then(phase) => {
            return store::standing(tx, scope, since, (false, phase), after, most).await;
        }
        Listed::Now(phase) => {
            return store::standing(tx, scope, upto, (false, phase), after, most).await;
        }
        Listed::Ready => return store::standing(tx, scope, upto, (true, None), after, most).await,
        moved => moved.word(),
    };
    store::moved(tx, scope, (since, upto), what, after, most).await
}

/// Where a list begins: "MICROSECONDS.ID".
fn place(text: &str) -> Option<Found> {
    let (heard, id) = text.split_once('.')?;
    let heard = DateTime::from_timestamp_micros(heard.parse().ok()?)?;
    Some((heard, id.parse().ok()?))
}

/// What the database sums up for this list, and nothing else: one question beside the rates.
async fn numbers(ground: &mut Ground, viewer: &Viewer, listed: Listed) -> sqlx::Result<Numbers> {
    let (since, upto, scope) = (ground.period.since, ground.upto, ground.scope);
    let end = ground.until.end();
    let rates = ground.rates(viewer).await?;
    let tx = &mut ground.tx;
    let mut numbers = Numbers {
        rates,
        scope,
        stands: vec![],
        moved: vec![],
        figures: vec![],
    };
    match listed {
        Listed::Then(_) | Listed::Now(_) => {
            numbers.stands = store::sums(tx, scope, &[since, upto]).await?;
        }
        Listed::Ready => numbers.figures = store::figures(tx, scope, end.date_naive()).await?,
        _ => numbers.moved = store::flow(tx, scope, since, upto).await?,
    }
    Ok(numbers)
}

/// "3 deals, +€120,000".
fn sum(listed: Listed, worth: &Worth) -> String {
    let money = match listed.is_change() {
        true => worth.change(),
        false => worth.whole(),
    };
    format!("{}, {money}", format::counted(worth.deals, "deal"))
}

fn told(ground: &Ground) -> String {
    let told = format::capital(&ground.period.told);
    match ground.until.moment {
        Some(_) => format!("{told} until {}.", ground.period.end_told),
        None => format!("{told}."),
    }
}

fn row(deal: Deal, then: &str) -> Row {
    let tone = tone(deal.then.as_ref(), &deal.now);
    let (now_stage, now_amount) = words(&deal.now);
    let (then_stage, then_amount) = deal.then.as_ref().map(words).unwrap_or_default();
    Row {
        then_url: match deal.then {
            Some(_) => format!("/opportunities/{}?at={then}", deal.id),
            None => String::new(),
        },
        id: deal.id,
        name: deal.name,
        account: deal.account,
        then_stage,
        then_amount,
        now_stage,
        now_amount,
        tone,
        words: deal.words.unwrap_or_default(),
        speaker: deal.speaker.unwrap_or_default(),
        owner_initials: initials(&deal.owner),
        owner: deal.owner,
        owner_hue: deal.owner_hue,
    }
}

/// How it stood, and for how much.
fn words(state: &State) -> (String, String) {
    let stage = match state.outcome {
        Some(outcome) => outcome.label().to_owned(),
        None => state.stage_name.clone(),
    };
    let amount = state
        .amount
        .map_or("no amount".to_owned(), |amount| amount.short());
    (stage, amount)
}

/// Further is good, back is not; what ended is said without a tone.
fn tone(then: Option<&State>, now: &State) -> &'static str {
    let then_stage = then.map_or(1, |then| then.stage);
    match now.outcome {
        Some(OutcomeKind::Won) => "proof",
        Some(_) => "",
        None if now.stage > then_stage => "proof",
        None if now.stage < then_stage => "lost",
        None => "",
    }
}
