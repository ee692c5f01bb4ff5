//! What a draft changes against the edition before it, for people to read before they publish.
//! A draft's parts have ids of their own, so what belongs together is found by its words.

use crate::journeys::journey::{Stage, Verifier};

/// One thing that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: Kind,
    /// A stage's name or a verifier's statement, with what it is.
    pub what: &'static str,
    pub name: String,
    pub details: Vec<Detail>,
}

/// How it is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Added,
    Changed,
    Removed,
}

/// What stood there, and what stands there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    pub label: &'static str,
    pub was: String,
    pub is: String,
}

/// All that is different, in the order of the draft, and last what is gone.
pub fn changes(before: &[Stage], after: &[Stage]) -> Vec<Change> {
    let stages = pair(before, after, &[same_name, |a, b| a.question == b.question]);
    let mut found: Vec<Change> = stages
        .both
        .iter()
        .filter_map(|(a, b)| stage_change(a, b))
        .collect();
    found.extend(order_change(&stages.both));
    found.extend(
        stages
            .added
            .iter()
            .map(|s| whole(Kind::Added, "stage", &s.name)),
    );
    found.extend(
        stages
            .removed
            .iter()
            .map(|s| whole(Kind::Removed, "stage", &s.name)),
    );

    let was = placed(before);
    let is = placed(after);
    let verifiers = pair(
        &was,
        &is,
        &[
            |(_, a), (_, b)| a.statement == b.statement,
            |(s, a), (t, b)| same_name(s, t) && same_explanation(a, b),
        ],
    );
    let mut of_verifiers: Vec<Change> = verifiers
        .both
        .iter()
        .filter_map(|(a, b)| verifier_change(a, b, &stages.both))
        .collect();
    let statement = |kind, (_, v): &(&Stage, &Verifier)| whole(kind, "verifier", &v.statement);
    of_verifiers.extend(verifiers.added.iter().map(|v| statement(Kind::Added, v)));
    of_verifiers.extend(
        verifiers
            .removed
            .iter()
            .map(|v| statement(Kind::Removed, v)),
    );
    found.extend(of_verifiers);
    found
}

type Placed<'a> = (&'a Stage, &'a Verifier);

fn placed(stages: &[Stage]) -> Vec<Placed<'_>> {
    stages
        .iter()
        .flat_map(|stage| {
            stage
                .verifiers
                .iter()
                .map(move |verifier| (stage, verifier))
        })
        .collect()
}

fn same_name(a: &Stage, b: &Stage) -> bool {
    a.name.to_lowercase() == b.name.to_lowercase()
}

/// A reworded verifier most often keeps what explains it.
fn same_explanation(a: &Verifier, b: &Verifier) -> bool {
    let same = |x: &str, y: &str| !x.is_empty() && x == y;
    same(&a.counts, &b.counts) || same(&a.coaching, &b.coaching)
}

struct Pairs<'a, T> {
    /// In the order of the later list.
    both: Vec<(&'a T, &'a T)>,
    added: Vec<&'a T>,
    removed: Vec<&'a T>,
}

/// Pairs what belongs together: by the first rule as far as it goes, what is left by the next.
fn pair<'a, T>(before: &'a [T], after: &'a [T], rules: &[fn(&T, &T) -> bool]) -> Pairs<'a, T> {
    let mut removed: Vec<&T> = before.iter().collect();
    let mut partner: Vec<Option<&T>> = after.iter().map(|_| None).collect();
    for rule in rules {
        for (b, partner) in after.iter().zip(&mut partner) {
            if partner.is_none()
                && let Some(at) = removed.iter().position(|a| rule(a, b))
            {
                *partner = Some(removed.remove(at));
            }
        }
    }
    let together = after.iter().zip(&partner);
    Pairs {
        both: together
            .clone()
            .filter_map(|(b, a)| a.map(|a| (a, b)))
            .collect(),
        added: together
            .filter(|(_, a)| a.is_none())
            .map(|(b, _)| b)
            .collect(),
        removed,
    }
}

fn whole(kind: Kind, what: &'static str, name: &str) -> Change {
    Change {
        kind,
        what,
        name: name.to_owned(),
        details: Vec::new(),
    }
}

fn changed(
    what: &'static str,
    name: &str,
    pairs: Vec<(&'static str, String, String)>,
) -> Option<Change> {
    let details: Vec<Detail> = pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(label, was, is)| Detail { label, was, is })
        .collect();
    (!details.is_empty()).then(|| Change {
        details,
        ..whole(Kind::Changed, what, name)
    })
}

