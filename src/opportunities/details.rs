//! What a person knows about a deal: its name, owner, amount, the customer's own date, and the owner's call.

use super::{
    call,
    opportunity::{Call, Opportunity},
    outcome::optional_day,
    store::{self, Details, Owner, Person},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{ContactId, MemberId, OpportunityId},
    money::{Currency, Money},
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;

/// The most that a deal's name may hold, in characters.
pub const NAME_MOST: usize = 120;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub version: i32,
    pub name: String,
    pub owner: String,
    pub amount: String,
    pub currency: String,
    pub customer_date: String,
    pub customer_date_by: String,
    pub customer_date_said_on: String,
    pub call_stage: String,
    pub call_date: String,
    pub call_odds: String,
}

#[derive(Template)]
#[template(path = "opportunities/details.html")]
pub struct DetailsPage {
    frame: Frame,
    id: String,
    name: String,
    account: String,
    input: Input,
    errors: FormErrors,
    owners: Vec<Choice>,
    currencies: Vec<Choice>,
    people: Vec<Choice>,
    stages: Vec<Choice>,
    /// Whether the call is this viewer's to change; if not, it is read.
    may_call: bool,
    is_owner: bool,
    owner: String,
    call: String,
    /// Somebody else saved meanwhile: what stands there now, line by line.
    theirs: Vec<(&'static str, String)>,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<DetailsPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let opportunity = store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let input = Input::of(&opportunity);
    Ok(Page(
        draw(
            &app,
            &mut tx,
            &viewer,
            &opportunity,
            input,
            FormErrors::default(),
        )
        .await?,
    ))
}

pub async fn change(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let opportunity = store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let owners = store::owners(&mut tx, Some(opportunity.owner_id)).await?;
    let people = store::people_at(&mut tx, opportunity.account_id).await?;
    let stages = store::stages(&mut tx, opportunity.edition_id).await?;
    let most = stages
        .iter()
        .map(|stage| stage.position)
        .max()
        .unwrap_or_default();
    let read = read(&input, &owners, &people, most, viewer.today(&app))
        .and_then(|details| call::keep(details, &viewer, &opportunity));
    let details = match read {
        Ok(details) => details,
        Err(errors) => {
            let page = draw(&app, &mut tx, &viewer, &opportunity, input, errors).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    if !store::change(&mut tx, deal, input.version, &details).await? {
        let mut errors = FormErrors::default();
        errors.refuse("Somebody else changed this deal meanwhile. What you typed is still here; look at both and save again.");
        let fresh = store::find(&mut tx, deal)
            .await?
            .ok_or(AppError::NotFound)?;
        let mut page = draw(&app, &mut tx, &viewer, &fresh, input, errors).await?;
        page.theirs = Input::of(&fresh).lines();
        page.input.version = fresh.version;
        return Ok(Page(page).status(StatusCode::CONFLICT));
    }
    tx.commit().await?;
    Ok(Notice::Saved.on(Redirect::to(&format!("/opportunities/{deal}"))))
}

impl Input {
    fn of(deal: &Opportunity) -> Self {
        let date = deal.customer_date.as_ref();
        let text = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        let number =
            |number: Option<i16>| number.map_or(String::new(), |number| number.to_string());
        Self {
            version: deal.version,
            name: deal.name.clone(),
            owner: deal.owner_id.to_string(),
            amount: deal.amount.map_or(String::new(), |money| money.to_string()),
            currency: deal.currency.code().to_owned(),
            customer_date: text(date.map(|date| date.on)),
            customer_date_by: date
                .and_then(|date| date.said_by.as_ref())
                .map_or(String::new(), |(id, _)| id.to_string()),
            customer_date_said_on: text(date.and_then(|date| date.said_on)),
            call_stage: number(deal.call.stage),
            call_date: text(deal.call.date),
            call_odds: number(deal.call.odds),
        }
    }

    /// What a stale form is shown of the other's version.
    fn lines(&self) -> Vec<(&'static str, String)> {
        [
            ("Name", &self.name),
            ("Amount", &self.amount),
            ("Customer’s own date", &self.customer_date),
            ("Call, date", &self.call_date),
            ("Call, odds", &self.call_odds),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| (label, value.clone()))
        .collect()
    }
}

async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    deal: &Opportunity,
    input: Input,
    errors: FormErrors,
) -> Result<DetailsPage, AppError> {
    let owners = store::owners(tx, Some(deal.owner_id)).await?;
    let people = store::people_at(tx, deal.account_id).await?;
    let stages = store::stages(tx, deal.edition_id).await?;
    Ok(DetailsPage {
        frame: viewer.frame(format!("Edit {}", deal.name), "pipeline"),
        id: deal.id.to_string(),
        name: deal.name.clone(),
        account: deal.account.clone(),
        owners: owner_choices(&owners, &input.owner),
        currencies: currency_choices(viewer.currency, &input.currency),
        people: people
            .iter()
            .map(|person| {
                Choice::new(person.id.to_string(), person.name.clone())
                    .chosen_if(person.id.to_string() == input.customer_date_by)
            })
            .collect(),
        stages: stages
            .iter()
            .map(|stage| {
                Choice::new(stage.position.to_string(), stage.name.clone())
                    .chosen_if(stage.position.to_string() == input.call_stage)
            })
            .collect(),
        may_call: call::may_change(viewer, deal),
        is_owner: viewer.member == deal.owner_id,
        owner: deal.owner.clone(),
        call: call::in_words(&deal.call, &stages, viewer.today(app)),
        theirs: vec![],
        input,
        errors,
    })
}

/// The members who can own a deal.
pub fn owner_choices(owners: &[Owner], chosen: &str) -> Vec<Choice> {
    owners
        .iter()
        .map(|owner| {
            Choice::new(owner.id.to_string(), owner.name.clone())
                .chosen_if(owner.id.to_string() == chosen)
        })
        .collect()
}

/// Currencies that people deal in most, with the workspace's own first and the chosen one never missing.
pub fn currency_choices(own: Currency, chosen: &str) -> Vec<Choice> {
    const COMMON: &[&str] = &[
        "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "CAD", "AUD",
        "NZD", "JPY", "CNY", "INR", "SGD", "HKD", "KRW", "BRL", "MXN", "ZAR", "AED", "SAR", "ILS",
        "TRY",
    ];
    let mut codes = vec![own.code()];
    codes.extend(COMMON.iter().copied().filter(|code| *code != own.code()));
    if let Ok(currency) = chosen.parse::<Currency>()
        && !codes.contains(&currency.code())
    {
        codes.push(currency.code());
    }
    codes
        .into_iter()
        .map(|code| Choice::new(code, code).chosen_if(code == chosen))
        .collect()
}

/// Reads what was typed about a deal of a journey with `stages` stages.
pub fn read(
    input: &Input,
    owners: &[Owner],
    people: &[Person],
    stages: i16,
    today: NaiveDate,
) -> Result<Details, FormErrors> {
    let mut errors = FormErrors::default();
    let name = errors.take("name", name(&input.name));
    let owner = errors.take("owner", owner(&input.owner, owners));
    let currency = errors.take("currency", input.currency.parse::<Currency>());
    let amount = currency
        .and_then(|currency| errors.take("amount", amount(&input.amount, currency)))
        .flatten();
    let customer_date = errors
        .take("customer_date", optional_day(&input.customer_date))
        .flatten();
    let customer_date_by = errors
        .take("customer_date_by", person(&input.customer_date_by, people))
        .flatten();
    let customer_date_said_on = errors
        .take(
            "customer_date_said_on",
            past_day(&input.customer_date_said_on, today),
        )
        .flatten();
    let call_stage = errors
        .take(
            "call_stage",
            number(&input.call_stage, 1, stages, "Choose one of the stages."),
        )
        .flatten();
    let call_date = errors
        .take("call_date", optional_day(&input.call_date))
        .flatten();
    let call_odds = errors
        .take(
            "call_odds",
            number(
                input.call_odds.trim_end_matches([' ', '%']),
                0,
                100,
                "Odds are a number from 0 to 100.",
            ),
        )
        .flatten();
    match (name, owner, currency) {
        (Some(name), Some(owner), Some(currency)) if !errors.any() => Ok(Details {
            name,
            owner,
            amount,
            currency,
            customer_date,
            customer_date_by: customer_date_by.filter(|_| customer_date.is_some()),
            customer_date_said_on: customer_date_said_on.filter(|_| customer_date.is_some()),
            call: Call {
                stage: call_stage,
                date: call_date,
                odds: call_odds,
            },
        }),
        _ => Err(errors),
    }
}

fn name(text: &str) -> Result<String, &'static str> {
    match text.trim().chars().count() {
        0 => Err("What do you call this deal?"),
        1..=NAME_MOST => Ok(text.trim().to_owned()),
        _ => Err("That is too long for a name. Keep it to 120 characters."),
    }
}

fn owner(text: &str, owners: &[Owner]) -> Result<MemberId, &'static str> {
    let id = text.parse().ok();
    id.filter(|id| owners.iter().any(|owner| owner.id == *id))
        .ok_or("Choose who owns this deal.")
}

fn amount(text: &str, currency: Currency) -> Result<Option<Money>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        text => Money::parse(text, currency).map(Some),
    }
}

fn person(text: &str, people: &[Person]) -> Result<Option<ContactId>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let id = text.parse().ok();
    id.filter(|id| people.iter().any(|person| person.id == *id))
        .map(Some)
        .ok_or("Choose somebody from this account.")
}

fn past_day(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, &'static str> {
    match optional_day(text)? {
        Some(day) if day > today => Err("That day has not come yet."),
        day => Ok(day),
    }
}

fn number(
    text: &str,
    least: i16,
    most: i16,
    sentence: &'static str,
) -> Result<Option<i16>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .ok()
            .filter(|number| (least..=most).contains(number))
            .map(Some)
            .ok_or(sentence),
    }
}
