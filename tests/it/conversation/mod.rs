//! A team talks about a deal: in one place, and beside each thing that it is about.

mod becoming;
mod own;
mod question;

use crate::world::{Deal, Form, Member, Page, World, all, words};
use axum::http::StatusCode;
use scraper::ElementRef;

const COST: &str = "Someone affected says what the problem costs, in their own words";
const SAID: &str = "Two drivers a week, and by June we stop.";
const THOUGHT: &str = "The works council is the real gate, not IT.";

struct Team {
    world: World,
    mara: Member,
    jonas: Member,
    deal: Deal,
}

async fn team() -> Team {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let jonas = world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    Team {
        world,
        mara,
        jonas,
        deal,
    }
}

impl Page {
    /// What stands in the deal's one stream, oldest first.
    fn stream(&self) -> Vec<String> {
        self.read("#conversation .message .words, #conversation .message .quiet")
    }

    #[track_caller]
    fn message(&self, beginning: &str) -> ElementRef<'_> {
        let messages = self.all("#conversation .message");
        let is_it = |message: &&ElementRef| {
            let text = all(**message, ".words, .quiet");
            text.first()
                .is_some_and(|text| words(*text).starts_with(beginning))
        };
        match messages.iter().find(is_it) {
            Some(message) => *message,
            None => panic!("no “{beginning}” in the conversation of {self}"),
        }
    }

    /// The form below a message that leads to a place of this name; with "" the one to change it.
    #[track_caller]
    fn form_of(&self, beginning: &str, place: &str) -> Form {
        match self.forms_of(beginning, place).pop() {
            Some(form) => form,
            None => panic!("no form to “{place}” below “{beginning}” on {self}"),
        }
    }

    fn forms_of(&self, beginning: &str, place: &str) -> Vec<Form> {
        let message = self.message(beginning);
        let id = message.attr("id").unwrap_or_default();
        let end = format!("{}{place}", id.trim_start_matches("m-"));
        let forms = all(message, "form").into_iter();
        forms
            .filter(|form| form.attr("action").is_some_and(|a| a.ends_with(&end)))
            .map(|form| Form::read(form, &self.address))
            .collect()
    }

    /// The fold below a verifier.
    #[track_caller]
    fn talk_below(&self, statement: &str) -> ElementRef<'_> {
        let below = all(self.verifier(statement), "article > .talk");
        *below.first().expect("a fold below each verifier")
    }
}

impl Member {
    /// Says something about a verifier, below it.
    async fn says_about(&self, deal: &Deal, statement: &str, text: &str) -> Page {
        let page = self.looks_at(deal).await;
        let form = all(page.talk_below(statement), "form")[0];
        let form = Form::read(form, &page.address).fill("body", text);
        self.sends(&form).await
    }
}

#[tokio::test]
async fn what_somebody_says_everybody_reads_in_the_order_it_was_said() {
    let t = team().await;
    t.mara.says_of(&t.deal, THOUGHT).await.is(StatusCode::OK);
    let page = t.jonas.says_of(&t.deal, "Then *Tomás* first.").await;
    assert_eq!(page.stream(), [THOUGHT, "Then Tomás first."]);
    let first = words(page.message(THOUGHT));
    assert!(first.contains("Mara Kovač just now"), "{first}");
    assert!(!first.contains("Edit"), "not another’s: {first}");
    assert_eq!(words(all(page.message("Then"), "em")[0]), "Tomás");
}

#[tokio::test]
async fn what_is_said_below_a_verifier_stands_there_and_in_the_stream() {
    let t = team().await;
    let page = t.mara.says_about(&t.deal, COST, THOUGHT).await;
    assert!(page.address.contains("stage=1"), "{}", page.address);
    let below = words(page.talk_below(COST));
    assert!(
        below.starts_with("1 message about") && below.contains(THOUGHT),
        "{below}"
    );
    let in_stream = words(page.message(THOUGHT));
    assert!(in_stream.contains(&format!("About {COST}")), "{in_stream}");
    t.jonas.says_about(&t.deal, COST, "Yes.").await;
    let page = t.mara.looks_at(&t.deal).await;
    assert!(words(page.talk_below(COST)).starts_with("2 messages"));
    assert_eq!(page.stream(), [THOUGHT, "Yes."]);
}

