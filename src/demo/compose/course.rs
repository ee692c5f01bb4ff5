//! How an earlier customer went about it, which is what its end came from: two verifiers of its journey tell it. One
//! that every deal has to show was shown in good time or last of all; one that may be left out was shown or not.

use crate::journey::terms::OutcomeKind::{self, LostToSupplier, NoDecision, Won};
use crate::journeys::library::VerifierTemplate;
use rand::{RngExt, rngs::StdRng};

/// By journey: who holds the money or decides, and whether they looked at what they would do without us.
const TOLD_BY: [(&str, &str, &str); 2] = [
    (
        "considered-purchase",
        "before-the-money",
        "staying-compared",
    ),
    ("short-purchase", "who-and-when", "what-else"),
];

/// How one customer went about it.
#[derive(Clone, Copy)]
pub(super) struct Course {
    /// Has to be shown.
    hinge: &'static str,
    in_time: bool,
    /// May be left out.
    extra: &'static str,
    shown: bool,
}

impl Course {
    /// Of a hundred customers so many went about it well.
    pub(super) fn draw(journey: &str, well: u32, rng: &mut StdRng) -> Self {
        let told_by = TOLD_BY.iter().find(|(key, _, _)| *key == journey);
        let (_, hinge, extra) = told_by.unwrap_or_else(|| panic!("{journey}: told by nothing"));
        Self {
            hinge,
            in_time: rng.random_ratio(well, 100),
            extra,
            shown: rng.random_ratio(well, 100),
        }
    }

    /// How it ended, where they decided themselves: of a hundred, so many won and so many bought elsewhere; the rest
    /// decided nothing.
    pub(super) fn end(self, rng: &mut StdRng) -> OutcomeKind {
        let (won, lost) = match (self.in_time, self.shown) {
            (true, true) => (82, 11),
            (true, false) => (36, 40),
            (false, true) => (30, 38),
            (false, false) => (4, 22),
        };
        match rng.random_range(0..100) {
            drawn if drawn < won => Won,
            drawn if drawn < won + lost => LostToSupplier,
            _ => NoDecision,
        }
    }

    /// How many days it took: who waits for the money waits long.
    pub(super) fn days(self, end: OutcomeKind) -> (u16, u16) {
        match (end, self.in_time) {
            (Won, true) => (75, 130),
            (Won, false) => (125, 165),
            (_, true) => (80, 150),
            (_, false) => (100, 175),
        }
    }

    /// Puts what was shown in a stage into its order. Where they are still at it, what comes late has not come yet.
    pub(super) fn arrange(
        self,
        proved: &mut Vec<&'static VerifierTemplate>,
        asked: &'static [VerifierTemplate],
        is_over: bool,
    ) {
        proved.retain(|one| one.key != self.extra);
        let extra = asked.iter().find(|one| one.key == self.extra);
        proved.extend(extra.filter(|_| self.shown));
        if !self.in_time && !is_over {
            proved.retain(|one| one.key != self.hinge);
        }
        proved.sort_by_key(|one| match one.key.as_str() {
            key if key == self.hinge => {
                if self.in_time {
                    0
                } else {
                    3
                }
            }
            key if key == self.extra => 1,
            _ => 2,
        });
    }

    /// Whether a stage was held up by what came last in it.
    pub(super) fn waits(self, asked: &[VerifierTemplate]) -> bool {
        !self.in_time && asked.iter().any(|one| one.key == self.hinge)
    }
}
