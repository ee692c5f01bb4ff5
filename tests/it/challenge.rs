//! A colleague doubts evidence. An open doubt shuts the gate ahead and pulls nothing back; an upheld one does.

use crate::world::{Deal, Member, World, all, words};
use axum::http::StatusCode;

const COST: &str = "Someone affected says what the problem costs, in their own words";
const FIRST: &str = "Yes, we do. (Noticing)";
const FILE: &str = "It is all in our file.";

struct Team {
    world: World,
    mara: Member,
    jonas: Member,
    ana: Member,
    deal: Deal,
}

/// Two reps and their manager; the deal is Mara's.
async fn start() -> Team {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    Team {
        jonas: world.rep("Jonas Weber").await,
        ana: world.manager("Ana Lindqvist").await,
        mara,
        deal,
        world,
    }
}

#[tokio::test]
async fn an_open_doubt_shuts_the_gate_ahead() {
    let t = start().await;
    t.mara
        .proves_all(&t.deal, FILE)
        .await
        .tells("the deal can move");
    let page = t
        .jonas
        .challenges(&t.deal, 1, FILE, "Was that not last year’s file?")
        .await;
    page.tells("Your doubt stands beside the evidence");
    let said = words(page.said(FILE));
    assert!(
        said.contains("Jonas Weber asks: Was that not last year’s file?"),
        "{said}"
    );
    let page = t.mara.advances(&t.deal).await;
    page.is_refused("Noticing still waits")
        .stands_at("Noticing");
    page.says("It rests only on evidence that a colleague challenges");
    assert_eq!(page.mark(COST), "confirmed, but challenged");
}

#[tokio::test]
async fn an_open_doubt_behind_pulls_nothing_back() {
    let t = start().await;
    t.mara.goes_through(&t.deal).await;
    t.jonas
        .challenges(&t.deal, 1, FIRST, "Which Ines?")
        .await
        .stands_at("Agreeing to change");
    t.mara
        .proves_all(&t.deal, "We agree.")
        .await
        .tells("the deal can move");
    t.mara
        .advances(&t.deal)
        .await
        .tells("The deal moved")
        .stands_at("Framing");
}

#[tokio::test]
async fn other_evidence_carries_the_gate_past_a_doubt() {
    let t = start().await;
    t.mara
        .proves_all(&t.deal, FILE)
        .await
        .tells("the deal can move");
    t.jonas.challenges(&t.deal, 1, FILE, "Really?").await;
    t.mara
        .proves_all_of(&t.deal, 1)
        .await
        .tells("the deal can move");
    t.mara
        .advances(&t.deal)
        .await
        .stands_at("Agreeing to change");
}

#[tokio::test]
async fn a_doubt_is_not_gone_round_by_saying_it_again() {
    let t = start().await;
    t.mara.proves_all(&t.deal, FILE).await;
    t.jonas.challenges(&t.deal, 1, FILE, "Really?").await;
    let before = t.world.events().await;
    let again = "It is all in our file";
    let page = t.mara.proves_all(&t.deal, again).await;
    page.complains("words", "Jonas Weber doubts these very words");
    t.mara.withdraws(&t.deal, 1, FILE, "The wrong day").await;
    let page = t.mara.proves_all(&t.deal, FILE).await;
    page.complains("words", "Jonas Weber doubts these very words")
        .stands_at("Noticing");
    assert_eq!(
        t.world.events().await,
        before + 1,
        "the withdrawal and nothing else"
    );
}

#[tokio::test]
async fn an_upheld_doubt_pulls_the_deal_back_and_says_so() {
    let t = start().await;
    t.mara.goes_through(&t.deal).await;
    t.jonas.challenges(&t.deal, 1, FIRST, "Which Ines?").await;
    let page = t
        .ana
        .answers(
            &t.deal,
            1,
            FIRST,
            "The doubt is right",
            "It was her namesake",
        )
        .await;
    page.tells("The deal rested on that evidence, and fell back")
        .stands_at("Noticing");
    let news = page.news();
    for part in [
        "fell back from Agreeing to change to Noticing",
        "A challenge was upheld",
        FIRST,
    ] {
        assert!(news.contains(part), "{part} in {news}");
    }
    let said = words(page.said(FIRST));
    assert!(
        said.contains("overruled") && said.contains("It was her namesake"),
        "{said}"
    );
}

#[tokio::test]
async fn a_dismissed_doubt_opens_the_gate_again() {
    let t = start().await;
    t.mara.proves_all(&t.deal, FILE).await;
    t.jonas.challenges(&t.deal, 1, FILE, "Really?").await;
    let page = t
        .jonas
        .answers(&t.deal, 1, FILE, "It counts", "I saw the file myself")
        .await;
    page.tells("Answered: the evidence counts")
        .says("the deal can move to Agreeing to change");
    t.mara
        .advances(&t.deal)
        .await
        .stands_at("Agreeing to change");
}

