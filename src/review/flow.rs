//! The waterfall: from what was verified then to what is verified now, line by line. It adds up: each line is the sum of
//! what its deals count for now less what they counted for then, and no deal is in two.

use super::{
    asked::Asked,
    line::Line,
    store::{Moved, Scope, Stand},
    worth::Worth,
};
use crate::{journey::terms::Phase, money::DayRates};
use std::sync::Arc;

/// What moved, and both ends.
pub struct Flow {
    pub start: Worth,
    pub end: Worth,
    pub start_bar: Bar,
    pub end_bar: Bar,
    pub start_url: String,
    pub end_url: String,
    pub steps: Vec<Step>,
    pub phases: Vec<PhaseRow>,
    /// Any deal moved.
    pub moved: bool,
}

/// One line of it.
pub struct Step {
    pub label: &'static str,
    pub tone: &'static str,
    pub url: String,
    /// What its deals count for now, less what they counted for then.
    pub worth: Worth,
    pub bar: Bar,
}

/// A mark of the picture, in thousandths of its width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    pub x: i64,
    pub width: i64,
    /// Where what came before ends, and where what follows begins.
    pub before: i64,
    pub after: i64,
}

/// One phase: what stood there, what came and went, what stands there.
pub struct PhaseRow {
    pub heading: &'static str,
    pub then: Worth,
    pub came: Worth,
    pub went: Worth,
    pub changed: Worth,
    pub now: Worth,
    pub then_url: String,
    pub came_url: String,
    pub went_url: String,
    pub changed_url: String,
    pub now_url: String,
}

/// At which of the moments asked for the sums are those of the beginning and of the end.
pub const THEN: usize = 0;
pub const NOW: usize = 1;

/// The width of a picture.
const WIDTH: i128 = 1_000;

/// A mark is never too thin to be seen.
const THINNEST: i64 = 4;

impl Flow {
    pub fn of(
        asked: &Asked,
        scope: Scope,
        rates: &Arc<DayRates>,
        stands: &[Stand],
        moved: &[Moved],
    ) -> Self {
        let at = |place| {
            let here = stands
                .iter()
                .filter(|stand| stand.place == place && stand.proved);
            let mut worth = Worth::new(rates);
            here.for_each(|stand| worth.add(stand.deals, stand.currency, stand.amount));
            worth
        };
        let (start, end) = (at(THEN), at(NOW));
        let mut steps = steps(asked, rates, moved);
        let scale = scale(&start, &steps);
        let mut total = start.parts();
        for step in &mut steps {
            let before = total;
            total += step.worth.parts();
            step.bar = Bar::between(before, total, scale);
        }
        Self {
            start_bar: Bar::between(0, start.parts(), scale),
            end_bar: Bar::between(end.parts(), 0, scale),
            start_url: asked.list_url("then", None),
            end_url: asked.list_url("now", None),
            phases: phases(asked, scope, rates, stands, moved),
            moved: !moved.is_empty(),
            start,
            end,
            steps,
        }
    }
}

impl Bar {
    fn between(before: i128, after: i128, scale: i128) -> Self {
        let place = |parts: i128| thousandths(parts, scale);
        let (low, high) = (place(before.min(after)), place(before.max(after)));
        let width = match before == after {
            true => 0,
            false => (high - low).max(THINNEST),
        };
        Self {
            x: low,
            width,
            before: place(before),
            after: place(after),
        }
    }
}

/// How far along a picture so much is.
pub fn thousandths(parts: i128, scale: i128) -> i64 {
    let along = parts.max(0).saturating_mul(WIDTH) / scale.max(1);
    i64::try_from(along).unwrap_or_default()
}

/// The longest that the picture has to hold.
fn scale(start: &Worth, steps: &[Step]) -> i128 {
    let totals = steps.iter().scan(start.parts(), |total, step| {
        *total += step.worth.parts();
        Some(*total)
    });
    totals.chain([start.parts()]).max().unwrap_or_default()
}

fn steps(asked: &Asked, rates: &Arc<DayRates>, moved: &[Moved]) -> Vec<Step> {
    let step = |line: Line| {
        let mut worth = Worth::new(rates);
        for moved in moved.iter().filter(|moved| moved.line == line.word()) {
            worth.deals += moved.deals;
            if let Some((_, currency, amount)) = moved.now {
                worth.add(0, currency, amount);
            }
            if let Some((_, currency, amount)) = moved.then {
                worth.add(0, currency, -amount);
            }
        }
        Step {
            label: line.label(),
            tone: line.tone(),
            url: asked.line_url(line),
            worth,
            bar: Bar::default(),
        }
    };
    let lines = Line::all().into_iter();
    let steps = lines.map(|line| (line.is_rare(), step(line)));
    let shown = steps.filter(|(is_rare, step)| !is_rare || step.worth.deals > 0);
    shown.map(|(_, step)| step).collect()
}

fn phases(
    asked: &Asked,
    scope: Scope,
    rates: &Arc<DayRates>,
    stands: &[Stand],
    moved: &[Moved],
) -> Vec<PhaseRow> {
    let shown = Phase::ALL.iter().copied();
    let shown = shown.filter(|phase| scope.proved.is_none_or(|least| *phase >= least));
    shown
        .map(|phase| phase_row(asked, phase, rates, stands, moved))
        .collect()
}

fn phase_row(
    asked: &Asked,
    phase: Phase,
    rates: &Arc<DayRates>,
    stands: &[Stand],
    moved: &[Moved],
) -> PhaseRow {
    let none = || Worth::new(rates);
    let (mut then, mut came, mut went) = (none(), none(), none());
    let (mut changed, mut now) = (none(), none());
    for stand in stands.iter().filter(|s| s.proved && s.phase == phase) {
        match stand.place {
            THEN => then.add(stand.deals, stand.currency, stand.amount),
            NOW => now.add(stand.deals, stand.currency, stand.amount),
            _ => {}
        }
    }
    for moved in moved {
        let here = |side: Option<(Phase, _, _)>| side.filter(|(at, ..)| *at == phase);
        match (here(moved.then), here(moved.now)) {
            (None, Some((_, currency, amount))) => came.add(moved.deals, currency, amount),
            (Some((_, currency, amount)), None) => went.add(moved.deals, currency, -amount),
            (Some(was), Some(is)) if (was.1, was.2) != (is.1, is.2) => {
                changed.add(moved.deals, is.1, is.2);
                changed.add(0, was.1, -was.2);
            }
            _ => {}
        }
    }
    let url = |list| asked.list_url(list, Some(phase));
    PhaseRow {
        heading: phase.heading(),
        then,
        came,
        went,
        changed,
        now,
        then_url: url("then"),
        came_url: url("in"),
        went_url: url("out"),
        changed_url: url("changed"),
        now_url: url("now"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_between_what_was_and_what_is_and_is_never_too_thin() {
        let bar = Bar::between(500, 750, 1_000);
        assert_eq!(
            (bar.x, bar.width, bar.before, bar.after),
            (500, 250, 500, 750)
        );
        assert_eq!(Bar::between(750, 500, 1_000).x, 500);
        assert_eq!(
            Bar::between(1_000_000, 1_000_001, 1_000_001).width,
            THINNEST
        );
        assert_eq!(Bar::between(5, 5, 10).width, 0);
        assert_eq!(Bar::between(0, 0, 0), Bar::default());
    }
}
