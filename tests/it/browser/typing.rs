//! Somebody types while others change the page: nothing of it is lost, moved or closed.

use super::{Setup, Site, window::Window};
use crate::world::{Deal, Member};
use axum::http::{Method, StatusCode};
use serde_json::json;
use uuid::Uuid;

const WORDS: &str = "Two drivers a week, and by June";
const COST: &str = "Someone affected says what the problem costs, in their own words";
const INSIDE: &str = "They give us something about their situation that is not public";

/// One who types, and one who changes the deal meanwhile.
struct Desk {
    site: Site,
    mara: Member,
    jonas: Member,
    deal: Deal,
}

impl Desk {
    async fn new() -> Self {
        let site = Site::open().await;
        let mara = site.world.rep("Mara Kovač").await;
        let jonas = site.world.rep("Jonas Weber").await;
        let deal = mara.opens("Route planning").at("Acme Freight").await;
        let known = mara
            .records(&deal, "We lose drivers.")
            .said_by("Ines Baptista");
        known.proving(COST).await.is_recorded();
        Self {
            site,
            mara,
            jonas,
            deal,
        }
    }

    async fn window(&self, query: &str) -> Window<'_> {
        let window = Window::open(&self.site, Setup::default()).await;
        window.is_used_by(&self.mara).await;
        window.goes_to(&format!("{}{query}", self.deal.path)).await;
        window.comes_to(LISTENS).await;
        window
    }

    /// Jonas records this many pieces of evidence, one after the other.
    async fn changes(&self, times: usize) {
        let recording = self.jonas.records(&self.deal, "").proving(COST);
        let form = recording.form().await;
        for number in 1..=times {
            let id = Uuid::now_v7().to_string();
            let form = form.clone().forge("id", &id);
            let form = form.fill("Their words", &format!("Heard again, number {number}."));
            let body = serde_html_form::to_string(form.pairs_by("Record it")).expect("a form");
            let answer = self
                .jonas
                .asks(Method::POST, &form.action, Some(body))
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
        }
    }
}

/// Once the page knows who is here, it listens. The reader is not among them.
const LISTENS: &str =
    "return performance.getEntriesByType('resource').some((e) => e.name.endsWith('/here'))";

/// Everything about the form that is the reader's, and where it stands on the screen.
const STATE: &str = r##"
    const form = document.querySelector("#record");
    const words = form.querySelector("[name=words]");
    return {
        words: words.value, caret: [words.selectionStart, words.selectionEnd, words.selectionDirection],
        focus: document.activeElement === words,
        open: [...form.querySelectorAll("details")].map((fold) => fold.open),
        ticked: [...form.querySelectorAll("[name=proves]")].map((box) => box.checked),
        chosen: form.elements.channel.selectedIndex,
        id: form.elements.id.value,
        at: Math.round(words.getBoundingClientRect().top),
    };
"##;

const TYPES: &str = r##"
    const form = document.querySelector("#record");
    const folds = [...form.querySelectorAll("details")];
    folds.forEach((fold, number) => (fold.open = number % 2 === 1));
    form.querySelectorAll("[name=proves]")[1].click();
    form.elements.channel.selectedIndex = 3;
    const words = form.elements.words;
    words.focus();
    words.setSelectionRange(4, 11, "backward");
    words.scrollIntoView({ block: "center" });
"##;

