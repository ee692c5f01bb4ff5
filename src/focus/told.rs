//! How deals come onto the first page, in words: no black box.

use super::{
    leaving::{self, LATE_DAYS, QUIET_DAYS, SIGNS},
    next_word, store,
};
use crate::{
    error::AppError,
    forecast::model::FEWEST_WEEKS,
    people::Viewer,
    web::{Frame, Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "focus/rules.html")]
pub struct RulesPage {
    frame: Frame,
    most: usize,
    candidates: i64,
    weeks: i64,
    leave_most: usize,
    signs: usize,
    quiet: i64,
    late: i64,
    back: i64,
}

pub async fn show(viewer: Viewer) -> Result<Page<RulesPage>, AppError> {
    Ok(Page(RulesPage {
        frame: viewer.frame("How these deals are chosen", "focus"),
        most: next_word::MOST,
        candidates: store::CANDIDATES,
        weeks: FEWEST_WEEKS,
        leave_most: leaving::MOST,
        signs: SIGNS,
        quiet: QUIET_DAYS,
        late: LATE_DAYS,
        back: leaving::LOOKS_BACK.num_days(),
    }))
}
