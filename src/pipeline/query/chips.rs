//! What an address narrows by, told in a few words each, with the address that leaves it out.

use super::{Asked, Filter};
use crate::{money::Money, pipeline::store::Followed, web::format};
use chrono::NaiveDate;

/// One thing that a list is narrowed by.
pub struct Chip {
    pub words: String,
    /// The same list without it.
    pub without: String,
}

impl Filter {
    /// What the fold of further filters narrows by; what stands in the open bar is told there.
    pub fn chips(
        &self,
        asked: &Asked,
        path: &str,
        journeys: &[Followed],
        today: NaiveDate,
    ) -> Vec<Chip> {
        let mut chips = vec![];
        let mut told = |words: Option<String>, leave_out: &dyn Fn(&mut Asked)| {
            if let Some(words) = words {
                let without = asked.with(|asked| leave_out(asked)).address(path, []);
                chips.push(Chip { words, without });
            }
        };
        told(self.account.map(|_| asked.account()), &|a| {
            a.account.clear()
        });
        told(self.phases_told(), &|a| a.phase.clear());
        told(self.stage_told(journeys), &|a| a.stage.clear());
        told(self.amounts_told(), &|a| {
            a.least.clear();
            a.most.clear();
        });
        told(self.dates_told(today), &|a| {
            a.from.clear();
            a.until.clear();
        });
        told(self.ageing.then(|| "ageing".into()), &|a| a.ageing.clear());
        let quiet = self
            .quiet
            .map(|days| format!("quiet for {}", format::days(days.into())));
        told(quiet, &|a| a.quiet.clear());
        told(self.tailored.then(|| "changed verifiers".into()), &|a| {
            a.tailored.clear()
        });
        told(
            self.further.then(|| "called further than proved".into()),
            &|a| a.further.clear(),
        );
        chips
    }

    fn phases_told(&self) -> Option<String> {
        let headings: Vec<&str> = self.phases.iter().map(|phase| phase.heading()).collect();
        (!headings.is_empty()).then(|| headings.join(" or "))
    }

    fn stage_told(&self, journeys: &[Followed]) -> Option<String> {
        let stage = usize::try_from(self.stage?).ok()?;
        let journey = journeys.iter().find(|j| Some(j.id) == self.journey)?;
        journey
            .stages
            .get(stage.checked_sub(1)?)
            .map(|(_, name)| name.clone())
    }

    fn amounts_told(&self) -> Option<String> {
        let short = |money: Money| money.short();
        match (self.least.map(short), self.most.map(short)) {
            (Some(least), Some(most)) => Some(format!("{least} to {most}")),
            (Some(least), None) => Some(format!("at least {least}")),
            (None, Some(most)) => Some(format!("at most {most}")),
            (None, None) => None,
        }
    }

    fn dates_told(&self, today: NaiveDate) -> Option<String> {
        let told = |day| format::day(day, today);
        match (self.from.map(told), self.until.map(told)) {
            (Some(from), Some(until)) => Some(format!("their date {from} to {until}")),
            (Some(from), None) => Some(format!("their date from {from}")),
            (None, Some(until)) => Some(format!("their date until {until}")),
            (None, None) => None,
        }
    }
}
