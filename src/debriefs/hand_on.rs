//! Somebody else is to hold the conversation.

use super::{page::Ground, store};
use crate::{
    app::App,
    error::AppError,
    ids::{MemberId, OpportunityId},
    people::Viewer,
    web::{Form, Notice, Path},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    member: String,
    /// Of the debrief, as the page showed it; 0: nobody had it.
    version: i32,
}

pub async fn hand_on(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let ground = Ground::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let chosen: Option<MemberId> = input.member.parse().ok();
    let chosen = chosen.filter(|id| ground.members.iter().any(|member| member.id == *id));
    let chosen = chosen.ok_or_else(|| AppError::refused("Choose who is to talk with them."))?;
    let handed_on = match ground.debrief {
        None => {
            store::begin(&mut tx, deal, ground.id, chosen).await?;
            true
        }
        Some(debrief) if debrief.member == chosen => true,
        Some(debrief) if debrief.version == input.version => {
            store::hand_on(&mut tx, &debrief, chosen).await?
        }
        Some(_) => false,
    };
    if !handed_on {
        return Err(AppError::refused(
            "Somebody handed it on meanwhile. Have a look at who has it now.",
        ));
    }
    tx.commit().await?;
    let place = format!("/opportunities/{deal}/debrief");
    Ok(Notice::DebriefHandedOn.on(Redirect::to(&place)))
}
