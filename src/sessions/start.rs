//! Starting a session: now, over days, or for a time with whom it shall be.

use super::{
    address,
    store::{self, NewSession},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{MemberId, OpportunityId, StrategySessionId},
    opportunities,
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, choices::Choice, written},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::Deserialize;

/// What a session is about, where nobody says otherwise.
const ABOUT: &str = "How do we help them choose, and choose us?";

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    about: String,
    /// "now", "days" or "later".
    how: String,
    on: String,
    at: String,
    invited: Vec<String>,
}

#[derive(Template)]
#[template(path = "sessions/new.html")]
pub struct NewPage {
    frame: Frame,
    deal: OpportunityId,
    name: String,
    account: String,
    input: Input,
    errors: FormErrors,
    ways: Vec<Choice>,
    members: Vec<Choice>,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<NewPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let input = Input {
        id: StrategySessionId::new().to_string(),
        about: ABOUT.into(),
        how: "now".into(),
        ..Input::default()
    };
    let page = draw(&mut tx, &viewer, deal, input, FormErrors::default()).await?;
    Ok(Page(page))
}

pub async fn start(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    if !opportunities::store::lock(&mut tx, deal).await? {
        return Err(AppError::NotFound);
    }
    let new = match read(&input, &viewer, app.clock.now()) {
        Ok(new) => new,
        Err(errors) => {
            let page = draw(&mut tx, &viewer, deal, input, errors).await?;
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let found = opportunities::store::find(&mut tx, deal).await?;
    if found.is_none_or(|deal| deal.outcome.is_some()) {
        return Err(AppError::refused(
            "This deal is closed. Reopen it first, then think about it together.",
        ));
    }
    store::start(&mut tx, deal, &new).await?;
    tx.commit().await?;
    let page = Redirect::to(&address(deal, new.id));
    Ok(match new.planned_for {
        Some(_) => Notice::SessionPlanned.on(page),
        None => page.into_response(),
    })
}

fn read(input: &Input, viewer: &Viewer, now: DateTime<Utc>) -> Result<NewSession, FormErrors> {
    let mut errors = FormErrors::default();
    let about = written::line(&input.about);
    let about = match about.is_empty() {
        true => Err("What is it about? A question is best.".to_owned()),
        false => written::within(about, 200),
    };
    let about = errors.take("about", about).unwrap_or_default();
    let planned_for = match input.how.as_str() {
        "now" | "days" => None,
        "later" => moment(input, viewer, now, &mut errors),
        _ => {
            errors.add("how", "Now, over days, or for a time?");
            None
        }
    };
    if errors.any() {
        return Err(errors);
    }
    Ok(NewSession {
        id: input
            .id
            .parse()
            .unwrap_or_else(|_| StrategySessionId::new()),
        about,
        planned_for,
        unhurried: input.how == "days",
        invited: input
            .invited
            .iter()
            .filter_map(|id| id.parse().ok())
            .filter(|id: &MemberId| *id != viewer.member)
            .collect(),
    })
}

/// The moment that was typed, in the viewer's zone.
fn moment(
    input: &Input,
    viewer: &Viewer,
    now: DateTime<Utc>,
    errors: &mut FormErrors,
) -> Option<DateTime<Utc>> {
    let day = input.on.trim().parse::<NaiveDate>();
    let day = errors.take("on", day.map_err(|_| "On which day?"));
    let time = NaiveTime::parse_from_str(input.at.trim(), "%H:%M");
    let time = errors.take("at", time.map_err(|_| "At what time? Like 14:30."));
    let there = viewer.zone.from_local_datetime(&day?.and_time(time?));
    let moment = there.earliest()?.with_timezone(&Utc);
    if moment <= now || moment > now + chrono::TimeDelta::days(366) {
        errors.add("on", "Choose a moment to come, within a year.");
    }
    Some(moment)
}

async fn draw(
    tx: &mut Tx,
    viewer: &Viewer,
    deal: OpportunityId,
    input: Input,
    errors: FormErrors,
) -> Result<NewPage, AppError> {
    let found = opportunities::store::find(tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let members = opportunities::store::owners(tx, None).await?;
    let way = |value: &str, label: &str, hint: &str| {
        Choice::new(value, label)
            .explained(hint)
            .chosen_if(input.how == value)
    };
    Ok(NewPage {
        frame: viewer.frame(format!("Strategy session · {}", found.name), "pipeline"),
        deal,
        name: found.name,
        account: found.account,
        ways: vec![
            way(
                "now",
                "Now",
                "About an hour, with a clock that nobody obeys.",
            ),
            way("days", "Over days", "No clock. Each comes when they can."),
            way("later", "For a time", "It waits until somebody begins it."),
        ],
        members: members
            .into_iter()
            .filter(|member| member.id != viewer.member)
            .map(|member| {
                let id = member.id.to_string();
                Choice::new(&id, member.name).chosen_if(input.invited.contains(&id))
            })
            .collect(),
        input,
        errors,
    })
}
