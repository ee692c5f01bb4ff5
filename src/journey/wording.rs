//! Is this a verifier? A verifier has the customer as its subject, and is true or not for whoever reads it.
//!
//! The rules are plain and read from the top: the first that fits decides. They look for what is surely the seller's own
//! doing or feeling and let everything else pass, because a wrong objection teaches people to click it away.
//! They know English; a statement in another language passes.

mod statement;
mod words;

#[cfg(test)]
mod tests;

use statement::Statement;
use words::REWORDINGS;

/// Why a statement is not a verifier, and what could stand in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// One kind sentence for beside the field.
    pub why: String,
    /// A statement with the customer as its subject, close to what was meant.
    pub instead: String,
}

/// Says why `statement` is not a verifier. `None` means that there is nothing to object to.
pub fn objection(statement: &str) -> Option<Objection> {
    let statement = Statement::read(statement);
    let rule = RULES.iter().find(|rule| (rule.fits)(&statement))?;
    let Verdict::Objection { why, instead } = rule.verdict else {
        return None;
    };
    let topic = || REWORDINGS.iter().find(|(about, _)| statement.has(*about));
    let instead = instead
        .or_else(|| topic().map(|(_, instead)| *instead))
        .unwrap_or("They tell us in their own words what they decided, and why");
    let (why, instead) = (why.into(), instead.into());
    Some(Objection { why, instead })
}

struct Rule {
    fits: fn(&Statement) -> bool,
    verdict: Verdict,
}

#[derive(Clone, Copy)]
enum Verdict {
    Fine,
    Objection {
        why: &'static str,
        /// Where the kind of objection says what to write; elsewhere the topic does.
        instead: Option<&'static str>,
    },
}

const fn objects(fits: fn(&Statement) -> bool, why: &'static str) -> Rule {
    let instead = None;
    let verdict = Verdict::Objection { why, instead };
    Rule { fits, verdict }
}

const fn offers(fits: fn(&Statement) -> bool, why: &'static str, instead: &'static str) -> Rule {
    let instead = Some(instead);
    let verdict = Verdict::Objection { why, instead };
    Rule { fits, verdict }
}

const fn passes(fits: fn(&Statement) -> bool) -> Rule {
    let verdict = Verdict::Fine;
    Rule { fits, verdict }
}

static RULES: [Rule; 15] = [
    offers(
        Statement::rests_on_silence,
        "Silence can mean anything, so ask for the word that would settle it.",
        "A sceptic among them says what would satisfy them",
    ),
    offers(
        Statement::rates_the_deal,
        "This is our own view of the deal, and the owner's call is the place for it.",
        "They tell us who decides, in what order, by which date",
    ),
    offers(
        Statement::labels_a_person,
        "This is a name that we give someone, and what counts is what that person does.",
        "They introduce us to the person who holds the money",
    ),
    objects(
        Statement::is_an_impression,
        "This is how they seem to us, and two of us could read it differently.",
    ),
    passes(Statement::names_the_customer_as_doer),
    objects(
        Statement::is_told_from_our_side,
        "This is their act told from our side, so put them first.",
    ),
    objects(
        Statement::is_our_act,
        "This is something that we do, and it can be true while they have not moved at all.",
    ),
    objects(
        Statement::is_done_to_the_customer,
        "This is something done for the customer, and it costs them nothing.",
    ),
    objects(
        Statement::is_only_listening,
        "Listening to us costs them little, so ask what they do because of it.",
    ),
    objects(
        Statement::is_a_state_of_mind,
        "Nobody can see into their minds, so ask for what they say or do because of it.",
    ),
    objects(
        Statement::is_our_finding,
        "This is something that we found out, so say what they tell or show us themselves.",
    ),
    objects(
        Statement::is_a_task,
        "This is a task for us, and it can be done while they have not moved at all.",
    ),
    objects(
        Statement::begins_with_our_past_act,
        "Read like this, it is we who did it, so begin with the customer.",
    ),
    passes(Statement::has_the_customer_as_subject),
    objects(
        Statement::is_an_activity,
        "This says that something took place, and not what they did or said because of it.",
    ),
];
