//! What a visitor is told when a named constraint refuses: the one place where constraints become sentences.

/// Constraint and sentence. A constraint that is not here is a fault of ours, and shown as one.
const SENTENCES: &[(&str, &str)] = &[
    (
        "deal_is_closed",
        "This deal is closed. Reopen it first, then go on.",
    ),
    ("deal_is_open", "This deal is open again already."),
    (
        "deal_stands_elsewhere",
        "This deal does not stand at that stage any more. Have a look at where it stands now.",
    ),
    (
        "edition_not_published",
        "A deal follows a published journey. Choose one of those in the list.",
    ),
    (
        "evidence_in_the_future",
        "That day has not come yet. Evidence is what the customer has already said or done.",
    ),
    (
        "gate_is_shut",
        "The evidence for this stage is not complete any more. Have a look at what is missing now.",
    ),
    ("opportunity_not_found", "There is no such deal here."),
    (
        "speaker_from_another_account",
        "That person is at another account. Choose somebody from this one.",
    ),
    (
        "stage_needs_one_to_four_required",
        "Every stage keeps at least one required verifier, and four at most.",
    ),
    (
        "strength_fits_channel",
        "What came this way cannot be that strong. Choose a lower strength or the way it really came.",
    ),
    ("tailoring_undone_once", "That change was undone already."),
    (
        "verifier_of_another_deal",
        "That verifier belongs to another deal.",
    ),
    (
        "won_by_passage_only",
        "A deal is won by its last passage, on the customer’s evidence, and by nothing else.",
    ),
];

/// The sentence for a constraint that a visitor can run into.
pub fn sentence(constraint: &str) -> Option<&'static str> {
    SENTENCES
        .iter()
        .find(|(name, _)| *name == constraint)
        .map(|(_, sentence)| *sentence)
}
