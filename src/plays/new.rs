//! Planning a play: which verifier, from whom, by when, and what we try.

use super::{play::PlayWords, store, store::NewPlay};
use crate::{
    app::App,
    conversation::{about::Kind, draft},
    database::Tx,
    error::AppError,
    ids::{ContactId, ObstacleId, OpportunityId, PlayId, VerifierId},
    journey::terms::ObstacleState,
    obstacles::{obstacle::Obstacle, store as obstacles},
    opportunities::page::whole::Whole,
    people::Viewer,
    web::{
        Form, FormErrors, Frame, Notice, Page, Path, Query,
        choices::{Choice, ChoiceGroup},
    },
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use chrono::{Days, NaiveDate};
use serde::Deserialize;

/// What a browser sends; an address may fill some of it in beforehand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    verifier: String,
    person: String,
    obstacle: String,
    what: String,
    by_on: String,
    /// The message that it was said in first.
    from: String,
}

#[derive(Template)]
#[template(path = "plays/new.html")]
pub struct NewPage {
    frame: Frame,
    deal: String,
    name: String,
    account: String,
    input: Input,
    errors: FormErrors,
    /// By stage, the present one first.
    verifiers: Vec<ChoiceGroup>,
    people: Vec<Choice>,
    obstacles: Vec<Choice>,
}

/// How many days ahead the form looks at first.
const USUAL: Days = Days::new(14);

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(mut input): Query<Input>,
) -> Result<Page<NewPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let (whole, obstacles) = load(&app, &mut tx, deal).await?;
    input.id = PlayId::new().to_string();
    if input.by_on.is_empty() {
        input.by_on = (viewer.today(&app) + USUAL).to_string();
    }
    fill_from_obstacle(&mut input, &obstacles);
    if let Some(message) = draft::words_of(&mut tx, deal, &input.from).await? {
        input.verifier = message.verifier().unwrap_or(input.verifier);
        input.what = message.body;
    }
    let errors = FormErrors::default();
    Ok(Page(draw(&viewer, &whole, &obstacles, input, errors)))
}

pub async fn plan(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let (whole, obstacles) = load(&app, &mut tx, deal).await?;
    let new = match read(&input, &whole, &obstacles, viewer.today(&app)) {
        Ok(new) => new,
        Err(errors) => {
            let page = draw(&viewer, &whole, &obstacles, input, errors);
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let from = draft::source(&mut tx, deal, &input.from).await?;
    let is_new = store::plan(&mut tx, &new).await?;
    if is_new {
        draft::became(&mut tx, deal, from, Kind::Play, new.id).await?;
    }
    tx.commit().await?;
    let notice = match is_new {
        true => Notice::PlayPlanned,
        false => Notice::AlreadyRecorded,
    };
    let place = format!("/opportunities/{deal}#p-{}", new.id);
    Ok(notice.on(Redirect::to(&place)))
}

async fn load(
    app: &App,
    tx: &mut Tx,
    deal: OpportunityId,
) -> Result<(Whole, Vec<Obstacle>), AppError> {
    let whole = Whole::load(tx, deal, app.clock.now().date_naive()).await?;
    let obstacles = obstacles::of_opportunity(tx, deal).await?;
    Ok((whole, obstacles))
}

/// A play against an obstacle is about its verifier and its person, where there is one of each.
fn fill_from_obstacle(input: &mut Input, obstacles: &[Obstacle]) {
    let named = obstacles
        .iter()
        .find(|o| o.id.to_string() == input.obstacle);
    let Some(obstacle) = named else { return };
    if let (true, [verifier]) = (input.verifier.is_empty(), obstacle.verifiers.as_slice()) {
        input.verifier = verifier.to_string();
    }
    if let (true, [(person, _)]) = (input.person.is_empty(), obstacle.people.as_slice()) {
        input.person = person.to_string();
    }
}

fn read(
    input: &Input,
    whole: &Whole,
    obstacles: &[Obstacle],
    today: NaiveDate,
) -> Result<NewPlay, FormErrors> {
    let mut errors = FormErrors::default();
    let verifier = errors.take("verifier", verifier(&input.verifier, whole));
    let person = errors.take("person", person(&input.person, whole));
    let obstacle = errors.take("obstacle", obstacle(&input.obstacle, obstacles));
    let what = errors.take("what", PlayWords::parse(&input.what));
    let by_on = errors.take("by_on", day_to_come(&input.by_on, today));
    match (verifier, person, obstacle, what, by_on) {
        (Some(verifier), Some(person), Some(obstacle), Some(what), Some(by_on)) => Ok(NewPlay {
            id: input.id.parse().unwrap_or_else(|_| PlayId::new()),
            opportunity: whole.deal.id,
            verifier,
            person,
            obstacle,
            what: what.as_str().to_owned(),
            by_on,
        }),
        _ => Err(errors),
    }
}

fn verifier(id: &str, whole: &Whole) -> Result<VerifierId, &'static str> {
    let id: Option<VerifierId> = id.parse().ok();
    id.filter(|id| whole.judgement.standing_of(*id).is_some())
        .ok_or("What do we want them to show us? Choose one.")
}

fn person(id: &str, whole: &Whole) -> Result<Option<ContactId>, String> {
    if id.is_empty() {
        return Ok(None);
    }
    let id: Option<ContactId> = id.parse().ok();
    id.filter(|id| whole.people.iter().any(|person| person.id == *id))
        .map(Some)
        .ok_or_else(|| format!("That person is not at {}.", whole.deal.account))
}

fn obstacle(id: &str, obstacles: &[Obstacle]) -> Result<Option<ObstacleId>, &'static str> {
    if id.is_empty() {
        return Ok(None);
    }
    let id: Option<ObstacleId> = id.parse().ok();
    id.filter(|id| obstacles.iter().any(|obstacle| obstacle.id == *id))
        .map(Some)
        .ok_or("That is not in the way of this deal.")
}

