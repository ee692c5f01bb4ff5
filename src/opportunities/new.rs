//! A new deal: a name and an account are enough. The account is put on record on the spot.

use super::{
    details::{self, currency_choices, owner_choices},
    store::{self, NewOpportunity, Owner},
};
use crate::{
    accounts::{AccountName, ContactName, store as accounts},
    app::App,
    database::Tx,
    error::AppError,
    ids::{AccountId, OpportunityId},
    journeys::store as journeys,
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Query, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    account: String,
    journey: String,
    /// Who named the customer's own date; put on record at the account.
    named_by: String,
    #[serde(flatten)]
    details: details::Input,
}

/// From which account's page the form was opened.
#[derive(Debug, Default, Deserialize)]
pub struct From {
    #[serde(default)]
    account: String,
}

#[derive(Template)]
#[template(path = "opportunities/new.html")]
pub struct NewPage {
    frame: Frame,
    input: Input,
    errors: FormErrors,
    /// Accounts on record, for the browser to suggest.
    known_accounts: Vec<String>,
    journeys: Vec<Choice>,
    owners: Vec<Choice>,
    currencies: Vec<Choice>,
    knows_more: bool,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Query(from): Query<From>,
) -> Result<Page<NewPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let input = Input {
        id: OpportunityId::new().to_string(),
        account: from.account,
        details: details::Input {
            owner: viewer.member.to_string(),
            currency: viewer.currency.code().to_owned(),
            ..details::Input::default()
        },
        ..Input::default()
    };
    Ok(Page(
        draw(&mut tx, &viewer, input, FormErrors::default()).await?,
    ))
}

pub async fn open(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let owners = store::owners(&mut tx, None).await?;
    let offered = journeys::published(&mut tx).await?;
    let (account, mut details, edition) = match read(&input, &owners, &offered, &viewer, &app) {
        Ok(read) => read,
        Err(errors) => {
            let page = draw(&mut tx, &viewer, input, errors).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let id = input.id.parse().unwrap_or_else(|_| OpportunityId::new());
    let (account, _) = accounts::find_or_create_account(&mut tx, &account).await?;
    details.customer_date_by =
        named_by(&mut tx, account, &input, details.customer_date.is_some()).await?;
    let new = NewOpportunity {
        id,
        account,
        journey: edition.journey,
        edition: edition.id,
        details,
    };
    let is_new = store::open(&mut tx, &new).await?;
    tx.commit().await?;
    let notice = if is_new {
        Notice::Opened
    } else {
        Notice::AlreadyOpened
    };
    Ok(notice.on(Redirect::to(&format!("/opportunities/{id}"))))
}

type Offered = journeys::Offered;

async fn named_by(
    tx: &mut Tx,
    account: AccountId,
    input: &Input,
    has_date: bool,
) -> Result<Option<crate::ids::ContactId>, AppError> {
    match ContactName::parse(&input.named_by) {
        Ok(name) if has_date => Ok(Some(
            accounts::find_or_create_contact(tx, account, &name, None, None)
                .await?
                .0,
        )),
        _ => Ok(None),
    }
}

fn read<'o>(
    input: &Input,
    owners: &[Owner],
    offered: &'o [Offered],
    viewer: &Viewer,
    app: &App,
) -> Result<(AccountName, store::Details, &'o Offered), FormErrors> {
    let today = viewer.today(app);
    let (mut errors, details) = match details::read(&input.details, owners, &[], 0, today) {
        Ok(details) => (FormErrors::default(), Some(details)),
        Err(errors) => (errors, None),
    };
    let account = errors.take("account", AccountName::parse(&input.account));
    if !input.named_by.trim().is_empty() {
        errors.take("named_by", ContactName::parse(&input.named_by));
    }
    let edition = offered
        .iter()
        .find(|offered| offered.journey.to_string() == input.journey);
    let edition = errors.take("journey", edition.ok_or("Choose how this customer buys."));
    match (account, details, edition) {
        (Some(account), Some(details), Some(edition)) if !errors.any() => {
            Ok((account, details, edition))
        }
        _ => Err(errors),
    }
}

/// As many as a browser can suggest from without getting slow.
const SUGGESTED: i64 = 300;

async fn known_accounts(tx: &mut Tx) -> Result<Vec<String>, AppError> {
    let known = accounts::accounts_matching(tx, "", SUGGESTED).await?;
    Ok(known.into_iter().map(|(_, name)| name).collect())
}

async fn draw(
    tx: &mut Tx,
    viewer: &Viewer,
    mut input: Input,
    errors: FormErrors,
) -> Result<NewPage, AppError> {
    let owners = store::owners(tx, None).await?;
    let offered = journeys::published(tx).await?;
    if input.journey.is_empty()
        && let Some(first) = offered.first()
    {
        input.journey = first.journey.to_string();
    }
    let details = &input.details;
    Ok(NewPage {
        frame: viewer.frame("New opportunity", "pipeline"),
        known_accounts: known_accounts(tx).await?,
        journeys: offered
            .iter()
            .map(|offered| {
                let id = offered.journey.to_string();
                Choice::new(id.clone(), offered.name.clone())
                    .explained(offered.description.clone())
                    .chosen_if(id == input.journey)
            })
            .collect(),
        owners: owner_choices(&owners, &details.owner),
        currencies: currency_choices(viewer.currency, &details.currency),
        knows_more: errors.any() || !details.amount.is_empty() || !details.customer_date.is_empty(),
        input,
        errors,
    })
}
