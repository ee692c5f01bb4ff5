//! What a draft lacks before it can be published, in sentences. The database holds the same.

use crate::journeys::journey::{MOST_REQUIRED, MOST_STAGES, Stage};

/// What is missing, in the order of the stages. Empty: it can be published.
pub fn lacks(stages: &[Stage]) -> Vec<String> {
    let mut lacks = Vec::new();
    if stages.is_empty() {
        lacks.push(
            "It has no stage yet. Add the first thing that the customer has to decide.".into(),
        );
    }
    if stages.len() > MOST_STAGES {
        lacks.push(format!(
            "It has {} stages; {MOST_STAGES} are the most.",
            stages.len()
        ));
    }
    for (before, stage) in stages.iter().zip(stages.iter().skip(1)) {
        if stage.phase < before.phase {
            lacks.push(format!(
                "“{}” is in the phase “{}”, but comes after “{}” in “{}”. Phases never go backwards.",
                stage.name, stage.phase, before.name, before.phase
            ));
        }
    }
    for stage in stages {
        match stage.required() {
            0 => lacks.push(format!(
                "“{}” asks for nothing yet. A stage needs at least one required verifier.",
                stage.name
            )),
            1..=MOST_REQUIRED => {}
            many => lacks.push(format!(
                "“{}” has {many} required verifiers; {MOST_REQUIRED} are the most. Make some of them optional.",
                stage.name
            )),
        }
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::terms::Phase;
    use crate::journeys::library;

    fn shipped() -> Vec<Stage> {
        let journey = library::journey("considered-purchase").expect("a shipped journey");
        (1..)
            .zip(&journey.stages)
            .map(|(position, stage)| Stage::from_template(position, stage))
            .collect()
    }

    #[test]
    fn the_library_lacks_nothing() {
        assert_eq!(lacks(&shipped()), Vec::<String>::new());
    }

    #[test]
    fn a_journey_without_stages_lacks_its_first() {
        assert!(lacks(&[])[0].contains("no stage yet"));
    }

    #[test]
    fn a_phase_that_goes_backwards_is_named_with_both_stages() {
        let mut stages = shipped();
        stages[2].phase = Phase::Notice;
        let lacks = lacks(&stages);
        assert_eq!(lacks.len(), 1, "{lacks:?}");
        assert!(lacks[0].contains(&stages[1].name) && lacks[0].contains(&stages[2].name));
    }

    #[test]
    fn a_stage_asks_for_one_to_four_things() {
        let mut stages = shipped();
        stages[0]
            .verifiers
            .iter_mut()
            .for_each(|v| v.required = false);
        let fifth = stages[1].verifiers[0].clone();
        stages[1].verifiers.push(fifth);
        stages[1]
            .verifiers
            .iter_mut()
            .for_each(|v| v.required = true);
        let lacks = lacks(&stages);
        assert_eq!(lacks.len(), 2, "{lacks:?}");
        assert!(lacks[0].contains("asks for nothing"));
        assert!(lacks[1].contains("5 required verifiers"));
    }
}
