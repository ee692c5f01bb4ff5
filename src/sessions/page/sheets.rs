//! The sheets of the other steps: notes, silent writing, the decision, what we try.

use crate::{
    ids::IdeaId,
    journey::terms::OutcomeKind,
    opportunities::{
        page::{Doing, Filling, whole::Whole},
        store::Owner,
    },
    people::Viewer,
    sessions::{
        session::{Decided, Dissent, Idea, Note, Session, Someone, Try},
        trying::MOST,
        words::{Decision, Hidden},
        writing::{idea_headings, note_headings},
    },
    web::{choices::Choice, format},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// Who looks at which session, and what they were doing.
pub struct Desk<'a> {
    pub session: &'a Session,
    pub viewer: &'a Viewer,
    pub doing: &'a Doing,
    /// It goes on: its forms are offered.
    pub is_on: bool,
}

/// "a, b and c".
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub struct Notes {
    pub number: i16,
    pub heading: &'static str,
    pub notes: Vec<Note>,
    /// Minted now, so that a second submit is known.
    pub id: Uuid,
    pub filling: Filling,
}

pub fn notes(desk: &Desk, notes: Vec<Note>) -> Vec<Notes> {
    let acts = ["note-1", "note-2", "note-3"];
    note_headings()
        .zip(acts)
        .map(|((number, heading), act)| Notes {
            number,
            heading,
            notes: notes
                .iter()
                .filter(|note| note.kind == number)
                .cloned()
                .collect(),
            id: Uuid::now_v7(),
            filling: desk.doing.of(act, desk.session.id),
        })
        .collect()
}

pub struct Writing {
    pub columns: Vec<WritingColumn>,
    pub is_shown: bool,
    /// "3 of 5 have said they are ready."
    pub ready: String,
    pub i_am_ready: bool,
    pub may_show: bool,
}

pub struct WritingColumn {
    pub number: i16,
    pub heading: &'static str,
    /// What this viewer wrote.
    pub mine: Vec<(IdeaId, String)>,
    pub id: IdeaId,
    pub filling: Filling,
}

pub fn writing(desk: &Desk, people: &[Someone], ideas: &[Idea]) -> Writing {
    let acts = ["idea-1", "idea-2", "idea-3"];
    let session = desk.session;
    let all = people.iter().filter(|one| one.is_in).count();
    let ready = people.iter().filter(|one| one.is_in && one.ready).count();
    let is_shown = session.shows(Hidden::Ideas);
    let me = people.iter().find(|one| one.id == desk.viewer.member);
    Writing {
        columns: idea_headings()
            .zip(acts)
            .map(|((number, heading), act)| WritingColumn {
                number,
                heading,
                mine: ideas
                    .iter()
                    .filter(|idea| idea.mine && idea.heading == number)
                    .map(|idea| (idea.id, idea.text.clone()))
                    .collect(),
                id: IdeaId::new(),
                filling: desk.doing.of(act, session.id),
            })
            .collect(),
        is_shown,
        ready: match (ready, all) {
            (ready, all) if ready == all => "Everybody is ready.".into(),
            (1, all) => format!("1 of {all} has said they are ready."),
            (ready, all) => format!("{ready} of {all} have said they are ready."),
        },
        i_am_ready: me.is_some_and(|me| me.ready),
        may_show: desk.is_on && !is_shown && session.is_led_by(desk.viewer),
    }
}

pub struct Deciding {
    pub made: Option<Made>,
    pub dissents: Vec<Dissent>,
    /// This viewer's own dissent, to change it.
    pub my_words: String,
    /// What stands in the form: as it was refused, or as it is on record.
    pub words_typed: String,
    pub dissenting: Filling,
    /// The form, until something is decided.
    pub form: Filling,
    pub kinds: Vec<Choice>,
    pub reasons: Vec<Choice>,
    pub members: Vec<Choice>,
    /// Of the outcome that it may bring about.
    pub id: Uuid,
}

/// The decision as it stands.
pub struct Made {
    pub label: &'static str,
    pub why: String,
    pub what_follows: String,
    pub by: String,
    pub when: String,
}

