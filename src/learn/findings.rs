//! Which verifiers went with which ends: pure. A finding is a pair of shares whose 95 % intervals do not touch.
//!
//! Who looks at many pairs finds some apart by chance. Two intervals that just touch are further apart than it takes for
//! one in twenty: for two groups alike in size it is one in about 180 (H. Goldstein and M. J. R. Healy, "The graphical
//! presentation of a collection of means", Journal of the Royal Statistical Society A 158 (1995), 175–177). So of a
//! hundred pairs one comes out apart by chance at the most, and the page says how many were looked at.

use super::{
    share::Share,
    store::{self, AskedVerifier},
    tally::{self, Tally},
};
use crate::{
    database::Tx,
    ids::{JourneyId, VerifierId},
    journey::terms::Ended,
};
use chrono::{DateTime, Utc};

/// How often two shares come out apart when there is nothing to find, at the most. Counted in a test below.
pub const BY_CHANCE: f64 = 0.01;

/// The ends that a customer decides: those that findings are about.
const ENDS: [Ended; 5] = [
    Ended::Won,
    Ended::Lost,
    Ended::Content,
    Ended::Undecided,
    Ended::Overtaken,
];

/// A verifier that went with an end, or whose lack did.
#[derive(Clone, Debug)]
pub struct Finding {
    pub verifier: VerifierId,
    pub statement: String,
    pub stage: String,
    /// The newest edition has it.
    pub is_asked: bool,
    pub ended: Ended,
    /// The share that ended so where it stood, and where it did not.
    pub stood: Share,
    pub missing: Share,
}

/// What was found, and among how many pairs.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The clearest first.
    pub found: Vec<Finding>,
    pub looked_at: usize,
}

impl Finding {
    /// It went with the end where it stood, not where it did not.
    pub fn is_more(&self) -> bool {
        self.stood.at() > self.missing.at()
    }

    /// "Where it stood, more deals were won".
    pub fn heading(&self) -> String {
        let where_it = if self.is_more() {
            "Where it stood"
        } else {
            "Where it did not stand"
        };
        format!("{where_it}, more deals {}", self.ended.told())
    }

    /// Both shares, in words.
    pub fn sentence(&self) -> String {
        let side = |share: Share| {
            format!(
                "{} of {} {} ({})",
                share.hits,
                share.of,
                self.ended.told(),
                share.range()
            )
        };
        format!(
            "A month after the deal came to {}: where it stood, {}; where it did not, {}.",
            self.stage,
            side(self.stood),
            side(self.missing)
        )
    }
}

impl Findings {
    pub fn of(tallies: &[Tally]) -> Self {
        let mut all = Self::default();
        for tally in tallies.iter().filter(|tally| tally.says_something()) {
            for ended in ENDS {
                let (stood, missing) = (tally.stood.share(ended), tally.missing.share(ended));
                all.looked_at += 1;
                if stood.is_apart_from(missing) {
                    all.found.push(Finding {
                        verifier: tally.id,
                        statement: tally.statement.clone(),
                        stage: tally.stage.clone(),
                        is_asked: tally.is_asked,
                        ended,
                        stood,
                        missing,
                    });
                }
            }
        }
        let gap = |one: &Finding| one.stood.gap(one.missing);
        all.found.sort_by(|a, b| gap(b).total_cmp(&gap(a)));
        all
    }

    /// What chance alone would show at the most, in words.
    pub fn by_chance(&self) -> String {
        let most = self.looked_at as f64 * BY_CHANCE;
        match most.ceil() as u64 {
            0 | 1 => "about one of them at the most".to_owned(),
            some => format!("about {some} of them at the most"),
        }
    }
}

/// What is found of one verifier, in a sentence each, to stand beside a form. Empty: nothing yet.
pub async fn finding_of(
    tx: &mut Tx,
    journey: JourneyId,
    statement: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<String>> {
    let asked = store::asked_verifiers(tx, journey).await?;
    let words = tally::key(statement);
    let same: Vec<AskedVerifier> = asked
        .into_iter()
        .filter(|one| tally::key(&one.statement) == words)
        .collect();
    let ids: Vec<VerifierId> = same.iter().map(|one| one.id).collect();
    let cells = store::cells(tx, journey, &ids, since).await?;
    let tallies = tally::tallies(&same, &cells);
    Ok(tallies.iter().flat_map(sentences).collect())
}

/// What was found of a verifier; where nothing was, how many were won with it and without it.
fn sentences(tally: &Tally) -> Vec<String> {
    if tally.stood.of() + tally.missing.of() == 0 {
        return vec!["No closed deal tells anything of it yet.".to_owned()];
    }
    let found = Findings::of(std::slice::from_ref(tally)).found;
    match found.is_empty() {
        false => found
            .iter()
            .map(|one| format!("{}. {}", one.heading(), one.sentence()))
            .collect(),
        true => {
            let told = |side: &tally::Side| {
                let share = side.share(Ended::Won);
                format!("{} of {} were won", share.hits, share.of)
            };
            vec![format!(
                "A month after the deal came to {}: where it stood, {}; where it did not, {}. Too close or too few to say more.",
                tally.stage,
                told(&tally.stood),
                told(&tally.missing)
            )]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::tally::{
        tallies,
        tests::{asked, cell},
    };
    use rand::{RngExt, SeedableRng, rngs::StdRng};

    #[test]
    fn what_is_apart_is_found_and_what_is_near_or_few_is_not() {
        let editions = [asked(1, "Apart"), asked(1, "Near"), asked(1, "Few")];
        let mut cells = vec![];
        for (at, stood, missing) in [
            (0, (18, 2), (3, 17)),
            (1, (11, 9), (9, 11)),
            (2, (7, 0), (0, 20)),
        ] {
            let id = editions[at].id;
            for (side, (won, lost)) in [(true, stood), (false, missing)] {
                cells.push(cell(id, Some(side), Ended::Won, won));
                cells.push(cell(id, Some(side), Ended::Lost, lost));
            }
        }
        let findings = Findings::of(&tallies(&editions, &cells));
        assert_eq!(findings.looked_at, 10, "five ends of two verifiers");
        let told: Vec<_> = findings
            .found
            .iter()
            .map(|one| (one.statement.as_str(), one.ended, one.is_more()))
            .collect();
        assert_eq!(
            told,
            [("Apart", Ended::Won, true), ("Apart", Ended::Lost, false)]
        );
        assert!(
            findings.found[0]
                .sentence()
                .contains("18 of 20 were won (70–97\u{a0}%)")
        );
    }

    /// With nothing to find, hardly anything is: the page's word about chance holds.
    #[test]
    fn chance_alone_shows_no_more_than_is_said() {
        let mut dice = StdRng::seed_from_u64(5);
        let mut draw = |share: f64, of: u64| {
            let hits = (0..of).filter(|_| dice.random::<f64>() < share).count();
            Share::new(hits as u64, of)
        };
        for (one, other) in [(8, 8), (8, 60), (20, 20), (30, 200), (200, 200)] {
            for share in [0.05, 0.2, 0.35, 0.5] {
                const TIMES: usize = 4_000;
                let apart = (0..TIMES)
                    .filter(|_| draw(share, one).is_apart_from(draw(share, other)))
                    .count();
                let part = apart as f64 / TIMES as f64;
                // Half a percent for the dice.
                assert!(part <= BY_CHANCE + 0.005, "{one}, {other}, {share}: {part}");
            }
        }
    }
}
