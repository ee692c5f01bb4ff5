//! The texts of a journey, as they are typed.

use crate::web::written::written;

written! {
    /// What a journey is called.
    JourneyName: line up to 80, or "Please give the journey a name.";
    /// For which sales a journey is meant.
    Description: lines up to 1000;
    /// What a stage is called.
    StageName: line up to 40, or "Please give the stage a name.";
    /// What the customer asks themselves in a stage.
    Question: line up to 140, or "What does the customer ask themselves here?";
    /// What a verifier says about the customer.
    Statement: line up to 160, or "What is true about the customer, or is not?";
    /// What counts, what does not, or what to ask ourselves.
    Note: lines up to 500;
}

/// How long evidence counts: `None`, for good. An `Err` is the sentence for beside the field.
pub fn fresh_days(typed: &str) -> Result<Option<i16>, &'static str> {
    match typed.trim() {
        "" => Ok(None),
        days => match days.parse::<i16>() {
            Ok(days @ 1..=3650) => Ok(Some(days)),
            _ => Err("Please give whole days, from 1 to 3650, or leave it empty."),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::fresh_days;

    #[test]
    fn evidence_counts_for_some_days_or_for_good() {
        assert_eq!(fresh_days(" "), Ok(None));
        assert_eq!(fresh_days(" 90 "), Ok(Some(90)));
        for typed in ["0", "-1", "3651", "99999", "a month"] {
            assert!(fresh_days(typed).is_err(), "{typed}");
        }
    }
}
