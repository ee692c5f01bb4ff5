//! Journeys: read by everybody, changed by managers in a draft, published as editions that never change again.

mod drafting;
mod publishing;
mod reading;
mod wording;

use crate::world::{Form, Member, Page};

pub const COST: &str = "Someone affected says what the problem costs, in their own words";
pub const INSIDE: &str = "They give us something about their situation that is not public";

pub async fn opens(member: &Member, journey: &str) -> Page {
    let journeys = member.opens_page("/journeys").await;
    member.opens_page(&journeys.link(journey)).await
}

/// Presses "Change this journey".
pub async fn drafts(member: &Member, journey: &str) -> Page {
    let page = opens(member, journey).await;
    member
        .sends(&page.form("form.head-actions[action$='/draft']"))
        .await
}

/// The form behind "Edit" of the verifier with this statement.
pub async fn verifier_form(member: &Member, draft: &Page, statement: &str) -> Form {
    let link = draft.link(&format!("Edit: {statement}"));
    member.opens_page(&link).await.form("#verifier-form")
}

pub async fn new_verifier(member: &Member, draft: &Page, stage: &str, statement: &str) -> Form {
    let link = draft.link(&format!("Add a verifier to {stage}"));
    let form = member.opens_page(&link).await.form("#verifier-form");
    form.fill("Statement", statement)
        .tick("dimension", "Intent")
        .tick("least_strength", "Written")
}

/// The form of the button with these words.
pub fn button(page: &Page, words: &str) -> Form {
    let forms = page.all("form");
    let found = forms.into_iter().find(|form| {
        crate::world::all(*form, "button")
            .into_iter()
            .any(|b| crate::world::words(b).contains(words))
    });
    Form::read(
        found.unwrap_or_else(|| panic!("no button “{words}” on {page}")),
        &page.address,
    )
}

pub async fn removes(member: &Member, draft: &Page, statement: &str) -> Page {
    let page = member
        .opens_page(&draft.link(&format!("Edit: {statement}")))
        .await;
    member.sends(&button(&page, "Remove the verifier")).await
}

pub async fn publishes(member: &Member, draft: &Page) -> Page {
    let page = member.opens_page(&draft.link("Publish…")).await;
    member.sends(&page.form("#publish-form")).await
}

pub fn headings(page: &Page) -> Vec<String> {
    page.read("section.panel h2")
}
