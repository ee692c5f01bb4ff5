//! Noting what somebody at the customer agreed to do next.

use super::{
    commitment::{CommitmentWords, Said},
    store::{self, NewCommitment},
};
use crate::{
    accounts::{ContactName, store as accounts},
    app::App,
    database::Tx,
    error::AppError,
    ids::{CommitmentId, ContactId, EvidenceId, OpportunityId},
    journey::terms::Channel,
    opportunities::page::whole::Whole,
    people::Viewer,
    web::{
        Form, FormErrors, Frame, Notice, Page, Path, Query, choices::Choice, format,
        written::within,
    },
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// What a browser sends; an address may fill some of it in beforehand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    person: String,
    new_person: String,
    new_title: String,
    what: String,
    by_on: String,
    /// The evidence in which it was said; empty: on a day, in a way.
    evidence: String,
    said_on: String,
    said_how: String,
}

#[derive(Template)]
#[template(path = "commitments/new.html")]
pub struct NewPage {
    frame: Frame,
    deal: String,
    name: String,
    account: String,
    input: Input,
    errors: FormErrors,
    people: Vec<Choice>,
    evidence: Vec<Choice>,
    channels: Vec<Choice>,
}

/// Who agreed to it: somebody known, or a new person to be put on record with it.
enum Person {
    Known(ContactId),
    New(ContactName, String),
}

/// The most that a title may hold, in characters.
const TITLE_MOST: usize = 120;
/// How much of the customer's words stands in a list, in characters.
const GLIMPSE: usize = 80;

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(mut input): Query<Input>,
) -> Result<Page<NewPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    input.id = CommitmentId::new().to_string();
    input.said_on = viewer.today(&app).to_string();
    input.said_how = Channel::Meeting.name().to_owned();
    let today = viewer.today(&app);
    let page = draw(&viewer, &whole, input, FormErrors::default(), today);
    Ok(Page(page))
}

