//! A rate is added, replaced by another one for the same day, or ended.

use super::{
    page::{Input, RatesPage},
    store::{self, NewRate},
};
use crate::{
    app::App,
    error::AppError,
    ids::RateId,
    money::{Currency, Rate},
    opportunities::optional_day,
    people::{Admin, Viewer},
    web::{Form, FormErrors, Notice, Page},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};

pub async fn keep(
    Admin(viewer): Admin,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let new = match read(&input, &viewer) {
        Ok(new) => new,
        Err(errors) => {
            let page = RatesPage::load(&mut tx, &app, &viewer, input).await?;
            return Ok(Page(page.refusing(errors)).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let notice = match (store::add(&mut tx, &new).await?, new.rate) {
        (false, _) => Notice::AlreadyRecorded,
        (true, Some(_)) => Notice::RateKept,
        (true, None) => Notice::RateEnded,
    };
    tx.commit().await?;
    Ok(notice.on(Redirect::to("/settings/rates")))
}

fn read(input: &Input, viewer: &Viewer) -> Result<NewRate, FormErrors> {
    let mut errors = FormErrors::default();
    let own = viewer.currency;
    if input.per != own.code() {
        errors.refuse(format!(
            "The workspace’s currency is {own} now. Have a look at the rate before you save it."
        ));
    }
    let currency = errors.take("currency", other_than(own, &input.currency));
    let day = optional_day(&input.from_on).and_then(|day| day.ok_or("From which day on?"));
    let from_on = errors.take("from_on", day);
    let rate = match input.ends() {
        true => Some(None),
        false => errors.take("rate", input.rate.parse::<Rate>()).map(Some),
    };
    match (currency, from_on, rate) {
        (Some(currency), Some(from_on), Some(rate)) if !errors.any() => Ok(NewRate {
            id: input.id.parse().unwrap_or_else(|_| RateId::new()),
            own,
            currency,
            from_on,
            rate,
        }),
        _ => Err(errors),
    }
}

fn other_than(own: Currency, text: &str) -> Result<Currency, String> {
    let currency: Currency = text.parse()?;
    match currency == own {
        true => Err(format!("{own} is what totals are in: it needs no rate.")),
        false => Ok(currency),
    }
}
