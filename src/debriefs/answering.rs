//! Noting what the customer said.

use super::{
    debrief::{Answer, Said, TheirWords},
    page::{Ground, draw},
    store::{self, NewAnswer},
};
use crate::{
    accounts::{ContactName, store as accounts},
    app::App,
    database::Tx,
    error::AppError,
    ids::{ContactId, DebriefAnswerId, OpportunityId},
    people::Viewer,
    web::{Form, FormErrors, Notice, Page, Path},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    pub person: String,
    pub new_person: String,
    pub talked_on: String,
    pub reason: String,
    pub words: String,
    pub began: String,
    pub weighed: String,
    pub turned: String,
    pub helped: String,
    pub otherwise: String,
}

impl Input {
    /// An empty form.
    pub fn fresh(today: NaiveDate) -> Self {
        Self {
            talked_on: today.to_string(),
            ..Self::default()
        }
    }

    /// What was noted, to be corrected.
    pub fn of(answer: &Answer, today: NaiveDate) -> Self {
        let [began, weighed, turned, helped, otherwise] = answer.said.clone();
        Self {
            person: answer.person.to_string(),
            talked_on: answer.talked_on.to_string(),
            reason: answer.reason.clone(),
            words: answer.words.clone(),
            began,
            weighed,
            turned,
            helped,
            otherwise,
            ..Self::fresh(today)
        }
    }

    /// What is typed below each question, in their order.
    pub fn said(&self) -> [&str; 5] {
        [
            &self.began,
            &self.weighed,
            &self.turned,
            &self.helped,
            &self.otherwise,
        ]
    }
}

/// Who said it: somebody known, or a new person to be put on record with it.
enum Person {
    Known(ContactId),
    New(ContactName),
}

pub async fn answer(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let ground = Ground::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let today = viewer.today(&app);
    if !ground.may_ask(&viewer) {
        return Err(AppError::refused(
            "Who sold it does not ask: the customer would be kind. Propose it to somebody else.",
        ));
    }
    let (person, mut new) = match read(&input, &ground, today) {
        Ok(read) => read,
        Err(errors) => {
            let page = draw(&viewer, &ground, true, input, errors, today);
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    new.person = on_record(&mut tx, person, &ground).await?;
    store::begin(&mut tx, deal, ground.id, viewer.member).await?;
    let is_new = store::answer(&mut tx, deal, &new).await?;
    tx.commit().await?;
    let notice = match is_new {
        true => Notice::DebriefNoted,
        false => Notice::AlreadyRecorded,
    };
    let place = format!("/opportunities/{deal}/debrief");
    Ok(notice.on(Redirect::to(&place)))
}

async fn on_record(tx: &mut Tx, person: Person, ground: &Ground) -> sqlx::Result<ContactId> {
    let account = ground.whole.deal.account_id;
    match person {
        Person::Known(id) => Ok(id),
        Person::New(name) => {
            let put = accounts::find_or_create_contact(tx, account, &name, None, None);
            Ok(put.await?.0)
        }
    }
}

fn read(
    input: &Input,
    ground: &Ground,
    today: NaiveDate,
) -> Result<(Person, NewAnswer), FormErrors> {
    let mut errors = FormErrors::default();
    let person = person(input, ground, &mut errors);
    let words = errors.take("words", TheirWords::parse(&input.words));
    let reason = ground.outcome.kind.reason(&input.reason);
    let reason = errors.take(
        "reason",
        reason.ok_or("Which comes closest to what they said?"),
    );
    let talked_on = errors.take("talked_on", talked_on(&input.talked_on, today));
    let fields = super::debrief::QUESTIONS.iter().map(|(field, _)| *field);
    let mut said: [String; 5] = Default::default();
    for ((field, typed), place) in fields.zip(input.said()).zip(&mut said) {
        if let Some(text) = errors.take(field, Said::parse(typed)) {
            text.as_str().clone_into(place);
        }
    }
    match (person, words, reason, talked_on) {
        (Some(person), Some(words), Some(reason), Some(talked_on)) if !errors.any() => {
            let new = NewAnswer {
                id: input.id.parse().unwrap_or_else(|_| DebriefAnswerId::new()),
                outcome: ground.id,
                person: match &person {
                    Person::Known(id) => *id,
                    Person::New(_) => ContactId::new(),
                },
                talked_on,
                reason: reason.code,
                words: words.as_str().to_owned(),
                said,
            };
            Ok((person, new))
        }
        _ => Err(errors),
    }
}

fn person(input: &Input, ground: &Ground, errors: &mut FormErrors) -> Option<Person> {
    if !input.new_person.trim().is_empty() {
        let name = errors.take("new_person", ContactName::parse(&input.new_person))?;
        return Some(Person::New(name));
    }
    let id: Option<ContactId> = input.person.parse().ok();
    let known = id.filter(|id| ground.whole.people.iter().any(|person| person.id == *id));
    let account = &ground.whole.deal.account;
    let sentence =
        format!("Who at {account} did you talk with? Choose a person, or name a new one.");
    errors.take("person", known.map(Person::Known).ok_or(sentence))
}

fn talked_on(text: &str, today: NaiveDate) -> Result<NaiveDate, &'static str> {
    let day: Option<NaiveDate> = text.trim().parse().ok();
    match day.filter(|day| (2000..=2199).contains(&day.year())) {
        None => Err("On which day did you talk? Like 2026-11-06."),
        Some(day) if day > today => Err("That day has not come yet."),
        Some(day) => Ok(day),
    }
}