#[tokio::test]
async fn what_somebody_types_survives_a_hundred_changes_by_others() {
    let desk = Desk::new().await;
    let mara = desk.window("?record=any").await;
    mara.fills("Their words", WORDS).await;
    mara.runs(TYPES).await;
    let before = mara.runs(STATE).await;
    assert_eq!(
        (&before["words"], &before["focus"]),
        (&json!(WORDS), &json!(true))
    );
    desk.changes(100).await;
    mara.says("Heard again, number 100.").await;
    assert_eq!(mara.runs(STATE).await, before);
    mara.types("!").await;
    let typed = mara.runs("return document.querySelector('#record [name=words]').value");
    assert_eq!(
        typed.await,
        json!("Two ! a week, and by June"),
        "over the selection"
    );
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_refused_form_keeps_everything_while_others_change_things() {
    let desk = Desk::new().await;
    let mara = desk.window("?record=any").await;
    mara.fills("Their words", WORDS).await;
    mara.enters("Record it").await;
    mara.says("Tick at least one thing").await;
    let refused = "return document.querySelector('#record').outerHTML";
    let before = (mara.runs(refused).await, mara.focused().await);
    desk.changes(5).await;
    mara.says("Heard again, number 5.").await;
    assert_eq!((mara.runs(refused).await, mara.focused().await), before);
    let value = "return document.querySelector('#record [name=words]').value";
    assert_eq!(mara.runs(value).await, json!(WORDS));
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_verifier_tailored_away_does_not_take_the_form_below_it_along() {
    let desk = Desk::new().await;
    let page = desk.mara.looks_at(&desk.deal).await;
    let verifier = page.verifier(INSIDE).value().attr("id").expect("an id");
    let verifier = verifier.trim_start_matches("v-").to_owned();
    let mara = desk.window(&format!("?record={verifier}")).await;
    mara.fills("Their words", WORDS).await;
    desk.jonas
        .drops(&desk.deal, 1, INSIDE)
        .await
        .is(StatusCode::OK);
    mara.comes_to(&format!("return !document.getElementById('v-{verifier}')"))
        .await;
    let state = "const forms = document.querySelectorAll('form#record'); \
        return [forms.length, forms[0].elements.words.value, document.activeElement.name]";
    assert_eq!(mara.runs(state).await, json!([1, WORDS, "words"]));
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_page_stays_where_it_was_scrolled_to_and_open_folds_stay_as_they_are() {
    let desk = Desk::new().await;
    let mara = desk.window("").await;
    let look = r##"
        document.querySelectorAll("details.more").forEach((fold, number) => (fold.open = number < 3));
        document.querySelector("#history").scrollIntoView({ block: "start" });
        const range = document.createRange();
        range.selectNodeContents(document.querySelector("#stage-h"));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    "##;
    mara.runs(look).await;
    let state = r##"return [
        [...document.querySelectorAll(".verifier > details.more")].map((fold) => fold.open),
        document.querySelectorAll("details[open]").length, String(getSelection()),
    ]"##;
    let top = r##"return document.querySelector("#history").getBoundingClientRect().top"##;
    let place = mara.runs(top).await.as_f64().expect("a place");
    let before = mara.runs(state).await;
    desk.changes(2).await;
    mara.says("Heard again, number 2.").await;
    assert_eq!(mara.runs(state).await, before);
    let now = mara.runs(top).await.as_f64().expect("a place");
    assert!((now - place).abs() <= 2.0, "{place} then {now}");
}

#[tokio::test]
async fn a_form_that_is_sent_in_place_is_answered_whatever_others_do() {
    let desk = Desk::new().await;
    let mara = desk.window("").await;
    let doubt = r##"
        const form = document.querySelector("form[action$='/challenges']");
        form.closest("details").open = true;
        form.querySelector("textarea, input[type=text]").focus();
    "##;
    mara.runs(doubt).await;
    mara.types("Was that not last year?").await;
    desk.changes(3).await;
    mara.says("Heard again, number 3.").await;
    mara.runs("document.activeElement.form.requestSubmit()")
        .await;
    mara.says("Mara Kovač asks: Was that not last year?").await;
    let folded = "return document.querySelector(\"form[action$='/challenges'] :is(textarea, input[type=text])\").value";
    assert_ne!(mara.runs(folded).await, json!("Was that not last year?"));
    // The page knows how far it has come, whoever drew it last.
    let since = "Number(document.querySelector('main').dataset.since)";
    let known = mara.runs(&format!("return {since}")).await;
    desk.changes(1).await;
    mara.comes_to(&format!("return {since} > {known}")).await;
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}
