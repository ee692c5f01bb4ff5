//! What was written, gathered: alike ideas on one card, doubts below them, dots on them.

use super::sheets::{Desk, listed};
use crate::{
    ids::{IdeaId, MemberId},
    opportunities::page::Filling,
    sessions::{
        gathering::DOTS,
        session::{Doubt, Idea, Someone},
        words::Hidden,
        writing::idea_headings,
    },
    web::{choices::Choice, format},
};
use std::collections::BTreeSet;
use uuid::Uuid;

pub struct Board {
    pub columns: Vec<Column>,
    /// "11 ideas written in silence, merged to 6".
    pub note: String,
    pub may_vote: bool,
    /// "You have used two of your three dots. Jon and Ana are still voting."
    pub votes: String,
    pub i_have_voted: bool,
    pub may_show_votes: bool,
}

pub struct Column {
    pub heading: &'static str,
    pub cards: Vec<Card>,
}

pub struct Card {
    pub id: IdeaId,
    pub text: String,
    /// "4 wrote this".
    pub wrote: String,
    /// What was merged into it.
    pub alike: Vec<(IdeaId, String)>,
    pub doubts: Vec<Doubt>,
    pub doubt_id: Uuid,
    pub doubting: Filling,
    /// The dots to draw: mine while votes are hidden, everybody's once they are shown.
    pub dots: Vec<()>,
    pub dots_in_words: String,
    /// How many of mine it would have with one more; none: I have no more.
    pub more: Option<i64>,
    pub less: Option<i64>,
    /// The other cards, to merge it with.
    pub others: Vec<Choice>,
}

pub fn board(desk: &Desk, people: &[Someone], ideas: &[Idea], doubts: &[Doubt]) -> Board {
    let session = desk.session;
    let is_shown = session.shows(Hidden::Ideas);
    let votes_shown = session.shows(Hidden::Votes);
    // Before the showing a viewer has only what they wrote themselves: no board of that.
    let ideas = if is_shown { ideas } else { &[] };
    let heads: Vec<&Idea> = ideas.iter().filter(|idea| idea.into.is_none()).collect();
    let mine: i64 = ideas.iter().map(|idea| idea.my_dots).sum();
    let me = people.iter().find(|one| one.id == desk.viewer.member);
    let is_reached = session.step >= super::super::words::GATHERING;
    Board {
        columns: idea_headings()
            .map(|(number, heading)| {
                let of_it = heads.iter().filter(|idea| idea.heading == number);
                let mut cards: Vec<_> = of_it
                    .map(|idea| (total(ideas, idea.id), card(desk, idea, ideas, doubts, mine)))
                    .collect();
                if votes_shown {
                    cards.sort_by_key(|(dots, _)| std::cmp::Reverse(*dots));
                }
                let cards = cards.into_iter().map(|(_, card)| card).collect();
                Column { heading, cards }
            })
            .collect(),
        note: note(ideas.len(), heads.len(), votes_shown),
        may_vote: desk.is_on && is_reached && !votes_shown,
        votes: votes(people, desk.viewer.member, mine, votes_shown),
        i_have_voted: me.is_some_and(|me| me.voted),
        may_show_votes: desk.is_on && is_reached && !votes_shown && session.is_led_by(desk.viewer),
    }
}

fn note(written: usize, merged: usize, votes_shown: bool) -> String {
    let written_words = format::counted(written.try_into().unwrap_or(i64::MAX), "idea");
    let merged = match merged == written {
        true => String::new(),
        false => format!(", merged to {merged}"),
    };
    let votes = match votes_shown {
        true => "votes shown together",
        false => "votes stay hidden until shown",
    };
    format!("{written_words} written in silence{merged} · {votes}")
}

fn votes(people: &[Someone], viewer: MemberId, mine: i64, votes_shown: bool) -> String {
    if votes_shown {
        return "These are everybody’s dots.".into();
    }
    let used = match mine {
        0 => "You have three dots to give.",
        1 => "You have given one of your three dots.",
        2 => "You have given two of your three dots.",
        _ => "You have given your three dots.",
    };
    let waiting: Vec<String> = people
        .iter()
        .filter(|one| one.is_in && !one.voted && one.id != viewer)
        .map(|one| one.name.clone())
        .collect();
    match waiting.len() {
        0 => used.to_owned(),
        1 => format!("{used} {} is still voting.", waiting[0]),
        2..=4 => format!("{used} {} are still voting.", listed(&waiting)),
        many => format!("{used} {many} are still voting."),
    }
}

fn group(ideas: &[Idea], head: IdeaId) -> impl Iterator<Item = &Idea> {
    ideas
        .iter()
        .filter(move |idea| idea.id == head || idea.into == Some(head))
}

fn total(ideas: &[Idea], head: IdeaId) -> i64 {
    group(ideas, head).map(|idea| idea.dots).sum()
}

fn card(desk: &Desk, idea: &Idea, ideas: &[Idea], doubts: &[Doubt], mine: i64) -> Card {
    let writers: BTreeSet<MemberId> = group(ideas, idea.id).map(|one| one.writer).collect();
    let my_dots: i64 = group(ideas, idea.id).map(|one| one.my_dots).sum();
    let dots = total(ideas, idea.id);
    let is_of_it = |doubt: &&Doubt| group(ideas, idea.id).any(|one| one.id == doubt.idea);
    let others = ideas
        .iter()
        .filter(|other| other.id != idea.id && other.into.is_none());
    Card {
        id: idea.id,
        text: idea.text.clone(),
        wrote: format!("{} wrote this", writers.len()),
        alike: group(ideas, idea.id)
            .filter(|one| one.id != idea.id)
            .map(|one| (one.id, one.text.clone()))
            .collect(),
        doubts: doubts.iter().filter(is_of_it).cloned().collect(),
        doubt_id: Uuid::now_v7(),
        doubting: desk.doing.of("doubt", idea.id),
        dots: vec![(); usize::try_from(dots).unwrap_or_default()],
        dots_in_words: match desk.session.shows(Hidden::Votes) {
            true => format::counted(dots, "dot"),
            false => format!("{} of yours", format::counted(my_dots, "dot")),
        },
        more: (mine < DOTS).then_some(my_dots + 1),
        less: (my_dots > 0).then_some(my_dots - 1),
        others: others
            .map(|other| Choice::new(other.id.to_string(), other.text.clone()))
            .collect(),
    }
}
