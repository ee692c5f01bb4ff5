//! It is done: to every deal that is still as it was seen, in one transaction.

use super::{asked::Input, plan::Plan, preview::PreviewPage, store};
use crate::{
    app::App,
    error::AppError,
    ids::BulkChangeId,
    opportunities::store as opportunities,
    people::Viewer,
    web::{Form, Notice, Page},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};

pub async fn confirm(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let owners = opportunities::owners(&mut tx, None).await?;
    let id = input.id.parse().unwrap_or_else(|_| BulkChangeId::new());
    let seen = input.named();
    let (None, Ok(act)) = (input.refusal(), input.act(&owners)) else {
        let page = PreviewPage::load(&mut tx, &app, &viewer, &owners, input).await?;
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let ids: Vec<_> = seen.keys().copied().collect();
    // First the deals and then the record of it, as everybody takes them.
    opportunities::take_several(&mut tx, &ids).await?;
    if store::find(&mut tx, id).await?.is_some() {
        return Ok(Notice::AlreadyRecorded.on(done(&input, id)));
    }
    let plan = Plan::of(act, opportunities::several(&mut tx, &ids).await?, &seen);
    if plan.changes.is_empty() {
        let page = PreviewPage::load(&mut tx, &app, &viewer, &owners, input).await?;
        let page = page.refusing("These deals were changed meanwhile. This is how they stand now.");
        return Ok(Page(page).status(StatusCode::CONFLICT));
    }
    let after: Vec<_> = plan.changes.iter().map(|deal| act.on(deal)).collect();
    opportunities::change_several(&mut tx, &after).await?;
    store::record(&mut tx, id, act, &plan.changes).await?;
    tx.commit().await?;
    let notice = match plan.left_out.is_empty() {
        true => Notice::BulkChanged,
        false => Notice::BulkChangedInPart,
    };
    Ok(notice.on(done(&input, id)))
}

/// Back to the table, which offers to undo it.
fn done(input: &Input, id: BulkChangeId) -> Redirect {
    let back = input.back();
    let joint = if back.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{back}{joint}changed={id}"))
}