#[tokio::test]
async fn what_is_said_below_evidence_stands_there_and_in_the_stream() {
    let t = team().await;
    let recording = t.mara.records(&t.deal, SAID).proving(COST);
    let page = recording.await;
    let form = all(page.said(SAID), ".talk form")[0];
    let form = Form::read(form, &page.address).fill("body", THOUGHT);
    let page = t.jonas.sends(&form).await;
    assert!(words(all(page.said(SAID), ".talk")[0]).contains(THOUGHT));
    let in_stream = words(page.message(THOUGHT));
    assert!(
        in_stream.contains(&format!("About “{SAID}”, Ines Baptista")),
        "{in_stream}"
    );
}

#[tokio::test]
async fn whatever_stands_beside_a_deal_is_talked_about_where_it_stands() {
    let t = team().await;
    let deal = &t.deal;
    t.mara.names(deal, "disagreement", "The council").await;
    t.mara.tries(deal, "Bring the driver").await;
    t.mara.notes(deal, "Send the minutes").await;
    let part: &[(&str, &str)] = &[];
    t.mara.gives_a_part(deal, "Tomás Ferreira", part).await;
    t.mara
        .names_an_alternative(deal, "competitor", "Initech")
        .await;
    t.mara.lets_go(deal, "Initech", "They told them so").await;
    let page = t.mara.looks_at(deal).await;
    let folds = page.all(":is(#obstacles, #plays, #commitments, #group, #options) li > .talk");
    let form = |fold: &ElementRef| Form::read(all(*fold, "form")[0], &page.address);
    let id = |fold: &ElementRef| fold.attr("id").unwrap_or_default().to_owned();
    let folds: Vec<(String, Form)> = folds.iter().map(|fold| (id(fold), form(fold))).collect();
    assert_eq!(
        folds.len(),
        7,
        "with doing nothing, with us, and with whom they let go"
    );
    for (fold, form) in folds {
        let said = format!("Something about {fold}.");
        let page = t.jonas.sends(&form.fill("body", &said)).await;
        let below = page.one(&format!("[id={fold}]"));
        let below = words(below);
        assert!(
            below.starts_with("1 message about") && below.contains(&said),
            "{below}"
        );
        let in_stream = words(page.message(&said));
        assert!(in_stream.contains("About "), "{in_stream}");
    }
    let alone = t.mara.opens_page(&format!("{}/obstacles", deal.path)).await;
    let places = alone.all(".talk[data-elsewhere]");
    assert_eq!(
        places.len(),
        1,
        "drawn alone, a panel leaves what is said where it is"
    );
}

#[tokio::test]
async fn a_message_that_is_empty_or_too_long_is_not_posted_and_stays_as_it_was_typed() {
    let t = team().await;
    let before = t.world.events_here().await;
    t.mara
        .says_of(&t.deal, " \n ")
        .await
        .complains("say-deal-body", "There is nothing in it yet");
    let long = "a".repeat(4_001);
    let page = t.mara.says_of(&t.deal, &long).await;
    page.complains(
        "say-deal-body",
        "Please keep it to 4000 characters; these are 4001.",
    );
    assert_eq!(page.form("#say-deal").value("body").trim(), long);
    let page = t.mara.says_about(&t.deal, COST, "").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    let fold = all(page.talk_below(COST), "details[open]");
    assert!(words(fold[0]).contains("There is nothing in it yet"));
    assert_eq!(t.world.events_here().await, before, "nothing was written");
}

#[tokio::test]
async fn sent_twice_it_is_posted_once() {
    let t = team().await;
    let page = t.mara.looks_at(&t.deal).await;
    let form = page.form("#say-deal").fill("body", THOUGHT);
    t.mara.sends(&form).await;
    let page = t.mara.sends(&form).await;
    assert_eq!(page.stream(), [THOUGHT]);
}

#[tokio::test]
async fn nothing_is_said_about_what_is_not_on_this_deals_page() {
    let t = team().await;
    let other = t.mara.opens("Cold chain").at("Ravello Foods").await;
    t.mara.drops(&other, 1, COST).await;
    let added = t.mara.replaces(
        &other,
        1,
        "They give us something about their situation that is not public",
        "They let us watch",
    );
    let page = added.await;
    let of_other = page
        .verifier("They let us watch")
        .attr("id")
        .map(str::to_owned);
    let of_other = of_other.expect("an id").replace("v-", "verifier:");
    let nobody = format!("evidence:{}", uuid::Uuid::now_v7());
    let before = t.world.events_here().await;
    let page = t.mara.looks_at(&t.deal).await;
    let form = page.form("#say-deal").fill("body", THOUGHT);
    for about in [of_other.as_str(), &nobody, "member:1", "verifier"] {
        let form = form.clone().forge("about", about);
        t.mara.sends(&form).await.is(StatusCode::NOT_FOUND);
    }
    let outsider = t.world.elsewhere().await.admin("Olga Outsider").await;
    outsider.sends(&form).await.is(StatusCode::NOT_FOUND);
    assert_eq!(t.world.events_here().await, before, "nothing was written");
}

