//! What was typed is never lost: not to a refused form, nor to a lost session.

use super::{Setup, Site, window::Window};
use crate::world::{Deal, Member};
use serde_json::{Value, json};

const WORDS: &str = "Two drivers a week, and by June we stop.";

struct Desk {
    site: Site,
    mara: Member,
    deal: Deal,
}

impl Desk {
    async fn new() -> Self {
        let site = Site::open().await;
        let mara = site.world.rep("Mara Kovač").await;
        let deal = mara.opens("Route planning").at("Acme Freight").await;
        let known = mara
            .records(&deal, "We lose drivers.")
            .said_by("Ines Baptista");
        known.proving("Someone affected").await.is_recorded();
        Self { site, mara, deal }
    }

    /// A window with the form to record evidence.
    async fn window(&self) -> Window<'_> {
        let window = Window::open(&self.site, Setup::default()).await;
        window.is_used_by(&self.mara).await;
        self.opens_the_form(&window).await;
        window
    }

    async fn opens_the_form(&self, window: &Window<'_>) {
        window
            .goes_to(&format!("{}?record=any", self.deal.path))
            .await;
    }
}

/// What a field of the form holds.
async fn value(window: &Window<'_>, field: &str) -> String {
    let script = format!("return document.querySelector('#record [name={field}]').value");
    window
        .runs(&script)
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_with_the_focus_on_what_to_mend() {
    let desk = Desk::new().await;
    let rep = desk.window().await;
    rep.fills("Their words", WORDS).await;
    rep.fills("Where can it be seen?", "https://acme.example/plan")
        .await;
    rep.enters("Record it").await;
    rep.says("Tick at least one thing").await;
    assert_eq!(value(&rep, "words").await, WORDS);
    assert_eq!(value(&rep, "link").await, "https://acme.example/plan");
    let wrong = "const at = document.activeElement; return at.matches('[aria-invalid=true], fieldset:has(> .error) *')";
    assert_eq!(
        rep.runs(wrong).await,
        Value::Bool(true),
        "focus on {}",
        rep.focused().await
    );
    assert_eq!(rep.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_lost_session_takes_nothing_away() {
    let desk = Desk::new().await;
    let rep = desk.window().await;
    rep.fills("Their words", WORDS).await;
    rep.loses_its_session().await;
    rep.enters("Record it").await;
    rep.says("You are signed out").await;
    assert_eq!(
        value(&rep, "words").await,
        WORDS,
        "it stands where it was typed"
    );

    rep.goes_to(&desk.deal.path).await;
    rep.says("Sign in").await;
    rep.is_used_by(&desk.mara).await;
    desk.opens_the_form(&rep).await;
    assert_eq!(
        value(&rep, "words").await,
        WORDS,
        "the draft is there again"
    );
    assert_eq!(rep.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_recorded_is_no_draft_any_more() {
    let desk = Desk::new().await;
    let rep = desk.window().await;
    rep.fills("Their words", WORDS).await;
    rep.runs("document.querySelector('#record [name=contact]').selectedIndex = 1")
        .await;
    rep.runs("document.querySelector('#record [name=proves]').click()")
        .await;
    rep.enters("Record it").await;
    rep.says("Recorded.").await;
    desk.opens_the_form(&rep).await;
    assert_eq!(value(&rep, "words").await, "");
}

#[tokio::test]
async fn a_pasted_mail_fills_in_who_wrote_it_and_when() {
    let desk = Desk::new().await;
    let rep = desk.window().await;
    let mail = "From: Ines Baptista <ines@acme.example>\nDate: Fri, 6 Nov 2026 09:12:00 +0000\nTo: Mara\n\nWe go with the pilot.\n";
    rep.tabs_to("Their words").await;
    rep.pastes(mail).await;
    rep.says("Filled in from what you pasted").await;
    let known = "const people = document.querySelector('#record [name=contact]'); return people.selectedOptions[0].text";
    assert_eq!(rep.runs(known).await, json!("Ines Baptista"));
    assert_eq!(value(&rep, "happened_on").await, "2026-11-06");
    assert_eq!(value(&rep, "words").await, "We go with the pilot.");
    assert_eq!(rep.complaints().await, Vec::<String>::new());
}
