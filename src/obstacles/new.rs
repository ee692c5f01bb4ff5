//! Naming something that is in the way.

use super::{obstacle::ObstacleWords, store, store::NewObstacle};
use crate::{
    app::App,
    conversation::{about::Kind, draft},
    error::AppError,
    ids::{ContactId, ObstacleId, OpportunityId, VerifierId},
    journey::terms::ObstacleKind,
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
use serde::Deserialize;

/// What a browser sends; an address may fill some of it in beforehand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    id: String,
    kind: String,
    words: String,
    #[serde(rename = "verifier")]
    verifiers: Vec<String>,
    #[serde(rename = "person")]
    people: Vec<String>,
    /// The message that it was said in first.
    from: String,
}

#[derive(Template)]
#[template(path = "obstacles/new.html")]
pub struct NewPage {
    frame: Frame,
    deal: String,
    name: String,
    account: String,
    input: Input,
    errors: FormErrors,
    kinds: Vec<ChoiceGroup>,
    /// Of the stage where the deal stands, then of the others.
    verifiers: Vec<Choice>,
    elsewhere: Vec<Choice>,
    reaches_further: bool,
    people: Vec<Choice>,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(mut input): Query<Input>,
) -> Result<Page<NewPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    input.id = ObstacleId::new().to_string();
    if let Some(message) = draft::words_of(&mut tx, deal, &input.from).await? {
        input.verifiers.extend(message.verifier());
        input.words = message.body;
    }
    Ok(Page(draw(&viewer, &whole, input, FormErrors::default())))
}

pub async fn add(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let new = match read(&input, &whole) {
        Ok(new) => new,
        Err(errors) => {
            let page = draw(&viewer, &whole, input, errors);
            return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let from = draft::source(&mut tx, deal, &input.from).await?;
    let is_new = store::add(&mut tx, &new).await?;
    if is_new {
        draft::became(&mut tx, deal, from, Kind::Obstacle, new.id).await?;
    }
    tx.commit().await?;
    let notice = match is_new {
        true => Notice::ObstacleNamed,
        false => Notice::AlreadyRecorded,
    };
    Ok(notice.on(Redirect::to(&format!(
        "/opportunities/{deal}/obstacles/{}",
        new.id
    ))))
}

fn read(input: &Input, whole: &Whole) -> Result<NewObstacle, FormErrors> {
    let mut errors = FormErrors::default();
    let words = errors.take("words", ObstacleWords::parse(&input.words));
    let kind: Option<ObstacleKind> = input.kind.parse().ok();
    let kind = errors.take(
        "kind",
        kind.ok_or("Choose the kind that comes closest. By it others like it are found."),
    );
    let verifiers = errors.take("verifier", verifiers(&input.verifiers, whole));
    let people = errors.take("person", people(&input.people, whole));
    match (words, kind, verifiers, people) {
        (Some(words), Some(kind), Some(verifiers), Some(people)) => Ok(NewObstacle {
            id: input.id.parse().unwrap_or_else(|_| ObstacleId::new()),
            opportunity: whole.deal.id,
            kind,
            words: words.as_str().to_owned(),
            verifiers,
            people,
        }),
        _ => Err(errors),
    }
}

fn verifiers(ids: &[String], whole: &Whole) -> Result<Vec<VerifierId>, &'static str> {
    let known = |id: &String| {
        let id = id.parse().ok();
        id.filter(|id| whole.judgement.standing_of(*id).is_some())
    };
    let found: Option<Vec<VerifierId>> = ids.iter().map(known).collect();
    found.ok_or("One of these does not count on this deal any more. Tick those that do.")
}

fn people(ids: &[String], whole: &Whole) -> Result<Vec<ContactId>, String> {
    let known = |id: &String| {
        let id = id.parse().ok();
        id.filter(|id| whole.people.iter().any(|person| person.id == *id))
    };
    let found: Option<Vec<ContactId>> = ids.iter().map(known).collect();
    found.ok_or_else(|| format!("One of these people is not at {}.", whole.deal.account))
}

fn draw(viewer: &Viewer, whole: &Whole, input: Input, errors: FormErrors) -> NewPage {
    let ticks = |here: bool| -> Vec<Choice> {
        let stages = whole
            .stages
            .iter()
            .filter(|stage| (stage.position == whole.deal.stage) == here);
        stages
            .flat_map(|stage| {
                whole
                    .counting_in(stage.position)
                    .map(move |verifier| (stage, verifier))
            })
            .map(|(stage, verifier)| {
                let id = verifier.rule.id.to_string();
                let chosen = input.verifiers.contains(&id);
                let choice = Choice::new(id, verifier.statement.clone()).chosen_if(chosen);
                match here {
                    true => choice,
                    false => choice.explained(stage.name.clone()),
                }
            })
            .collect()
    };
    let elsewhere = ticks(false);
    NewPage {
        frame: viewer.frame(format!("In the way · {}", whole.deal.name), "pipeline"),
        deal: whole.deal.id.to_string(),
        name: whole.deal.name.clone(),
        account: whole.deal.account.clone(),
        kinds: kinds(&input.kind),
        verifiers: ticks(true),
        reaches_further: elsewhere.iter().any(|choice| choice.chosen),
        elsewhere,
        people: people_to_tick(whole, &input.people),
        input,
        errors,
    }
}

fn kinds(chosen: &str) -> Vec<ChoiceGroup> {
    let group = |(heading, kinds): &(&str, &[ObstacleKind])| ChoiceGroup {
        heading: (*heading).to_owned(),
        choices: kinds
            .iter()
            .map(|kind| Choice::new(kind.name(), kind.label()).chosen_if(kind.name() == chosen))
            .collect(),
    };
    ObstacleKind::GROUPS.iter().map(group).collect()
}

fn people_to_tick(whole: &Whole, ticked: &[String]) -> Vec<Choice> {
    whole
        .people
        .iter()
        .map(|person| {
            let id = person.id.to_string();
            let chosen = ticked.contains(&id);
            Choice::new(id, person.name.clone())
                .explained(person.title.clone())
                .chosen_if(chosen)
        })
        .collect()
}
