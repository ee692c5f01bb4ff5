//! The buying group beside the deal: who has a part first, then who is known and has none yet.

use super::{
    group::{Concern, Group, Member, heard},
    map::tone,
};
use crate::{
    app::App,
    conversation::Talks,
    database::Tx,
    error::AppError,
    ids::{OpportunityId, StakeholderId},
    journey::terms::ToUs,
    opportunities::page::whole::Whole,
    people::Viewer,
    web::{Page, Path},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};

/// How many people without a part the panel names; the group's own page names all.
const NAMED: usize = 5;

/// The panel "The buying group".
pub struct Panel {
    pub deal: OpportunityId,
    pub account: String,
    pub members: Vec<Row>,
    pub others: Vec<OtherRow>,
    pub more_others: usize,
    pub concerns: Vec<Concern>,
}

/// Somebody with a part.
pub struct Row {
    pub id: StakeholderId,
    pub contact: String,
    pub name: String,
    /// How they stand to the change, or that they were not heard: words and tone.
    pub tag: (&'static str, &'static str),
    /// "Approver · open to us · last heard 4 Nov".
    pub facts: String,
    /// They seem to make things happen.
    pub moves: bool,
}

/// Somebody who is known there and has no part.
pub struct OtherRow {
    pub contact: String,
    pub name: String,
    pub facts: String,
}

#[derive(Template)]
#[template(path = "stakeholders/panel.html")]
pub struct PanelAlone {
    group: Panel,
    talks: Talks,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<PanelAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let now = app.clock.now();
    let whole = Whole::load(&mut tx, deal, now.date_naive()).await?;
    let group = panel(&mut tx, &whole, now).await?;
    Ok(Page(PanelAlone {
        group,
        talks: Talks::elsewhere(),
    }))
}

pub async fn panel(tx: &mut Tx, whole: &Whole, now: DateTime<Utc>) -> sqlx::Result<Panel> {
    let today = now.date_naive();
    let group = Group::load(tx, whole, today).await?;
    let others = group.others.iter().take(NAMED);
    Ok(Panel {
        deal: whole.deal.id,
        account: whole.deal.account.clone(),
        members: group.members.iter().map(|m| row(m, today)).collect(),
        others: others
            .map(|other| OtherRow {
                contact: other.id.to_string(),
                name: other.name.clone(),
                facts: joined([other.title.clone(), heard(other.heard_on, today)]),
            })
            .collect(),
        more_others: group.others.len().saturating_sub(NAMED),
        concerns: group.concerns,
    })
}

fn row(member: &Member, today: NaiveDate) -> Row {
    let part = member.who.part;
    let to_us = match part.to_us {
        ToUs::Unknown => "",
        ToUs::Open => "open to us",
        known => known.label(),
    };
    Row {
        id: member.who.id,
        contact: member.who.contact.to_string(),
        name: member.who.name.clone(),
        tag: match member.heard_on {
            None => ("not heard yet", "warn"),
            Some(_) => tone(part.to_change),
        },
        facts: joined([
            part.role.label().to_owned(),
            to_us.to_owned(),
            member
                .heard_on
                .map_or(String::new(), |_| heard(member.heard_on, today)),
            member.position.label().to_owned(),
        ]),
        moves: !member.moved.is_empty(),
    }
}

/// What there is of these, with a dot between.
pub fn joined<const N: usize>(parts: [String; N]) -> String {
    let there: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}