/// A day that is not over.
fn day_to_come(text: &str, today: NaiveDate) -> Result<NaiveDate, &'static str> {
    let day: NaiveDate = text
        .trim()
        .parse()
        .map_err(|_| "By which day will we know? Like 2026-11-06.")?;
    match day {
        day if day < today => Err("That day is over. By which day to come will we know?"),
        day if day > today + Days::new(3660) => Err("That is too far ahead to learn from."),
        day => Ok(day),
    }
}

fn draw(
    viewer: &Viewer,
    whole: &Whole,
    obstacles: &[Obstacle],
    input: Input,
    errors: FormErrors,
) -> NewPage {
    NewPage {
        frame: viewer.frame(format!("Plan a play · {}", whole.deal.name), "pipeline"),
        deal: whole.deal.id.to_string(),
        name: whole.deal.name.clone(),
        account: whole.deal.account.clone(),
        verifiers: verifiers(whole, &input.verifier),
        people: whole
            .people
            .iter()
            .map(|person| {
                let id = person.id.to_string();
                let chosen = id == input.person;
                Choice::new(id, person.name.clone()).chosen_if(chosen)
            })
            .collect(),
        obstacles: obstacles
            .iter()
            .filter(|o| o.state() == ObstacleState::Open || o.id.to_string() == input.obstacle)
            .map(|obstacle| {
                let id = obstacle.id.to_string();
                let chosen = id == input.obstacle;
                Choice::new(id, obstacle.words.clone()).chosen_if(chosen)
            })
            .collect(),
        input,
        errors,
    }
}

fn verifiers(whole: &Whole, chosen: &str) -> Vec<ChoiceGroup> {
    let mut stages: Vec<_> = whole.stages.iter().collect();
    stages.sort_by_key(|stage| stage.position != whole.deal.stage);
    stages
        .into_iter()
        .map(|stage| ChoiceGroup {
            heading: stage.name.clone(),
            choices: whole
                .counting_in(stage.position)
                .map(|verifier| {
                    let id = verifier.rule.id.to_string();
                    let is_it = id == chosen;
                    Choice::new(id, verifier.statement.clone()).chosen_if(is_it)
                })
                .collect(),
        })
        .collect()
}
