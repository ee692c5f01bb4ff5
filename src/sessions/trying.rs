//! Two or three things to try: what draws which verifier out of whom, by when.

use super::{
    back, enter, page,
    session::Session,
    store::{self, NewTry},
    take_part,
    words::LAST_STEP,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{ContactId, OpportunityId, StrategySessionId, VerifierId},
    opportunities::page::{Doing, Filling, whole::Whole},
    people::Viewer,
    plays::{self, store::NewPlay},
    web::{Form, FormErrors, Path, Shown, written},
};
use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

/// Few enough to be done.
pub const MOST: usize = 3;

/// What a browser sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    what: String,
    verifier: String,
    person: String,
    by_day: String,
}

pub async fn add(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, StrategySessionId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let (mut tx, session) = take_part(&app, &viewer, deal, id).await?;
    session.must_have_come_to(LAST_STEP)?;
    let today = viewer.today(&app);
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let new = match read(&input, &whole, today) {
        Ok(new) => new,
        Err(errors) => {
            let doing = Doing::filling("try", id, filling(input, errors));
            return page::again(&app, &mut tx, &viewer, shown, &session, doing).await;
        }
    };
    let known = store::tries(&mut tx, id).await?;
    if known.len() >= MOST && known.iter().all(|one| one.id != new.id) {
        return Err(AppError::refused(
            "Three are enough to do well. Take one off the list first.",
        ));
    }
    store::add_try(&mut tx, &session, &new).await?;
    back(tx, &session, "try-what").await
}

fn filling(input: Input, errors: FormErrors) -> Filling {
    Filling::new(
        [
            ("what", input.what),
            ("verifier", input.verifier),
            ("person", input.person),
            ("by_day", input.by_day),
        ],
        errors,
    )
}

fn read(input: &Input, whole: &Whole, today: NaiveDate) -> Result<NewTry, FormErrors> {
    let mut errors = FormErrors::default();
    let what = written::line(&input.what);
    let what = match what.is_empty() {
        true => Err("What do we try? A sentence is enough.".to_owned()),
        false => written::within(what, 300),
    };
    let what = errors.take("what", what).unwrap_or_default();
    let verifier: Option<VerifierId> = input.verifier.parse().ok();
    let verifier = verifier.filter(|id| whole.judgement.standing_of(*id).is_some());
    let verifier = errors.take(
        "verifier",
        verifier.ok_or("What shall the customer say or do?"),
    );
    let person: Option<ContactId> = input.person.parse().ok();
    let person = person.filter(|id| whole.people.iter().any(|one| one.id == *id));
    let day = input.by_day.trim().parse::<NaiveDate>();
    let day = errors.take("by_day", day.map_err(|_| "By which day?"));
    if day.is_some_and(|day| day < today || day > today + chrono::Days::new(732)) {
        errors.add("by_day", "Choose a day to come.");
    }
    match (verifier, day) {
        (Some(verifier), Some(by_day)) if !errors.any() => Ok(NewTry {
            id: input.id.parse().unwrap_or_else(|_| Uuid::now_v7()),
            verifier,
            person,
            by_day,
            what,
        }),
        _ => Err(errors),
    }
}

/// What a session means to try becomes the deal's plays, once it is over. A play has the id of what it was here.
pub async fn plan(tx: &mut Tx, session: &Session) -> sqlx::Result<()> {
    for one in store::tries(tx, session.id).await? {
        let play = NewPlay {
            id: one.id.into(),
            opportunity: session.deal,
            verifier: one.verifier,
            person: one.person_id,
            obstacle: None,
            what: one.what,
            by_on: one.by_day,
        };
        plays::store::plan(tx, &play).await?;
    }
    Ok(())
}

pub async fn remove(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id, one)): Path<(OpportunityId, StrategySessionId, Uuid)>,
) -> Result<Response, AppError> {
    let (mut tx, session) = enter(&app, &viewer, deal, id).await?;
    session.must_go_on()?;
    if !store::drop_try(&mut tx, id, one).await? {
        return Err(AppError::NotFound);
    }
    back(tx, &session, "try-what").await
}
