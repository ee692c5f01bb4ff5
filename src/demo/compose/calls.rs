//! What owners believed: of an open deal once, of an earlier one several times on its way, and honestly, which is to say
//! with a little too much hope in the middle of it.

use super::{Composer, Plan};
use crate::demo::script::Call;
use crate::journey::terms::OutcomeKind;
use rand::{RngExt, rngs::StdRng};

/// When on its way an owner called an earlier deal, in hundredths of its days.
const WHEN: [u16; 3] = [40, 70, 92];

/// The odds at these times, by how it ended: nobody knew that yet, but towards the end one feels it.
const fn felt(end: OutcomeKind) -> [u8; 3] {
    match end {
        OutcomeKind::Won => [55, 70, 90],
        OutcomeKind::LostToSupplier => [55, 60, 45],
        OutcomeKind::NoDecision => [50, 60, 50],
        _ => [40, 30, 15],
    }
}

/// The calls of a deal that was opened and ended so many days ago.
pub(super) fn earlier(
    (opened, ended): (u16, u16),
    end: OutcomeKind,
    stages: usize,
    rng: &mut StdRng,
) -> Vec<Call> {
    let days = opened - ended;
    // Of a short deal there is hardly time to say anything.
    let often = if days < 60 { 2 } else { 3 };
    let times = WHEN.iter().zip(felt(end)).take(often);
    let calls = times.enumerate().map(|(nth, (when, felt))| {
        let days_ago =
            opened - u16::try_from(u32::from(days) * u32::from(*when) / 100).unwrap_or(0);
        // Three days of four are about right; the fourth is hoped for.
        let off = match rng.random_ratio(3, 4) {
            true => rng.random_range(-9..20),
            false => -rng.random_range(25..50),
        };
        let on = (off - i32::from(ended)).max(7 - i32::from(days_ago));
        let felt = i16::from(felt) + rng.random_range(-12..12);
        Call {
            days_ago: Some(days_ago),
            stage: u8::try_from((nth + 2).min(stages)).unwrap_or(1),
            in_days: i16::try_from(on).unwrap_or(0),
            percent: in_fives(felt),
            note: None,
        }
    });
    calls.collect()
}

/// Nobody believes 63 %.
fn in_fives(odds: i16) -> u8 {
    u8::try_from((odds + 2) / 5 * 5).unwrap_or(0).clamp(5, 95)
}

impl Composer<'_> {
    /// The owner's opinion on an open deal: as often as not a stage ahead of what is proved.
    pub(super) fn call(&mut self, plan: &Plan, stages: usize) -> Option<Call> {
        let ahead = usize::from(self.rng.random_bool(0.4));
        let stage = (plan.stage + ahead).min(stages);
        let odds = 10 + 75 * stage / stages;
        let note = self.pick(&self.parts.call_notes).to_owned();
        let call = Call {
            days_ago: None,
            stage: u8::try_from(stage).ok()?,
            in_days: self.rng.random_range(15..140),
            percent: u8::try_from(odds)
                .ok()?
                .saturating_sub(self.rng.random_range(0..15)),
            note: self.rng.random_bool(0.3).then_some(note),
        };
        plan.ending.is_none().then_some(call)
    }
}
