//! What a list is called, and what its rows have in common, in words.

use super::{About, Stood};
use crate::{journey::terms::PlayResult, web::format};

impl About {
    /// What heads the list.
    pub fn heading(&self) -> String {
        match self {
            Self::Closed(ends) => match ends.as_slice() {
                [] => "Closed deals".to_owned(),
                [one] => one.label().to_owned(),
                _ => "No decision".to_owned(),
            },
            Self::Verifier(stood) | Self::StillOpen(stood) => format!("“{}”", stood.statement),
            Self::Own { .. } => "Verifiers made for one deal".to_owned(),
            Self::Obstacle { kind, past, .. } => match past {
                None => kind.label().to_owned(),
                Some(true) => format!("{}: got past it", kind.label()),
                Some(false) => format!("{}: it stayed", kind.label()),
            },
            Self::Left(None) => "Deals that we left".to_owned(),
            Self::Left(Some(phase)) => format!("Deals that we left in {}", phase.heading()),
            Self::Regretted => "Left, and better not".to_owned(),
            Self::WentOn { phase, .. } => format!("Went on in {} or further", phase.heading()),
            Self::Tailored => "Verifiers changed for a deal".to_owned(),
            Self::Plays { .. } => "What was tried".to_owned(),
        }
    }

    /// What the deals of the list have in common, in a sentence.
    pub fn meaning(&self) -> String {
        match self {
            Self::Closed(_) => "Deals by how they ended.".to_owned(),
            Self::Verifier(stood) => stood.meaning(),
            Self::StillOpen(stood) => format!(
                "Deals that came to {} and are still open, or on hold. How they end counts once they have.",
                stood.stage
            ),
            Self::Own { .. } => "Each is one verifier that a team made for one deal.".to_owned(),
            Self::Obstacle { ended, .. } => match ended {
                Some(ended) => format!("Deals that had it in their way and {}.", ended.told()),
                None => "Deals that had it in their way, as it was when they closed.".to_owned(),
            },
            Self::Left(_) => {
                "Leaving early is a good result. One that came back later was left all the same."
                    .to_owned()
            }
            Self::Regretted => {
                "They came back later, or somebody says that we would have stayed.".to_owned()
            }
            Self::WentOn { longer, .. } => format!(
                "Lost, or without a decision, and open for more than {} after they came to it: as long as deals were that we left.",
                format::days(i64::from(*longer))
            ),
            Self::Tailored => "The team asked something else of these deals.".to_owned(),
            Self::Plays { results, .. } => match results.as_slice() {
                [PlayResult::NotTried] => "Planned, and not tried.".to_owned(),
                [result] => format!("After each of these, {}.", result.told()),
                _ => "Each was tried, and the customer did something or nothing.".to_owned(),
            },
        }
    }

    /// What the rows are called.
    pub const fn row(&self) -> &'static str {
        match self {
            Self::Own { .. } => "verifier",
            Self::Plays { .. } => "play",
            _ => "deal",
        }
    }
}

impl Stood {
    fn meaning(&self) -> String {
        let stage = &self.stage;
        let mut told = match (self.early, self.stood) {
            (true, _) => format!("Deals that came to {stage} and ended within a month"),
            (_, Some(true)) => {
                format!("Deals in which it stood a month after they came to {stage}")
            }
            (_, Some(false)) => {
                format!("Deals in which it did not stand a month after they came to {stage}")
            }
            (_, None) => format!("Deals that came to {stage}"),
        };
        if let Some(strength) = self.strength {
            told += &format!(", at best on something {strength}");
        }
        if let Some(age) = self.age {
            told += &format!(", last said {}", lower(age.label()));
        }
        match self.ended.as_slice() {
            [] => told + ".",
            [one] => format!("{told}, and that {}.", one.told()),
            _ => format!("{told}, and that ended in no decision."),
        }
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
