//! One session, as the server knows it.

use super::words::{DECIDING, GATHERING, Hidden, WRITING};
use crate::{
    error::AppError,
    ids::{ContactId, IdeaId, MemberId, OpportunityId, StrategySessionId},
    people::Viewer,
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Where a session stands.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: StrategySessionId,
    pub deal: OpportunityId,
    pub about: String,
    /// For when it was planned; none: for now.
    pub planned_for: Option<DateTime<Utc>>,
    /// It runs over days: no clock.
    pub unhurried: bool,
    pub started_by: String,
    pub facilitator_id: MemberId,
    pub facilitator: String,
    pub step: i16,
    /// None: it has not begun.
    pub step_since: Option<DateTime<Utc>>,
    pub minutes: i16,
    pub odds_before_shown_at: Option<DateTime<Utc>>,
    pub ideas_shown_at: Option<DateTime<Utc>>,
    pub votes_shown_at: Option<DateTime<Utc>>,
    pub odds_after_shown_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

impl Session {
    pub fn has_begun(&self) -> bool {
        self.step_since.is_some()
    }

    pub fn is_over(&self) -> bool {
        self.ended_at.is_some()
    }

    pub fn is_led_by(&self, viewer: &Viewer) -> bool {
        self.facilitator_id == viewer.member
    }

    pub fn shows(&self, hidden: Hidden) -> bool {
        match hidden {
            Hidden::OddsBefore => self.odds_before_shown_at.is_some(),
            Hidden::Ideas => self.ideas_shown_at.is_some(),
            Hidden::Votes => self.votes_shown_at.is_some(),
            Hidden::OddsAfter => self.odds_after_shown_at.is_some(),
        }
    }

    /// Refuses what needs a session that goes on.
    pub fn must_go_on(&self) -> Result<(), AppError> {
        if self.is_over() {
            return Err(AppError::refused(
                "This session is over. What it decided stands on the deal’s page.",
            ));
        }
        if !self.has_begun() {
            return Err(AppError::refused(
                "This session has not begun yet. Anybody can begin it.",
            ));
        }
        Ok(())
    }

    /// Refuses what only the facilitator does. Anybody can be the one.
    pub fn must_be_led_by(&self, viewer: &Viewer) -> Result<(), AppError> {
        if self.is_led_by(viewer) {
            return Ok(());
        }
        Err(AppError::refused(format!(
            "{} leads this session. If it has to go on without them, take over: anybody can.",
            self.facilitator
        )))
    }

    /// Refuses what belongs to a later step.
    pub fn must_have_come_to(&self, step: i16) -> Result<(), AppError> {
        if self.step >= step {
            return Ok(());
        }
        Err(AppError::refused(match step {
            WRITING => "The silent writing has not begun yet.",
            GATHERING => "The ideas are gathered once they were shown together.",
            DECIDING => "We decide after we have gathered and voted.",
            _ => "The session has not come that far yet.",
        }))
    }
}

/// Somebody who takes part, or was invited to.
#[derive(Clone, Debug)]
pub struct Someone {
    pub id: MemberId,
    pub name: String,
    pub hue: i16,
    /// Takes part: has done something here.
    pub is_in: bool,
    pub ready: bool,
    pub voted: bool,
    pub gave_before: bool,
    pub gave_after: bool,
}

/// Whether everybody has done it, and they are more than one: what one alone has written is not "shown together".
pub fn all(people: &[Someone], done: impl Fn(&Someone) -> bool) -> bool {
    people.iter().filter(|one| one.is_in).count() > 1 && people.iter().all(done)
}

/// What somebody gave as odds, and this viewer may see. Whose they are is nobody’s business.
#[derive(Clone, Debug)]
pub struct Odds {
    pub asked: String,
    pub odds: i16,
    pub late: bool,
    pub mine: bool,
}

#[derive(Clone, Debug)]
pub struct Note {
    pub id: Uuid,
    pub kind: i16,
    pub text: String,
    pub by: String,
}

/// An idea that this viewer may see. Who wrote it is for counting alone and never leaves the server.
#[derive(Clone, Debug)]
pub struct Idea {
    pub id: IdeaId,
    pub heading: i16,
    pub text: String,
    pub writer: MemberId,
    pub mine: bool,
    pub into: Option<IdeaId>,
    pub my_dots: i64,
    /// Of all; only mine as long as the votes are hidden.
    pub dots: i64,
}

#[derive(Clone, Debug)]
pub struct Doubt {
    pub id: Uuid,
    pub idea: IdeaId,
    pub reason: String,
    pub by: String,
}

/// What was decided.
#[derive(Clone, Debug)]
pub struct Decided {
    pub kind: String,
    pub why: String,
    pub handed_to: String,
    pub comes_back_when: String,
    pub comes_back_on: Option<NaiveDate>,
    pub by: String,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub struct Dissent {
    pub by: String,
    pub words: String,
    pub mine: bool,
}

/// One thing that we try: what, to draw out which verifier, from whom, by when.
#[derive(Clone, Debug)]
pub struct Try {
    pub id: Uuid,
    pub verifier: crate::ids::VerifierId,
    pub statement: String,
    pub person: String,
    pub person_id: Option<ContactId>,
    pub by_day: NaiveDate,
    pub what: String,
}
