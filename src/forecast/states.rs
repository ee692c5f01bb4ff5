//! What the forecast rests on: by phase and footing, what was lived and what becomes of a deal there.

use super::{
    listed::Listed,
    model::{FEWEST_WEEKS, state::Ending},
    page::percent,
    store::SaidState,
};
use crate::web::format;

/// The states of one phase.
pub struct PhaseLines {
    pub heading: &'static str,
    pub lines: Vec<StateLine>,
}

/// One state: a row.
pub struct StateLine {
    pub footing: &'static str,
    pub open: i64,
    pub open_url: String,
    pub weeks: i64,
    pub weeks_url: String,
    pub ended: Vec<Ended>,
    /// None: too few weeks to say.
    pub chance: Option<ChanceLine>,
}

/// How many deals ended from it in one way.
pub struct Ended {
    pub label: &'static str,
    pub deals: i64,
    pub url: String,
}

/// The chance to be won at last, in words and as a mark.
pub struct ChanceLine {
    pub won: String,
    pub low: String,
    pub high: String,
    pub weeks: String,
    pub low_at: i64,
    pub won_at: i64,
    pub width: i64,
}

/// The states in which anything was lived, by phase.
pub fn phases(states: &[SaidState]) -> Vec<PhaseLines> {
    let of_phase = states.chunk_by(|one, next| one.state.phase == next.state.phase);
    let phases = of_phase.map(|rows| PhaseLines {
        heading: rows.first().map_or("", |row| row.state.phase.heading()),
        lines: rows
            .iter()
            .filter(|row| row.weeks > 0 || row.open > 0)
            .map(StateLine::of)
            .collect(),
    });
    phases.filter(|phase| !phase.lines.is_empty()).collect()
}

impl StateLine {
    fn of(row: &SaidState) -> Self {
        let ended = Ending::ALL.map(|ending| Ended {
            label: ending.outcome().label(),
            deals: row.ended[ending as usize],
            url: Listed::Ended(Some(ending), Some(row.state)).url(),
        });
        Self {
            footing: row.state.footing.words(),
            open: row.open,
            open_url: Listed::Open(Some(row.state)).url(),
            weeks: row.weeks,
            weeks_url: Listed::Lived(row.state).url(),
            ended: ended.into(),
            chance: row
                .chance
                .filter(|_| row.weeks >= FEWEST_WEEKS)
                .map(|chance| {
                    let at = |chance: i16| i64::from(chance) / 10;
                    ChanceLine {
                        won: percent(chance.ends[Ending::Won as usize]),
                        low: percent(chance.won_low),
                        high: percent(chance.won_high),
                        weeks: chance.weeks_to_win.map_or(String::new(), |weeks| {
                            format::counted(weeks.max(1).into(), "week")
                        }),
                        low_at: at(chance.won_low),
                        won_at: at(chance.ends[Ending::Won as usize]),
                        width: (at(chance.won_high) - at(chance.won_low)).max(4),
                    }
                }),
        }
    }
}