#[tokio::test]
async fn earlier_messages_are_a_page_away() {
    let t = team().await;
    for number in 1..=13 {
        t.mara.says_of(&t.deal, &format!("No. {number}.")).await;
    }
    let page = t.mara.looks_at(&t.deal).await;
    let latest: Vec<String> = (4..=13).map(|number| format!("No. {number}.")).collect();
    assert_eq!(page.stream(), latest);
    let page = t.jonas.opens_page(&page.link("Earlier")).await;
    assert_eq!(page.stream(), ["No. 1.", "No. 2.", "No. 3."]);
    let page = t.jonas.opens_page(&page.link("The latest messages")).await;
    assert_eq!(page.stream(), latest);
    let gone = format!("{}?until={}", t.deal.path, uuid::Uuid::now_v7());
    assert_eq!(t.jonas.opens_page(&gone).await.stream(), latest);
}

#[tokio::test]
async fn a_closed_deal_can_still_be_talked_about() {
    let t = team().await;
    let reason = "The other one looked safer";
    let rival = [("rival", "Initech")];
    t.mara
        .closes(&t.deal, "Lost to another supplier", reason, &rival)
        .await;
    let page = t.jonas.says_of(&t.deal, "What do we learn from it?").await;
    assert_eq!(page.stream(), ["What do we learn from it?"]);
}

#[tokio::test]
async fn who_is_mentioned_stands_out_however_the_name_was_typed() {
    let t = team().await;
    t.world.rep("Jonas Berg").await;
    let text = "@jonas weber and @Mara, ask @Jon and ana@mara.example";
    let page = t.mara.says_of(&t.deal, text).await;
    assert_eq!(
        page.read("#conversation .mention"),
        ["@jonas weber", "@Mara"]
    );
    let form = page.form_of("@jonas weber", "");
    let page = t.mara.sends(&form.fill("body", "@Jonas Berg!")).await;
    assert_eq!(page.read("#conversation .mention"), ["@Jonas Berg"]);
    let mentioned = sqlx::query_scalar::<_, String>(
        "select m.name from mention n join member m on m.id = n.member_id",
    );
    let mentioned = mentioned.fetch_all(&t.world.db().superuser).await;
    assert_eq!(mentioned.expect("names"), ["Jonas Berg"]);
}

#[tokio::test]
async fn people_to_mention_are_offered_by_any_of_their_names() {
    let t = team().await;
    let offered = async |member: &Member, q: &str| {
        let address = format!("{}/conversation/people?q={q}", t.deal.path);
        member.opens_page(&address).await
    };
    let names = offered(&t.mara, "web").await;
    assert_eq!(names.text, r#"[{"name":"Jonas Weber","initials":"JW"}]"#);
    assert_eq!(offered(&t.mara, "mara").await.text, "[]", "not oneself");
    let outsider = t.world.elsewhere().await.admin("Olga Outsider").await;
    offered(&outsider, "").await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_address_of_a_thing_on_this_page_shows_its_name() {
    let t = team().await;
    let page = t.mara.looks_at(&t.deal).await;
    let id = page.verifier(COST).attr("id").unwrap_or_default();
    let address = format!("{}{}#{id}", t.world.origin(), t.deal.path);
    let page = t.mara.says_of(&t.deal, &format!("Look: {address}")).await;
    let link = all(page.message("Look"), ".words a")[0];
    assert!(
        COST.starts_with(words(link).trim_end_matches('…')),
        "{}",
        words(link)
    );
    assert!(
        link.attr("href")
            .is_some_and(|href| href.ends_with(&format!("?stage=1#{id}")))
    );
    assert_eq!(link.attr("rel"), Some("noopener noreferrer nofollow"));
}

#[tokio::test]
async fn what_is_typed_is_never_code() {
    let t = team().await;
    let attack = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>";
    let page = t.mara.says_of(&t.deal, attack).await;
    assert!(
        page.all("#conversation script, #conversation .words img")
            .is_empty()
    );
    assert!(page.all("#conversation .words [href]").is_empty());
    assert!(page.stream()[0].starts_with("<script>alert(1)</script>"));
}