pub fn deciding(
    desk: &Desk,
    decided: Option<Decided>,
    dissents: Vec<Dissent>,
    owners: Vec<Owner>,
    whole: &Whole,
    today: NaiveDate,
) -> Deciding {
    let form = desk.doing.of("decision", desk.session.id);
    let kinds = Decision::ALL.into_iter().map(|decision| {
        Choice::new(decision.name(), decision.label())
            .explained(decision.meaning())
            .chosen_if(form.value("kind") == decision.name())
    });
    let reasons = OutcomeKind::QualifiedOut.reasons().iter();
    let reasons = reasons.flat_map(|group| group.reasons).map(|reason| {
        Choice::new(reason.code, reason.sentence).chosen_if(form.value("reason") == reason.code)
    });
    let members = owners
        .into_iter()
        .filter(|owner| owner.id != whole.deal.owner_id)
        .map(|owner| {
            let id = owner.id.to_string();
            Choice::new(&id, owner.name).chosen_if(form.value("hand_to") == id)
        });
    let mine = dissents.iter().find(|dissent| dissent.mine);
    let my_words = mine.map_or(String::new(), |mine| mine.words.clone());
    let dissenting = desk.doing.of("dissent", desk.session.id);
    Deciding {
        made: decided.map(|decided| made(decided, today)),
        words_typed: match dissenting.is_open() {
            true => dissenting.value("words").to_owned(),
            false => my_words.clone(),
        },
        my_words,
        dissenting,
        kinds: kinds.collect(),
        reasons: reasons.collect(),
        members: members.collect(),
        dissents,
        form,
        id: Uuid::now_v7(),
    }
}

fn made(decided: Decided, today: NaiveDate) -> Made {
    let decision = Decision::named(&decided.kind);
    let when = decided.comes_back_when.trim_end_matches('.');
    let day = decided.comes_back_on.map(|day| format::day(day, today));
    Made {
        label: decision.map_or("", Decision::label),
        what_follows: match (decision, when, day) {
            (Some(Decision::HandOver), ..) => format!("{} takes it on.", decided.handed_to),
            (_, "", Some(day)) => format!("It comes back on {day}."),
            (_, "", None) => String::new(),
            (_, when, Some(day)) => format!("It comes back on {day}, or when: {when}."),
            (_, when, None) => format!("It comes back when: {when}."),
        },
        why: decided.why,
        by: decided.by,
        when: format::day(decided.at.date_naive(), today),
    }
}

pub struct Trying {
    pub tries: Vec<TryShown>,
    pub may_add: bool,
    pub filling: Filling,
    pub verifiers: Vec<Choice>,
    pub people: Vec<Choice>,
    pub id: Uuid,
}

pub struct TryShown {
    pub id: Uuid,
    pub what: String,
    /// "to draw out “…” from Ines Baptista by 6 Nov".
    pub aim: String,
}

pub fn trying(desk: &Desk, tries: Vec<Try>, whole: &Whole, today: NaiveDate) -> Trying {
    let filling = desk.doing.of("try", desk.session.id);
    let open = whole.verifiers.iter().filter(|verifier| {
        let standing = whole.judgement.standing_of(verifier.rule.id);
        verifier.rule.stage >= whole.deal.stage
            && standing.is_some_and(|standing| !standing.carries())
    });
    Trying {
        may_add: desk.is_on && tries.len() < MOST,
        verifiers: open
            .map(|verifier| {
                let id = verifier.rule.id.to_string();
                let stage = whole.stage_name(verifier.rule.stage);
                Choice::new(&id, format!("{stage}: {}", verifier.statement))
                    .chosen_if(filling.value("verifier") == id)
            })
            .collect(),
        people: whole
            .people
            .iter()
            .map(|person| {
                let id = person.id.to_string();
                Choice::new(&id, person.name.clone()).chosen_if(filling.value("person") == id)
            })
            .collect(),
        tries: tries
            .into_iter()
            .map(|one| TryShown {
                id: one.id,
                aim: aim(&one, today),
                what: one.what,
            })
            .collect(),
        filling,
        id: Uuid::now_v7(),
    }
}

fn aim(one: &Try, today: NaiveDate) -> String {
    let from = match one.person.as_str() {
        "" => String::new(),
        person => format!(" from {person}"),
    };
    let by = format::day(one.by_day, today);
    format!("to draw out “{}”{from} by {by}", one.statement)
}