pub async fn add(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let today = viewer.today(&app);
    let (person, mut new) = match read(&input, &whole, today) {
        Ok(read) => read,
        Err(errors) => {
            let page = draw(&viewer, &whole, input, errors, today);
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    new.person = on_record(&mut tx, person, &whole).await?;
    let is_new = store::add(&mut tx, &new).await?;
    tx.commit().await?;
    let notice = match is_new {
        true => Notice::CommitmentNoted,
        false => Notice::AlreadyRecorded,
    };
    let place = format!("/opportunities/{deal}#c-{}", new.id);
    Ok(notice.on(Redirect::to(&place)))
}

/// Puts a new person on record with what they agreed to.
async fn on_record(tx: &mut Tx, person: Person, whole: &Whole) -> sqlx::Result<ContactId> {
    let account = whole.deal.account_id;
    match person {
        Person::Known(id) => Ok(id),
        Person::New(name, title) => {
            let put = accounts::find_or_create_contact(tx, account, &name, Some(&title), None);
            Ok(put.await?.0)
        }
    }
}

/// What to record, and who agreed to it: their id is still to be found.
fn read(
    input: &Input,
    whole: &Whole,
    today: NaiveDate,
) -> Result<(Person, NewCommitment), FormErrors> {
    let mut errors = FormErrors::default();
    let person = person(input, whole, &mut errors);
    let what = errors.take("what", CommitmentWords::parse(&input.what));
    let said = said(input, whole, today, &mut errors);
    let by_on = errors.take("by_on", by_on(&input.by_on));
    match (person, what, said, by_on) {
        (Some(person), Some(what), Some(said), Some(by_on)) => {
            let new = NewCommitment {
                id: input.id.parse().unwrap_or_else(|_| CommitmentId::new()),
                opportunity: whole.deal.id,
                person: match &person {
                    Person::Known(id) => *id,
                    Person::New(..) => ContactId::new(),
                },
                what: what.as_str().to_owned(),
                by_on,
                said,
            };
            Ok((person, new))
        }
        _ => Err(errors),
    }
}

fn person(input: &Input, whole: &Whole, errors: &mut FormErrors) -> Option<Person> {
    let account = &whole.deal.account;
    if !input.new_person.trim().is_empty() {
        let name = errors.take("new_person", ContactName::parse(&input.new_person))?;
        let title = within(input.new_title.trim().to_owned(), TITLE_MOST);
        return Some(Person::New(name, errors.take("new_title", title)?));
    }
    let id: Option<ContactId> = input.person.parse().ok();
    let known = id.filter(|id| whole.people.iter().any(|person| person.id == *id));
    let sentence = match input.person.is_empty() {
        true => format!("Who at {account} agreed to it? Choose a person, or name a new one."),
        false => format!("That person is not at {account}. Choose somebody from there."),
    };
    errors.take("person", known.map(Person::Known).ok_or(sentence))
}

fn by_on(text: &str) -> Result<NaiveDate, &'static str> {
    let day: Option<NaiveDate> = text.trim().parse().ok();
    day.filter(|day| (2000..=2199).contains(&day.year()))
        .ok_or("By which day? If they named none, that is worth asking them.")
}

fn said(input: &Input, whole: &Whole, today: NaiveDate, errors: &mut FormErrors) -> Option<Said> {
    if !input.evidence.is_empty() {
        let id: Option<EvidenceId> = input.evidence.parse().ok();
        let known = id.filter(|id| whole.evidence.iter().any(|said| said.id == *id));
        let known = known.ok_or("That is not on record for this deal.");
        return errors.take("evidence", known).map(Said::Evidence);
    }
    let day: Option<NaiveDate> = input.said_on.trim().parse().ok();
    let day = day
        .filter(|day| (2000..=2199).contains(&day.year()))
        .ok_or("On which day did they say so? Like 2026-11-06.");
    let day = errors.take("said_on", day);
    if day.is_some_and(|day| day > today) {
        errors.add("said_on", "That day has not come yet.");
    }
    let how: Option<Channel> = input.said_how.parse().ok();
    let how = how.filter(|channel| channel.is_chosen_by_hand());
    let how = errors.take("said_how", how.ok_or("How did they say so? Choose one."));
    Some(Said::On(day.filter(|day| *day <= today)?, how?))
}

fn draw(
    viewer: &Viewer,
    whole: &Whole,
    input: Input,
    errors: FormErrors,
    today: NaiveDate,
) -> NewPage {
    let of_person = whole.people.iter().map(|person| {
        let label = match person.title.is_empty() {
            true => person.name.clone(),
            false => format!("{}, {}", person.name, person.title),
        };
        let id = person.id.to_string();
        let chosen = id == input.person;
        Choice::new(id, label).chosen_if(chosen)
    });
    let by_hand = Channel::ALL.iter().filter(|c| c.is_chosen_by_hand());
    NewPage {
        frame: viewer.frame(
            format!("What they agreed to · {}", whole.deal.name),
            "pipeline",
        ),
        deal: whole.deal.id.to_string(),
        name: whole.deal.name.clone(),
        account: whole.deal.account.clone(),
        people: of_person.collect(),
        evidence: on_record_already(whole, &input.evidence, today),
        channels: by_hand
            .map(|c| Choice::new(c.name(), c.label()).chosen_if(c.name() == input.said_how))
            .collect(),
        input,
        errors,
    }
}

/// The evidence in which it may have been said, the latest first.
fn on_record_already(whole: &Whole, chosen: &str, today: NaiveDate) -> Vec<Choice> {
    let live = whole
        .evidence
        .iter()
        .filter(|said| said.withdrawal.is_none());
    live.map(|said| {
        let day = format::day(said.happened_on, today);
        let mut words: String = said.words.chars().take(GLIMPSE).collect();
        if words.len() < said.words.len() {
            words.push('…');
        }
        let id = said.id.to_string();
        let is_it = id == chosen;
        Choice::new(id, format!("{}, {day}: {words}", said.speaker.name)).chosen_if(is_it)
    })
    .collect()
}
