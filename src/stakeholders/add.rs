//! Giving somebody a part in the deal, who is on record or is put there on the spot.

use super::{
    form::{Input, Offers},
    stakeholder::Stakeholder,
    store,
};
use crate::{
    accounts::{ContactName, Title, store as accounts},
    app::App,
    database::Tx,
    error::AppError,
    ids::{ContactId, OpportunityId, StakeholderId},
    opportunities::{
        opportunity::Opportunity,
        store::{Person, find, people_at},
    },
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path, Query, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// Whom the link was about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct About {
    contact: String,
}

#[derive(Template)]
#[template(path = "stakeholders/add.html")]
pub struct AddPage {
    frame: Frame,
    deal: String,
    name: String,
    account: String,
    input: Input,
    errors: FormErrors,
    people: Vec<Choice>,
    offers: Offers,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(about): Query<About>,
) -> Result<Page<AddPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let (deal, people, group) = known(&mut tx, deal).await?;
    let input = Input::fresh(about.contact);
    let page = AddPage::of(
        &viewer,
        &deal,
        &people,
        &group,
        input,
        FormErrors::default(),
    );
    Ok(Page(page))
}

pub async fn add(
    viewer: Viewer,
    State(app): State<App>,
    Path(id): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let (deal, people, group) = known(&mut tx, id).await?;
    let back = Redirect::to(&format!("/opportunities/{id}/group"));
    let mut errors = FormErrors::default();
    let part = input.part(&mut errors);
    let who = errors.take("contact", who(&input, &people));
    if let (Some(part), Some(who)) = (part, &who)
        && let Some(there) = group.iter().find(|there| who.is(there))
    {
        if there.part == part {
            return Ok(Notice::AlreadyRecorded.on(back));
        }
        errors.add(
            "contact",
            format!(
                "{} is in the group already. Change their part there.",
                there.name
            ),
        );
    }
    let (Some(part), Some(who), false) = (part, who, errors.any()) else {
        let page = AddPage::of(&viewer, &deal, &people, &group, input, errors);
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let contact = put_on_record(&mut tx, &deal, who).await?;
    let id = input.id.parse().unwrap_or_else(|_| StakeholderId::new());
    let is_new = store::add(&mut tx, deal.id, id, contact, part).await?;
    tx.commit().await?;
    Ok(match is_new {
        true => Notice::Saved.on(back),
        false => Notice::AlreadyRecorded.on(back),
    })
}

type Known = (Opportunity, Vec<Person>, Vec<Stakeholder>);

async fn known(tx: &mut Tx, deal: OpportunityId) -> Result<Known, AppError> {
    let deal = find(tx, deal).await?.ok_or(AppError::NotFound)?;
    let people = people_at(tx, deal.account_id).await?;
    let group = store::of_opportunity(tx, deal.id).await?;
    Ok((deal, people, group))
}

/// Somebody who is known, or a new person.
#[derive(Clone, Debug)]
enum Who {
    Known(ContactId),
    New(ContactName, Title),
}

impl Who {
    fn is(&self, there: &Stakeholder) -> bool {
        match self {
            Self::Known(id) => there.contact == *id,
            Self::New(name, _) => there.name.to_lowercase() == name.as_str().to_lowercase(),
        }
    }
}

fn who(input: &Input, people: &[Person]) -> Result<Who, String> {
    if !input.new_name.trim().is_empty() {
        let name = ContactName::parse(&input.new_name)?;
        return Ok(Who::New(name, Title::parse(&input.new_title)?));
    }
    if input.contact.is_empty() {
        return Err("Who is it? Choose a person, or name a new one.".into());
    }
    let known = input.contact.parse().ok();
    known
        .filter(|id| people.iter().any(|person| person.id == *id))
        .map(Who::Known)
        .ok_or_else(|| {
            "That person is not at this account. Choose somebody from there, or name a new person."
                .into()
        })
}

async fn put_on_record(tx: &mut Tx, deal: &Opportunity, who: Who) -> sqlx::Result<ContactId> {
    match who {
        Who::Known(id) => Ok(id),
        Who::New(name, title) => {
            let title = Some(title.as_str());
            let made =
                accounts::find_or_create_contact(tx, deal.account_id, &name, title, None).await?;
            Ok(made.0)
        }
    }
}

impl AddPage {
    fn of(
        viewer: &Viewer,
        deal: &Opportunity,
        people: &[Person],
        group: &[Stakeholder],
        input: Input,
        errors: FormErrors,
    ) -> Self {
        let free = |person: &&Person| {
            person.id.to_string() == input.contact || group.iter().all(|s| s.contact != person.id)
        };
        Self {
            frame: viewer.frame(format!("Add to the group · {}", deal.name), "pipeline"),
            deal: deal.id.to_string(),
            name: deal.name.clone(),
            account: deal.account.clone(),
            people: people
                .iter()
                .filter(free)
                .map(|person| {
                    let id = person.id.to_string();
                    let is_chosen = id == input.contact;
                    Choice::new(id, person.name.clone()).chosen_if(is_chosen)
                })
                .collect(),
            offers: input.offers(),
            input,
            errors,
        }
    }
}
