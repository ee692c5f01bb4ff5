//! Talking with a real keyboard: somebody is mentioned by a menu, a pasted mail is offered, and what is half-typed stays.

use super::{
    Setup, Site,
    window::{ENTER, Window},
};
use crate::world::{Deal, Member};
use saidso::live;
use serde_json::{Value, json};

const DOWN: char = '\u{e015}';
const ESCAPE: char = '\u{e00c}';
const FIELD: &str = "Say what you think";

struct Desk {
    site: Site,
    mara: Member,
    jonas: Member,
    deal: Deal,
}

impl Desk {
    async fn new() -> Self {
        let site = Site::open().await;
        tokio::spawn(live::keep_going(site.world.app()));
        let mara = site.world.rep("Mara Kovač").await;
        let jonas = site.world.rep("Jonas Weber").await;
        site.world.rep("Jolanda Prins").await;
        let deal = mara.opens("Route planning").at("Acme Freight").await;
        Self {
            site,
            mara,
            jonas,
            deal,
        }
    }

    /// Mara's window, with the keyboard in the composer.
    async fn window(&self) -> Window<'_> {
        let window = Window::open(&self.site, Setup::default()).await;
        window.is_used_by(&self.mara).await;
        window.goes_to(&self.deal.path).await;
        window
            .runs("document.querySelector('#say-deal-body').focus()")
            .await;
        assert_eq!(window.focused().await, FIELD);
        window
    }
}

async fn typed(window: &Window<'_>) -> Value {
    window
        .runs("return document.querySelector('#say-deal-body').value")
        .await
}

#[tokio::test]
async fn somebody_is_mentioned_by_keyboard() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    mara.types("Ask @jo").await;
    mara.says("Jolanda Prins").await;
    let chosen = "const field = document.activeElement; return document.getElementById(field.getAttribute('aria-activedescendant')).lastChild.data";
    assert_eq!(mara.runs(chosen).await, json!("Jolanda Prins"));
    mara.presses(DOWN).await;
    assert_eq!(mara.runs(chosen).await, json!("Jonas Weber"));
    mara.presses(ENTER).await;
    assert_eq!(typed(&mara).await, json!("Ask @Jonas Weber "));
    assert_eq!(
        mara.focused().await,
        FIELD,
        "the keyboard stays in the field"
    );

    mara.types("or @jo").await;
    mara.says("Jolanda Prins").await;
    mara.presses(ESCAPE).await;
    let gone = "return document.querySelector('[role=listbox]') === null";
    assert_eq!(mara.runs(gone).await, Value::Bool(true));
    mara.enters("Post").await;
    let posted = "return document.querySelector('#conversation .mention')?.textContent ?? ''";
    mara.says("Ask @Jonas Weber or @jo").await;
    assert_eq!(mara.runs(posted).await, json!("@Jonas Weber"));
    assert_eq!(typed(&mara).await, json!(""));
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_half_typed_survives_what_others_say() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    mara.types("I wonder").await;
    desk.jonas.says_of(&desk.deal, "So do I.").await;
    mara.says("So do I.").await;
    mara.types(" whether").await;
    desk.jonas.says_of(&desk.deal, "Whether what?").await;
    mara.says("Whether what?").await;
    assert_eq!(typed(&mara).await, json!("I wonder whether"));
    assert_eq!(mara.focused().await, FIELD);

    let verifier = "const fold = document.querySelector('.verifier > .talk > details'); fold.open = true; fold.querySelector('textarea').focus()";
    mara.runs(verifier).await;
    mara.types("And here").await;
    desk.jonas.says_of(&desk.deal, "Both, then.").await;
    mara.says("Both, then.").await;
    let here = "const fold = document.querySelector('.verifier > .talk > details'); return [fold.open, document.activeElement.value]";
    assert_eq!(mara.runs(here).await, json!([true, "And here"]));
    mara.enters("Post").await;
    mara.says("1 message").await;
    assert_eq!(
        mara.runs(here).await,
        json!([true, ""]),
        "one goes on in it"
    );
    assert_eq!(typed(&mara).await, json!("I wonder whether"));
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_somebody_else_adds_can_be_talked_about_at_once() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    mara.types("I wonder").await;
    desk.jonas
        .names(&desk.deal, "disagreement", "The council")
        .await;
    mara.says("Talk about it about The council").await;
    let fold = "const fold = document.querySelector('#obstacles .talk > details'); fold.open = true; fold.querySelector('textarea').focus()";
    mara.runs(fold).await;
    desk.jonas
        .turns(&desk.deal, "The council", "We worked round it", "They met")
        .await;
    mara.says("They met. Jonas Weber").await;
    mara.types("Who sits there?").await;
    assert_eq!(mara.focused().await, FIELD, "the keyboard stays below it");
    mara.enters("Post").await;
    mara.says("1 message about The council").await;
    assert_eq!(typed(&mara).await, json!("I wonder"));
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_pasted_mail_is_offered_as_evidence_at_once() {
    let desk = Desk::new().await;
    let mara = desk.window().await;
    let mail = "From: Ines Baptista <ines@acme.example>\nDate: Fri, 6 Nov 2026 09:12:00 +0000\nTo: Mara\n\nWe go with the pilot.\n";
    mara.pastes(mail).await;
    let offered = "return document.querySelector('#say-deal').hasAttribute('data-offered')";
    for _ in 0..100 {
        if mara.runs(offered).await == Value::Bool(true) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    mara.enters("Make it evidence instead").await;
    mara.says("What did the customer say?").await;
    let words = "return document.querySelector('#record [name=words]').value";
    assert_eq!(mara.runs(words).await, json!("We go with the pilot."));
    assert_eq!(typed(&mara).await, json!(""), "it is not posted, too");
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}
