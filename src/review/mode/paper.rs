//! One deal on a sheet of paper, for a review round a table.

use super::deal::DealTold;
use crate::{
    error::AppError,
    ids::OpportunityId,
    opportunities::page::{
        strip::{StripStage, strip},
        whole::Whole,
    },
    past::AsOf,
    people::Viewer,
    review::talk::{facts::Period, since_of},
    web::{Frame, Page, Path, Query, format},
};
use askama::Template;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    since: String,
}

#[derive(Template)]
#[template(path = "review/paper.html")]
pub struct PaperPage {
    frame: Frame,
    id: String,
    deal: DealTold,
    strip: Vec<StripStage>,
    /// "16 Nov".
    since: String,
}

pub async fn show(
    viewer: Viewer,
    when: AsOf,
    Path(id): Path<OpportunityId>,
    Query(asked): Query<Asked>,
) -> Result<Page<PaperPage>, AppError> {
    let now = when.app.clock.now();
    let since = since_of(&asked.since, viewer.zone, now);
    let period = Period { since, now };
    let mut tx = when.app.db.read(viewer.scope()).await?;
    let whole = Whole::load(&mut tx, id, period.today()).await?;
    let deal = DealTold::of(&mut tx, &viewer, &whole, &period).await?;
    let day = since.with_timezone(&viewer.zone).date_naive();
    Ok(Page(PaperPage {
        frame: viewer
            .frame(format!("{} · review", deal.name), "pipeline")
            .looking_at(when.past(&viewer).since(whole.deal.created_at)),
        id: id.to_string(),
        strip: strip(&whole, whole.deal.stage),
        since: format::day(day, viewer.today(&when.app)),
        deal,
    }))
}
