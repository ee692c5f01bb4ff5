//! How the deals to talk about are chosen, in words: no black box.

use super::rules::{CANDIDATES, MOST, Rule};
use crate::{
    error::AppError,
    people::Viewer,
    web::{Frame, Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "review/rules.html")]
pub struct RulesPage {
    frame: Frame,
    rules: Vec<(&'static str, String, u32)>,
    most: usize,
    candidates: i64,
}

pub async fn show(viewer: Viewer) -> Result<Page<RulesPage>, AppError> {
    let rules = Rule::ALL.iter();
    Ok(Page(RulesPage {
        frame: viewer.frame("How the deals to talk about are chosen", "review"),
        rules: rules
            .map(|rule| (rule.name(), rule.told(), rule.weight()))
            .collect(),
        most: MOST,
        candidates: CANDIDATES,
    }))
}
