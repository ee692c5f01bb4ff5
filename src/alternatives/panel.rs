//! What else they could do, beside the deal: each way with how risky it looks, and which looks safest.

use super::{
    alternative::Way,
    options::{Options, WayShown},
};
use crate::{
    app::App,
    conversation::Talks,
    database::Tx,
    error::AppError,
    ids::OpportunityId,
    opportunities::page::whole::Whole,
    people::Viewer,
    web::{Page, Path},
};
use askama::Template;
use axum::extract::State;

/// The panel "What else they could do".
pub struct Panel {
    pub deal: OpportunityId,
    pub rows: Vec<Row>,
    /// Those that they let go.
    pub let_go: Vec<Row>,
    pub sentence: String,
}

/// One way.
pub struct Row {
    /// Where a link finds it: the alternative's id, "do_nothing" or "us".
    pub id: String,
    pub name: String,
    pub level: Bar,
    pub is_us: bool,
}

/// How risky a way looks, drawn and in words.
pub struct Bar {
    pub class: &'static str,
    pub words: String,
}

impl Bar {
    pub fn of(way: &WayShown) -> Self {
        match &way.level {
            None => Self {
                class: "unknown",
                words: "not said".into(),
            },
            Some(level) => Self {
                class: level.risk.name(),
                words: match level.is_theirs {
                    true => level.risk.label().to_owned(),
                    false => format!("{}, we think", level.risk.label()),
                },
            },
        }
    }
}

#[derive(Template)]
#[template(path = "alternatives/panel.html")]
pub struct PanelAlone {
    options: Panel,
    talks: Talks,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<PanelAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let options = panel(&mut tx, &whole).await?;
    Ok(Page(PanelAlone {
        options,
        talks: Talks::elsewhere(),
    }))
}

/// The ways of a deal. One query.
pub async fn panel(tx: &mut Tx, whole: &Whole) -> sqlx::Result<Panel> {
    let options = Options::load(tx, whole).await?;
    Ok(Panel {
        deal: whole.deal.id,
        rows: options.open.iter().map(row).collect(),
        let_go: options.let_go.iter().map(row).collect(),
        sentence: options.sentence,
    })
}

fn row(shown: &WayShown) -> Row {
    Row {
        id: shown.way.value(),
        name: shown.name.clone(),
        level: Bar::of(shown),
        is_us: shown.way == Way::Us,
    }
}