fn stage_change(a: &Stage, b: &Stage) -> Option<Change> {
    let statements = |stage: &Stage, other: &Stage| {
        let kept = stage.verifiers.iter().map(|v| v.statement.as_str());
        let kept = kept.filter(|one| other.verifiers.iter().any(|v| v.statement == **one));
        kept.collect::<Vec<_>>().join("\n")
    };
    changed(
        "stage",
        &b.name,
        vec![
            ("Name", a.name.clone(), b.name.clone()),
            ("Question", a.question.clone(), b.question.clone()),
            ("Phase", a.phase.to_string(), b.phase.to_string()),
            (
                "What to ask ourselves",
                a.coaching.clone(),
                b.coaching.clone(),
            ),
            ("Order of its verifiers", statements(a, b), statements(b, a)),
        ],
    )
}

fn order_change(both: &[(&Stage, &Stage)]) -> Option<Change> {
    let mut as_before = both.to_vec();
    as_before.sort_by_key(|(a, _)| a.position);
    let names = |pairs: &[(&Stage, &Stage)]| {
        pairs
            .iter()
            .map(|(_, b)| b.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    changed(
        "order",
        "The order of the stages",
        vec![("Order", names(&as_before), names(both))],
    )
}

fn verifier_change(
    (s, a): &Placed<'_>,
    (t, b): &Placed<'_>,
    stages: &[(&Stage, &Stage)],
) -> Option<Change> {
    let still_there = stages
        .iter()
        .any(|(was, is)| was.id == s.id && is.id == t.id);
    let stage_was = if still_there {
        t.name.clone()
    } else {
        s.name.clone()
    };
    let kept_by = |v: &Verifier| {
        v.insisted
            .as_ref()
            .map(|i| i.name.clone())
            .unwrap_or_default()
    };
    changed(
        "verifier",
        &b.statement,
        vec![
            ("Statement", a.statement.clone(), b.statement.clone()),
            ("Stage", stage_was, t.name.clone()),
            (
                "Dimension",
                a.dimension.to_string(),
                b.dimension.to_string(),
            ),
            (
                "Least strength",
                a.least_strength.to_string(),
                b.least_strength.to_string(),
            ),
            ("Stays fresh for", fresh(a), fresh(b)),
            ("The gate waits for it", yes(a.required), yes(b.required)),
            ("What counts", a.counts.clone(), b.counts.clone()),
            (
                "What is not enough",
                a.not_enough.clone(),
                b.not_enough.clone(),
            ),
            ("What to ask", a.coaching.clone(), b.coaching.clone()),
            ("Wording kept by", kept_by(a), kept_by(b)),
        ],
    )
}

fn yes(it_is: bool) -> String {
    if it_is { "yes" } else { "no" }.to_owned()
}

fn fresh(verifier: &Verifier) -> String {
    match verifier.fresh_days {
        Some(days) => crate::web::format::days(i64::from(days)),
        None => "as long as it stands".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::terms::Strength;
    use crate::journeys::library;

    fn shipped() -> Vec<Stage> {
        let journey = library::journey("considered-purchase").expect("a shipped journey");
        (1..)
            .zip(&journey.stages)
            .map(|(position, stage)| Stage::from_template(position, stage))
            .collect()
    }

    fn copied(stages: &[Stage]) -> Vec<Stage> {
        stages.iter().map(Stage::copied).collect()
    }

    #[test]
    fn a_copy_changes_nothing() {
        let before = shipped();
        assert_eq!(changes(&before, &copied(&before)), []);
    }

    #[test]
    fn a_reworded_verifier_is_changed_and_not_removed_and_added() {
        let before = shipped();
        let mut after = copied(&before);
        after[0].verifiers[0].statement = "They say it in other words".into();
        after[0].verifiers[0].least_strength = Strength::Done;
        let found = changes(&before, &after);
        assert_eq!(found.len(), 1, "{found:?}");
        let labels: Vec<_> = found[0].details.iter().map(|d| d.label).collect();
        assert_eq!(labels, ["Statement", "Least strength"]);
    }

    #[test]
    fn a_renamed_stage_keeps_its_verifiers() {
        let before = shipped();
        let mut after = copied(&before);
        after[1].name = "Refusing to go on".into();
        let found = changes(&before, &after);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].kind, found[0].details[0].label),
            (Kind::Changed, "Name")
        );
    }

    #[test]
    fn what_comes_goes_and_moves_is_told() {
        let before = shipped();
        let mut after = copied(&before);
        let moved = after[0].verifiers.remove(0);
        let statement = moved.statement.clone();
        after[1].verifiers.push(moved);
        after.pop();
        after.swap(2, 3);
        let found = changes(&before, &after);
        let told = |kind, what| {
            found
                .iter()
                .filter(|c| c.kind == kind && c.what == what)
                .count()
        };
        assert_eq!(told(Kind::Removed, "stage"), 1);
        assert_eq!(told(Kind::Removed, "verifier"), before[5].verifiers.len());
        assert_eq!(told(Kind::Changed, "order"), 1);
        let stage = found
            .iter()
            .find(|c| c.name == statement)
            .expect("the moved verifier");
        assert_eq!((stage.details[0].label, stage.details.len()), ("Stage", 1));
        assert_eq!(told(Kind::Added, "stage"), 0);
    }
}
