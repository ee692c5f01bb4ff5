//! The waterfall: from what was verified then to what is verified now, line by line. It adds up: each line is the sum of
//! what its deals count for now less what they counted for then, and no deal is in two.

use super::{
    asked::Asked,
    line::{Line, Listed},
    numbers::Numbers,
    store::Scope,
    worth::Worth,
};
use crate::journey::terms::Phase;

/// What moved, and both ends.
pub struct Flow {
    pub start: Worth,
    pub end: Worth,
    pub start_bar: Bar,
    pub end_bar: Bar,
    pub start_url: String,
    pub end_url: String,
    /// The lines that any deal is in.
    pub steps: Vec<Step>,
    /// The others, by their labels: "new, grown".
    pub none: String,
    /// What moved on and fell back among what counted all along, where any did.
    pub within: Vec<Within>,
    pub phases: Vec<PhaseRow>,
    /// Any deal moved.
    pub moved: bool,
}

/// One line of it.
pub struct Step {
    pub line: Line,
    pub url: String,
    /// What its deals count for now, less what they counted for then.
    pub worth: Worth,
    pub bar: Bar,
}

/// Deals that counted then and count now, at another stage.
pub struct Within {
    /// "moved on".
    pub did: &'static str,
    pub worth: Worth,
    pub url: String,
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
    /// Then, came in, went out, another value, now.
    pub cells: Vec<Cell>,
}

/// A number of a phase, and the list that it opens to.
pub struct Cell {
    pub label: String,
    pub worth: Worth,
    pub url: String,
    /// It is told with its sign.
    pub is_change: bool,
}

/// The width of a picture.
const WIDTH: i128 = 1_000;

/// A mark is never too thin to be seen.
const THINNEST: i64 = 4;

impl Flow {
    pub fn of(asked: &Asked, scope: Scope, numbers: &Numbers, end_label: &str) -> Self {
        let (start, end) = (Listed::Then(None), Listed::Now(None));
        let (start_worth, end_worth) = (numbers.of(start), numbers.of(end));
        let within = within(asked, numbers);
        let (mut steps, none) = steps(asked, numbers, &within);
        let scale = scale(&start_worth, &steps);
        let mut total = start_worth.parts();
        for step in &mut steps {
            let before = total;
            total += step.worth.parts();
            step.bar = Bar::between(before, total, scale);
        }
        Self {
            start_bar: Bar::between(0, start_worth.parts(), scale),
            end_bar: Bar::between(end_worth.parts(), 0, scale),
            start: start_worth,
            end: end_worth,
            start_url: asked.list_url(start),
            end_url: asked.list_url(end),
            steps,
            none,
            within,
            phases: phases(asked, scope, numbers, end_label),
            moved: !numbers.moved.is_empty(),
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

/// The lines that any deal is in; and what the others are called, but for those that are rare anyway, and for what is
/// told of the deals within.
fn steps(asked: &Asked, numbers: &Numbers, within: &[Within]) -> (Vec<Step>, String) {
    let lines = Line::all().into_iter().map(|line| Step {
        line,
        url: asked.list_url(Listed::Line(line)),
        worth: numbers.of(Listed::Line(line)),
        bar: Bar::default(),
    });
    let (steps, others): (Vec<_>, Vec<_>) = lines.partition(|step| step.worth.deals > 0);
    let others = others.iter().filter(|step| !step.line.is_rare());
    let others = others.map(|step| step.line.label().to_lowercase());
    let none: Vec<_> = others
        .filter(|label| within.iter().all(|within| within.did != label))
        .collect();
    (steps, none.join(", "))
}

fn within(asked: &Asked, numbers: &Numbers) -> Vec<Within> {
    let ways = [("moved on", Listed::Further), ("fell back", Listed::Lower)];
    let within = ways.map(|(did, listed)| Within {
        did,
        worth: numbers.of(listed),
        url: asked.list_url(listed),
    });
    within.into_iter().filter(|w| w.worth.deals > 0).collect()
}

fn phases(asked: &Asked, scope: Scope, numbers: &Numbers, end_label: &str) -> Vec<PhaseRow> {
    let shown = Phase::ALL.iter().copied();
    let shown = shown.filter(|phase| scope.proved.is_none_or(|least| *phase >= least));
    shown
        .map(|phase| phase_row(asked, phase, numbers, end_label))
        .collect()
}

fn phase_row(asked: &Asked, phase: Phase, numbers: &Numbers, end_label: &str) -> PhaseRow {
    let cells = [
        ("Then", Listed::Then(Some(phase)), false),
        ("Came in", Listed::In(phase), true),
        ("Went out", Listed::Out(phase), true),
        ("Another value", Listed::Changed(phase), true),
        (end_label, Listed::Now(Some(phase)), false),
    ];
    let cell = |(label, listed, is_change): (&str, Listed, bool)| Cell {
        label: label.to_owned(),
        worth: numbers.of(listed),
        url: asked.list_url(listed),
        is_change,
    };
    PhaseRow {
        heading: phase.heading(),
        cells: cells.map(cell).into(),
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
