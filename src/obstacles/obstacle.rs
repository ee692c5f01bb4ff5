//! Something in the way of a deal, what became of it, and others like it.

use crate::{
    ids::{ContactId, ObstacleId, OpportunityId, VerifierId},
    journey::terms::{ObstacleKind, ObstacleState},
    web::written::written,
};
use chrono::{DateTime, Datelike, Utc};

written! {
    /// What is in the way, in a sentence of ours.
    ObstacleWords: lines up to 500, or "What is in the way? One sentence is enough.";
    /// What worked, or why it is so.
    TurnWords: lines up to 500, or "What worked, or why? The next deal like this one will thank you.";
}

/// Something in the way.
#[derive(Clone, Debug)]
pub struct Obstacle {
    pub id: ObstacleId,
    pub kind: ObstacleKind,
    pub words: String,
    pub by: String,
    pub at: DateTime<Utc>,
    /// What became of it last; none: it is open.
    pub latest: Option<Turn>,
    pub verifiers: Vec<VerifierId>,
    pub people: Vec<(ContactId, String)>,
}

impl Obstacle {
    /// How it stands now.
    pub fn state(&self) -> ObstacleState {
        self.latest
            .as_ref()
            .map_or(ObstacleState::Open, |turn| turn.state)
    }
}

/// What became of it at one time.
#[derive(Clone, Debug)]
pub struct Turn {
    pub state: ObstacleState,
    /// What worked, or why.
    pub words: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// One like it, on another deal.
#[derive(Clone, Debug)]
pub struct Like {
    pub id: ObstacleId,
    pub deal: OpportunityId,
    pub deal_name: String,
    pub account: String,
    pub kind: ObstacleKind,
    pub words: String,
    /// What became of it last; none: it is open.
    pub latest: Option<Turn>,
}

/// Others like it: how many there are, in how many of them the deal got past, and the most telling ones.
#[derive(Clone, Debug, Default)]
pub struct Likes {
    pub all: i64,
    pub past: i64,
    /// Those that a deal got past first, then those most like it.
    pub shown: Vec<Like>,
}

impl Likes {
    /// What they tell, with the small number said plainly.
    pub fn sentence(&self) -> String {
        let deals = match self.all {
            0 => return "Nothing like it on other deals yet.".into(),
            1 => "1 like it on another deal".to_owned(),
            all => format!("{all} like it on other deals"),
        };
        let past = match (self.past, self.all) {
            (0, 1) => "; it did not get past it so far.".to_owned(),
            (0, _) => "; none got past it so far.".to_owned(),
            (1, 1) => format!("; it got past it{}", self.what_worked()),
            (past, _) => format!("; {past} got past it{}", self.what_worked()),
        };
        format!("{deals}{past}{}", self.too_few())
    }

    /// Below five cases nobody knows what works.
    fn too_few(&self) -> &'static str {
        match self.all {
            _ if self.past == 0 => "",
            1 => " One is too few to say what works.",
            2 => " Two are too few to say what works.",
            3 => " Three are too few to say what works.",
            4 => " Four are too few to say what works.",
            _ => "",
        }
    }

    /// “: “We asked the works council first.” (Nordhavn, 2025)”, of the most telling one.
    fn what_worked(&self) -> String {
        let like = self.shown.first();
        match like.and_then(|like| like.latest.as_ref().map(|turn| (like, turn))) {
            Some((like, turn)) => format!(
                ": “{}” ({}, {}).",
                turn.words.trim_end_matches('.'),
                like.account,
                turn.at.year()
            ),
            None => ".".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ObstacleId, OpportunityId};

    fn likes(all: i64, past: i64) -> Likes {
        let turn = |state| Turn {
            state,
            words: "They met the works council first.".into(),
            by: "Ana".into(),
            at: "2025-03-01T12:00:00Z".parse().expect("a moment"),
        };
        let like = Like {
            id: ObstacleId::new(),
            deal: OpportunityId::new(),
            deal_name: "Docks".into(),
            account: "Nordhavn".into(),
            kind: ObstacleKind::Disagreement,
            words: "The works council is against it".into(),
            latest: (past > 0).then(|| turn(ObstacleState::Gone)),
        };
        Likes {
            all,
            past,
            shown: vec![like],
        }
    }

    #[test]
    fn the_small_number_is_said_plainly() {
        assert_eq!(
            likes(2, 1).sentence(),
            "2 like it on other deals; 1 got past it: “They met the works council first” (Nordhavn, 2025). Two are too few to say what works."
        );
        assert_eq!(
            likes(1, 1).sentence(),
            "1 like it on another deal; it got past it: “They met the works council first” (Nordhavn, 2025). One is too few to say what works."
        );
        assert_eq!(
            likes(12, 7).sentence(),
            "12 like it on other deals; 7 got past it: “They met the works council first” (Nordhavn, 2025)."
        );
    }

    #[test]
    fn what_nobody_got_past_promises_nothing() {
        assert_eq!(
            likes(3, 0).sentence(),
            "3 like it on other deals; none got past it so far."
        );
        assert_eq!(
            Likes::default().sentence(),
            "Nothing like it on other deals yet."
        );
    }
}
