//! Where the money stands: by phase now, a while ago, and as the owners' calls have it.

use super::{
    asked::{Asked, REVIEW},
    flow::thousandths,
    line::Listed,
    numbers::{AGO, NOW, Numbers},
    period::Back,
    store::Scope,
    worth::Worth,
};
use crate::{journey::terms::Phase, web::format};
use chrono::{DateTime, Utc};

pub struct Stands {
    pub rows: Vec<StandRow>,
    /// "a week ago".
    pub ago: String,
    /// The other pasts it can be held against: (words, address, it is this one).
    pub choices: Vec<(String, String, bool)>,
    /// What owners' calls say beside what is proved: the deals of which they say more.
    pub calls_url: String,
    pub is_empty: bool,
}

/// One phase, or what nothing is proved of yet.
pub struct StandRow {
    pub heading: &'static str,
    /// From light to deep, 0 to 6.
    pub depth: i16,
    pub now: Worth,
    pub then: Worth,
    pub called: Worth,
    /// In thousandths of the picture's width.
    pub now_at: i64,
    pub then_at: i64,
    pub called_at: i64,
    /// Empty: it cannot be opened.
    pub now_url: String,
    pub then_url: String,
}

/// How long ago that is.
pub fn back(asked: &Asked) -> Back {
    Back::read(&asked.outline).unwrap_or(Back::Week)
}

impl Stands {
    pub fn of(
        asked: &Asked,
        scope: Scope,
        numbers: &Numbers,
        (end, is_over, at): (DateTime<Utc>, bool, &str),
    ) -> Self {
        let ago = asked.with(|asked| {
            asked.at = format::exact(back(asked).before(end));
            asked.until.clear();
            asked.since.clear();
            asked.was.clear();
        });
        let row = |phase| row(asked, &ago, phase, numbers);
        let phases = Phase::ALL.iter().copied();
        let phases = phases.filter(|phase| scope.proved.is_none_or(|least| *phase >= least));
        // What nothing is proved of yet stands in no phase that a filter could begin with.
        let nothing = scope.proved.is_none().then_some(None);
        let mut rows: Vec<StandRow> = nothing
            .into_iter()
            .chain(phases.map(Some))
            .map(row)
            .collect();
        let amounts = rows
            .iter()
            .flat_map(|row| [&row.now, &row.then, &row.called]);
        let scale = amounts.map(Worth::parts).max().unwrap_or_default();
        for row in &mut rows {
            row.now_at = thousandths(row.now.parts(), scale);
            row.then_at = thousandths(row.then.parts(), scale);
            row.called_at = thousandths(row.called.parts(), scale);
        }
        let choice = |choice: Back| {
            let url = asked.with(|asked| choice.word().clone_into(&mut asked.outline));
            (
                choice.told(is_over),
                format!("{}#stands", url.address(REVIEW)),
                choice == back(asked),
            )
        };
        Self {
            is_empty: rows
                .iter()
                .all(|row| row.now.is_nothing() && row.then.is_nothing()),
            rows,
            ago: back(asked).told(is_over),
            choices: Back::ALL.into_iter().map(choice).collect(),
            calls_url: asked.table_url(scope, &[("further", "yes")], at),
        }
    }
}

fn row(asked: &Asked, ago: &Asked, phase: Option<Phase>, numbers: &Numbers) -> StandRow {
    let mut called = numbers.standing(NOW, phase);
    let figures = numbers.figures.iter();
    let calls = figures.filter(|figure| figure.kind == "call" && figure.phase == phase);
    calls.for_each(|call| called.add(call.deals, call.currency, call.amount));
    let url = |asked: &Asked| match phase {
        Some(_) => asked.list_url(Listed::Now(phase)),
        None => String::new(),
    };
    StandRow {
        heading: phase.map_or("Nothing proved yet", Phase::heading),
        depth: phase.map_or(0, Phase::code),
        now: numbers.standing(NOW, phase),
        then: numbers.standing(AGO, phase),
        called,
        now_at: 0,
        then_at: 0,
        called_at: 0,
        now_url: url(asked),
        then_url: url(ago),
    }
}