/// The buttons that somebody finds below the doubt.
async fn below_the_doubt(who: &Member, deal: &Deal) -> Vec<String> {
    let page = who.looks_at_stage(deal, 1).await;
    let doubts = page.all(".doubt");
    all(doubts[0], "button").into_iter().map(words).collect()
}

#[tokio::test]
async fn nobody_settles_a_doubt_alone_in_their_own_favour() {
    let t = start().await;
    t.mara.proves_all(&t.deal, FILE).await;
    t.jonas.challenges(&t.deal, 1, FILE, "Really?").await;
    let both = ["It counts", "The doubt is right"];
    assert_eq!(
        below_the_doubt(&t.mara, &t.deal).await,
        ["The doubt is right"],
        "who recorded it may give in"
    );
    assert_eq!(
        below_the_doubt(&t.jonas, &t.deal).await,
        ["It counts"],
        "who raised it may take it back"
    );
    assert_eq!(
        below_the_doubt(&t.ana, &t.deal).await,
        both,
        "a manager may say either"
    );
    assert!(
        below_the_doubt(&t.world.rep("Piet Bakker").await, &t.deal)
            .await
            .is_empty()
    );
    let boss = t.world.admin("Sofia Ruiz").await;
    assert_eq!(below_the_doubt(&boss, &t.deal).await, both);
}

#[tokio::test]
async fn a_verdict_that_was_not_offered_is_refused() {
    let t = start().await;
    t.mara.proves_all(&t.deal, FILE).await;
    t.jonas.challenges(&t.deal, 1, FILE, "Really?").await;
    let before = t.world.events().await;
    let page = t.mara.looks_at_stage(&t.deal, 1).await;
    let form = page
        .form_below(FILE, "/answer")
        .fill("reason", "It is fine");
    let piet = t.world.rep("Piet Bakker").await;
    let before = before.max(t.world.events().await);
    for (who, verdict) in [
        (&t.mara, "dismissed"),
        (&t.jonas, "upheld"),
        (&piet, "dismissed"),
        (&piet, "upheld"),
    ] {
        let page = who.sends_as(&form, "verdict", verdict).await;
        page.is(StatusCode::FORBIDDEN);
    }
    t.mara
        .sends_as(&form, "verdict", "perhaps")
        .await
        .is(StatusCode::BAD_REQUEST);
    assert_eq!(t.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_doubt_and_an_answer_need_a_reason() {
    let t = start().await;
    t.mara.proves_all(&t.deal, FILE).await;
    let before = t.world.events().await;
    let page = t.jonas.challenges(&t.deal, 1, FILE, " ").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Say why, in a few words");
    assert_eq!(t.world.events().await, before, "nothing was written");
    t.jonas.challenges(&t.deal, 1, FILE, "Really?").await;
    let page = t.ana.answers(&t.deal, 1, FILE, "It counts", " ").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Say why, in a few words");
    assert_eq!(
        t.mara.looks_at(&t.deal).await.mark(COST),
        "confirmed, but challenged"
    );
}

#[tokio::test]
async fn raised_twice_and_answered_twice_are_once() {
    let t = start().await;
    t.mara.proves_all(&t.deal, FILE).await;
    let page = t.jonas.looks_at(&t.deal).await;
    let doubt = page
        .form_below(FILE, "/challenges")
        .fill("reason", "Really?");
    t.jonas.sends(&doubt).await.tells("Your doubt stands");
    t.jonas.sends(&doubt).await.tells("already recorded");
    let page = t.ana.looks_at(&t.deal).await;
    let answer = page.form_below(FILE, "/answer").fill("reason", "Seen it");
    t.ana
        .presses("It counts", &answer)
        .await
        .tells("the evidence counts");
    let page = t.ana.presses("The doubt is right", &answer).await;
    page.tells("answered already");
    assert_eq!(page.mark(COST), "confirmed", "the first answer stays");
}

#[tokio::test]
async fn what_is_withdrawn_is_not_doubted_any_more() {
    let t = start().await;
    t.mara.proves_all(&t.deal, FILE).await;
    let page = t.jonas.looks_at(&t.deal).await;
    let doubt = page
        .form_below(FILE, "/challenges")
        .fill("reason", "Really?");
    t.mara.withdraws(&t.deal, 1, FILE, "Misheard").await;
    t.jonas.sends(&doubt).await.tells("withdrawn already");
}
