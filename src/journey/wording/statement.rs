//! A statement taken apart into lower-case words, and the questions that the rules ask of it.

use super::words::*;

pub(super) struct Statement {
    words: Vec<String>,
    /// The words with a space around each, so that a phrase can be looked for as a whole.
    line: String,
}

impl Statement {
    pub(super) fn read(text: &str) -> Statement {
        let words: Vec<String> = text
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && *word != "s")
            .map(str::to_owned)
            .collect();
        let line = format!(" {} ", words.join(" "));
        Statement { words, line }
    }

    /// True if one of the words or phrases stands in it.
    pub(super) fn has(&self, phrases: Phrases) -> bool {
        phrases.iter().any(|phrase| self.finds(phrase).is_some())
    }

    /// Where a word or phrase begins, counted in bytes of the line.
    fn finds(&self, phrase: &str) -> Option<usize> {
        self.line.find(&format!(" {phrase} "))
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn is(&self, at: usize, list: Words) -> bool {
        list.contain(self.word(at))
    }

    /// The first word that is not a mere opener such as "the" or "once".
    fn first(&self) -> usize {
        let opener = |word: &&String| OPENERS.contain(word);
        self.words.iter().take_while(opener).count()
    }

    fn is_activity(&self, at: usize) -> bool {
        let word = self.word(at);
        let single = word.strip_suffix('s').unwrap_or(word);
        ACTIVITIES.contain(word) || ACTIVITIES.contain(single)
    }

    /// True if the phrase before `at` may end there: nothing follows, or a preposition or a seller's participle does.
    fn may_end_before(&self, at: usize) -> bool {
        self.word(at).is_empty() || self.is(at, PREPOSITIONS) || self.is(at, DONE)
    }

    /// Somebody says, writes or shows something before the place `at` of the line: then it is their word, not ours.
    fn is_said_before(&self, at: usize) -> bool {
        self.line[..at]
            .split(' ')
            .any(|word| OBSERVED.contain(word))
    }

    fn begins_with_us(&self) -> bool {
        let at = self.first();
        if self.is(at, Words("our my")) {
            let person = (at + 1..at + 4).find(|at| self.is(*at, OUR_CUSTOMERS));
            return person
                .is_none_or(|at| self.is_activity(at + 1) || self.is(at + 1, Words("success")));
        }
        self.is(at, US)
            || SELLERS
                .iter()
                .any(|seller| self.line.starts_with(&format!(" {seller} ")))
    }

    pub(super) fn has_the_customer_as_subject(&self) -> bool {
        self.customer_word().is_some() || self.begins_with_a_third_persons_verb()
    }

    /// Where the customer is named as the subject, if at all.
    fn customer_word(&self) -> Option<usize> {
        if self.begins_with_us() {
            return None;
        }
        for at in 0..self.words.len().min(6) {
            if self.is(at, THEY) {
                return Some(at);
            }
            let modifies = !self.word(at).ends_with('s') && self.is_activity(at + 1);
            if self.is(at, CUSTOMERS) && !modifies {
                return Some(at);
            }
            let share = self.is(at, Words("of")) && at > 0 && self.is(at - 1, SHARES);
            if at > 0 && !share && (self.is(at, PREPOSITIONS) || self.is(at, DONE)) {
                return None;
            }
        }
        None
    }

    /// "Publishes the route": the customer is understood.
    fn begins_with_a_third_persons_verb(&self) -> bool {
        let at = self.first();
        let word = self.word(at);
        let shape =
            word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
        shape && !PLURALS.contain(word) && !(self.is_activity(at) && self.may_end_before(at + 1))
    }

    pub(super) fn names_the_customer_as_doer(&self) -> bool {
        let after_by = self
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| *word == "by");
        after_by.map(|(at, _)| at + 1).any(|from| {
            self.is(from, Words("their them"))
                || (from..from + 4)
                    .find(|at| !self.is(*at, BEFORE_A_PERSON))
                    .is_some_and(|at| self.is(at, CUSTOMERS) || self.is(at, THEY))
        })
    }

    pub(super) fn rests_on_silence(&self) -> bool {
        self.has(SILENCE)
    }

    pub(super) fn rates_the_deal(&self) -> bool {
        self.has(OWN_VIEW) && !self.has_the_customer_as_subject()
    }

    pub(super) fn labels_a_person(&self) -> bool {
        (0..self.words.len()).any(|at| {
            let next = at + 1 + usize::from(self.is(at + 1, AUXILIARIES));
            let whole = self.word(next + 1).is_empty() || self.is(next + 1, PREPOSITIONS);
            self.is(at, LABELS) && self.is(next, LABELLED) && whole
        })
    }

    pub(super) fn is_an_impression(&self) -> bool {
        let ours = |at: usize| !self.is_said_before(at);
        if IMPRESSIONS
            .iter()
            .any(|phrase| self.finds(phrase).is_some_and(ours))
        {
            return true;
        }
        self.is_called_keen() || self.is_a_vague_noun() || self.shows_a_vague_noun()
    }

    /// "They are very interested", "Stakeholders aligned".
    fn is_called_keen(&self) -> bool {
        let mut place = 0;
        self.words.iter().enumerate().any(|(at, word)| {
            place += word.len() + 1;
            let linked = at > 0 && self.is(at - 1, LINKING);
            let last = at > 0 && at + 1 == self.words.len() && self.words.len() < 5;
            KEEN.contain(word) && (linked || last) && !self.is_said_before(place - word.len())
        })
    }

    /// "Good relationship", "Strong interest from IT".
    fn is_a_vague_noun(&self) -> bool {
        let acts = self.is(0, THEY) && self.word(0) != "their";
        !acts
            && !self.begins_with_a_third_persons_verb()
            && (0..3).any(|at| self.is(at, VAGUE) && self.may_end_before(at + 1))
    }

    /// "They show strong interest".
    fn shows_a_vague_noun(&self) -> bool {
        (0..self.words.len())
            .any(|at| self.is(at, SHOWING) && (at + 1..at + 4).any(|next| self.is(next, VAGUE)))
    }

    /// "We received their data", "Our proposal is accepted".
    pub(super) fn is_told_from_our_side(&self) -> bool {
        let subject = self.first();
        let befalls_us = (subject + 1..subject + 5).any(|at| {
            let passive = self.is(at - 1, BEING);
            self.is(at, RECEIVED)
                || passive && (self.is(at, GRANTED) || self.is(at, THEIR_PARTICIPLES))
        });
        self.is(subject, RECEIVED) || self.begins_with_us() && befalls_us
    }

    pub(super) fn is_our_act(&self) -> bool {
        let by_us = self.has(Phrases("by us, by me, by our, by sales, by the seller"));
        self.begins_with_us() || by_us && !self.has_the_customer_as_subject()
    }

    pub(super) fn is_done_to_the_customer(&self) -> bool {
        let Some(subject) = self.customer_word() else {
            return false;
        };
        let passive = (subject + 1..subject + 6).any(|at| {
            let been = self.is(at - 1, BEING);
            been && self.is(at, DONE_TO) && !self.is_observed_between(subject, at)
        });
        passive || self.ends_with_our_activity(subject, GIVEN, ACTIVITIES)
    }

    pub(super) fn is_only_listening(&self) -> bool {
        let subject = self.customer_word();
        let reference = self.has(Phrases("reference"));
        subject.is_some_and(|at| !reference && self.ends_with_our_activity(at, LISTENING, SITTINGS))
    }

    /// A verb of the list right after the subject, and an activity as its object, with which the statement ends.
    fn ends_with_our_activity(&self, subject: usize, verbs: Words, activities: Words) -> bool {
        let Some(verb) = (subject + 1..subject + 4).find(|at| self.is(*at, verbs)) else {
            return false;
        };
        let object = (verb + 1..verb + 6).find(|at| self.is(*at, activities));
        object.is_some_and(|at| {
            let end = (at + 1..).find(|at| !self.is_activity(*at)).unwrap_or(at);
            let theirs = self.is(end, Words("from"));
            let ends = self.word(end).is_empty() || self.is(end, PREPOSITIONS);
            ends && !theirs && !self.is_observed_between(subject, at)
        })
    }

    fn is_observed_between(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.is(at, OBSERVED))
    }

    pub(super) fn is_a_state_of_mind(&self) -> bool {
        self.customer_word().is_some_and(|subject| {
            let verb = (subject + 1..subject + 3).find(|at| !self.is(*at, ADVERBS));
            let shown = || self.is_observed_between(subject, self.words.len());
            verb.is_some_and(|at| self.is(at, MINDS) && !shown())
        })
    }

    pub(super) fn is_our_finding(&self) -> bool {
        let acts = self.is(0, THEY) && self.word(0) != "their";
        let found = (1..6).find(|at| self.is(*at, FOUND));
        !acts
            && found.is_some_and(|at| {
                let ends = self.word(at + 1).is_empty() || self.is(at + 1, DURING);
                ends && !self.is(at - 1, HAVING)
            })
    }

    pub(super) fn is_a_task(&self) -> bool {
        let follow_up = self.is(0, Words("follow")) && self.is(1, Words("up"));
        self.is(0, TASKS) && !self.is(1, Words("of"))
            || self.is(0, TASKS_BEFORE_AN_OBJECT) && self.is(1, OBJECTS)
            || follow_up && !self.is_activity(2)
    }

    pub(super) fn begins_with_our_past_act(&self) -> bool {
        self.is(self.first(), OUR_PAST)
    }

    /// "Discovery call completed", "Meeting with procurement".
    pub(super) fn is_an_activity(&self) -> bool {
        let start = self.first();
        let Some(at) = (start..start + 4).find(|at| self.is_activity(*at)) else {
            return false;
        };
        let led_in = (start..at).any(|at| self.is(at, PREPOSITIONS) || self.is(at, OBJECTS));
        let customers =
            self.has(Phrases("they")) || self.words.iter().any(|w| THEIR_PARTICIPLES.contain(w));
        let end = (at..).find(|at| !self.is_activity(*at) && !self.is(*at, Words("up off")));
        let after = end.map(|end| (end..).find(|at| !self.is(*at, AUXILIARIES)));
        !led_in && !customers && after.flatten().is_some_and(|at| self.may_end_before(at))
    }
}
