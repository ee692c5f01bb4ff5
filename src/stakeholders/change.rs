//! Changing what is said of somebody's part, and never over somebody else's change.

use super::{
    form::{self, Input, Offers},
    stakeholder::Stakeholder,
    store,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{OpportunityId, StakeholderId},
    opportunities::{opportunity::Opportunity, store::find},
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Path},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};

#[derive(Template)]
#[template(path = "stakeholders/change.html")]
pub struct ChangePage {
    frame: Frame,
    deal: String,
    name: String,
    id: String,
    contact: String,
    who: String,
    title: String,
    input: Input,
    errors: FormErrors,
    offers: Offers,
    /// Somebody else saved meanwhile: what stands there now, line by line.
    theirs: Vec<(&'static str, &'static str)>,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal, id)): Path<(OpportunityId, StakeholderId)>,
) -> Result<Page<ChangePage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let (deal, who) = known(&mut tx, deal, id).await?;
    let input = Input::of(&who);
    Ok(Page(ChangePage::of(
        &viewer,
        &deal,
        &who,
        input,
        FormErrors::default(),
    )))
}

pub async fn change(
    viewer: Viewer,
    State(app): State<App>,
    Path((deal_id, id)): Path<(OpportunityId, StakeholderId)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let (deal, who) = known(&mut tx, deal_id, id).await?;
    let mut errors = FormErrors::default();
    let Some(part) = input.part(&mut errors) else {
        let page = ChangePage::of(&viewer, &deal, &who, input, errors);
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    if !store::change(&mut tx, deal_id, id, input.version, part).await? {
        let (deal, fresh) = known(&mut tx, deal_id, id).await?;
        errors.refuse("Somebody else changed this meanwhile. What you chose is still here; look at both and save again.");
        let mut page = ChangePage::of(&viewer, &deal, &fresh, input, errors);
        page.theirs = form::lines(&fresh);
        page.input.version = fresh.version;
        return Ok(Page(page).status(StatusCode::CONFLICT));
    }
    tx.commit().await?;
    let back = Redirect::to(&format!("/opportunities/{deal_id}/group"));
    Ok(Notice::Saved.on(back))
}

async fn known(
    tx: &mut Tx,
    deal: OpportunityId,
    id: StakeholderId,
) -> Result<(Opportunity, Stakeholder), AppError> {
    let deal = find(tx, deal).await?.ok_or(AppError::NotFound)?;
    let mut group = store::of_opportunity(tx, deal.id).await?.into_iter();
    let who = group.find(|who| who.id == id).ok_or(AppError::NotFound)?;
    Ok((deal, who))
}

impl ChangePage {
    fn of(
        viewer: &Viewer,
        deal: &Opportunity,
        who: &Stakeholder,
        input: Input,
        errors: FormErrors,
    ) -> Self {
        Self {
            frame: viewer.frame(format!("{} · {}", who.name, deal.name), "pipeline"),
            deal: deal.id.to_string(),
            name: deal.name.clone(),
            id: who.id.to_string(),
            contact: who.contact.to_string(),
            who: who.name.clone(),
            title: who.title.clone(),
            offers: input.offers(),
            input,
            errors,
            theirs: vec![],
        }
    }
}
