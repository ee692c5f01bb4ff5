//! What a visitor is told when a named constraint refuses: the one place where constraints become sentences.

/// Constraint and sentence. A constraint that is not here is a fault of ours, and shown as one.
const SENTENCES: &[(&str, &str)] = &[];

/// The sentence for a constraint that a visitor can run into.
pub fn sentence(constraint: &str) -> Option<&'static str> {
    SENTENCES
        .iter()
        .find(|(name, _)| *name == constraint)
        .map(|(_, sentence)| *sentence)
}
