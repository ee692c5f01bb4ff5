//! The head of pipeline pages: how many deals, for how much, and what they are chosen by.

use super::{
    list::List,
    query::{Asked, Chip},
};
use crate::{
    people::Viewer,
    web::{FormErrors, choices::Choice},
};
use chrono::NaiveDate;

pub struct Bar {
    /// The page's own address, where the form is sent.
    pub path: &'static str,
    pub errors: FormErrors,
    pub asked: Asked,
    pub owners: Vec<Choice>,
    pub journeys: Vec<Choice>,
    pub stages: Vec<Choice>,
    pub phases: Vec<Choice>,
    pub endings: Vec<Choice>,
    pub columns: Vec<Choice>,
    pub board_url: String,
    pub table_url: String,
    /// "43 open deals".
    pub count: String,
    pub narrows: bool,
    /// The fold of further filters is open: something in it is not understood.
    pub is_open: bool,
    pub chips: Vec<Chip>,
}

impl Bar {
    pub fn of(
        list: &List,
        asked: &Asked,
        viewer: &Viewer,
        path: &'static str,
        today: NaiveDate,
    ) -> Self {
        let filter = &list.filter;
        let folded = ["account", "least", "most", "from", "until", "quiet"];
        Self {
            path,
            owners: filter.owner_choices(viewer, &list.owners),
            journeys: filter.journey_choices(&list.journeys),
            stages: filter.stage_choices(&list.journeys),
            phases: filter.phase_choices(),
            endings: filter.ending_choices(),
            columns: asked.columns().choices(),
            board_url: asked.address("/pipeline", []),
            table_url: asked.address("/pipeline/table", []),
            count: filter.ending.counted(list.sums.all().deals),
            narrows: filter.narrows(),
            is_open: folded.iter().any(|field| !list.errors.of(field).is_empty()),
            chips: filter.chips(asked, path, &list.journeys, today),
            errors: list.errors.clone(),
            asked: asked.clone(),
        }
    }
}
