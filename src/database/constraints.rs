//! What a visitor is told when a named constraint refuses: the one place where constraints become sentences.

/// Constraint and sentence. A constraint that is not here is a fault of ours, and shown as one.
const SENTENCES: &[(&str, &str)] = &[
    (
        "account_name_taken",
        "There is already an account of this name.",
    ),
    (
        "bulk_change_does_one_thing",
        "Either the owner changes or the customer’s date, one after the other.",
    ),
    (
        "contact_name_taken",
        "There is already somebody of this name at this account.",
    ),
    (
        "debrief_by_another",
        "Who sold it does not ask: the customer would be kind. Choose somebody else.",
    ),
    (
        "debrief_of_decision",
        "There is no decision of the customer to ask about. It is there once a deal is won, lost or not decided.",
    ),
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
        "deal_verifier_is_frozen",
        "A verifier made for one deal is never changed, only dropped.",
    ),
    (
        "edition_not_published",
        "A deal follows a published journey. Choose one of those in the list.",
    ),
    (
        "edition_phases_in_order",
        "The phases of a journey never go backwards. Have a look at the order of its stages.",
    ),
    (
        "edition_stages_in_order",
        "A journey has one to eight stages, one after the other.",
    ),
    (
        "evidence_in_the_future",
        "That day has not come yet. Evidence is what the customer has already said or done.",
    ),
    (
        "gate_is_shut",
        "The evidence for this stage is not complete any more. Have a look at what is missing now.",
    ),
    (
        "journey_name_taken",
        "There is already a journey of this name.",
    ),
    (
        "one_draft_a_journey",
        "This journey has a draft already. Open it to go on.",
    ),
    (
        "message_is_removed",
        "This message was removed by whoever wrote it.",
    ),
    (
        "message_of_another",
        "Only whoever wrote a message can change it.",
    ),
    (
        "one_session_at_a_time",
        "A session on this deal is on already, or planned. Join that one.",
    ),
    ("opportunity_not_found", "There is no such deal here."),
    (
        "own_currency_has_no_rate",
        "This is the workspace’s own currency: it needs no rate.",
    ),
    (
        "person_from_another_account",
        "That person is at another account. Choose somebody from this one.",
    ),
    (
        "published_edition_is_frozen",
        "This edition is published and stays as it is. Changes go into a draft.",
    ),
    ("rate_is_above_zero", "A rate is more than zero."),
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
    (
        "words_are_doubted",
        "A colleague doubts these very words of theirs. Answer the challenge, or record what they said besides.",
    ),
];

/// The sentence for a constraint that a visitor can run into.
pub fn sentence(constraint: &str) -> Option<&'static str> {
    SENTENCES
        .iter()
        .find(|(name, _)| *name == constraint)
        .map(|(_, sentence)| *sentence)
}
