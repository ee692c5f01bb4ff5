//! The decision, what it does to the deal, who sees it differently, and what the next session begins with.

use super::Room;
use axum::http::StatusCode;

const WHY: &str = "Ines will not move without the works council.";

#[tokio::test]
async fn a_decision_stands_on_the_deals_page_with_dissent_votes_and_odds() {
    let room = Room::at_step(3).await;
    room.jonas
        .writes(&room.session, 1, "The works council.")
        .await;
    room.mara.goes_on_to(&room.session, 4).await;
    room.jonas
        .votes_for(&room.session, "The works council.")
        .await;
    room.mara.goes_on_to(&room.session, 5).await;
    let page = room
        .jonas
        .decides(&room.session, "pursue_differently", WHY, &[])
        .await;
    page.tells("Decided, and on record.");
    let page = room.ana.sees(&room.session).await;
    let form = page
        .form("#dissent-form")
        .fill("words", "We should leave it.");
    room.ana
        .sends(&form)
        .await
        .says("Ana Lindqvist sees it differently:");
    for (member, odds) in [(&room.mara, "40"), (&room.jonas, "50"), (&room.ana, "45")] {
        member.gives_odds(&room.session, "after", odds).await;
    }
    let page = room.mara.goes_on_to(&room.session, 6).await;
    let form = page
        .form("#try-form")
        .fill("what", "Let a driver talk to theirs")
        .choose("verifier", "Noticing");
    let page = room.mara.sends(&form.fill("by_day", "2027-03-01")).await;
    page.says("Let a driver talk to theirs");
    let page = room
        .mara
        .sends(&page.form(".head-actions form[action$='/end']"))
        .await;
    page.tells("The session is over");
    for part in [
        "Decided together",
        "Pursue differently",
        WHY,
        "Ana Lindqvist sees it differently: “We should leave it.”",
        "The works council. 1 dot",
        "We try:",
        "Let a driver talk to theirs",
        "40 to 50: we see the same deal",
    ] {
        assert!(
            page.read("#sessions-panel").join(" ").contains(part),
            "{part}: {page}"
        );
    }
    assert!(
        page.read("#plays")
            .join(" ")
            .contains("Let a driver talk to theirs"),
        "it is a play now: {page}"
    );
    let history = page.history().join(" / ");
    assert!(
        history.contains("put on record what we decided together, to pursue it differently"),
        "{history}"
    );

    let next = room.jonas.starts_a_session(&room.deal).await;
    room.mara
        .proves_all(&room.deal, "Here is our works council.")
        .await;
    let page = room.jonas.goes_on_to(&next, 1).await;
    page.says("Since our last session")
        .says("Last time")
        .says(WHY)
        .says("they did it");
    assert_eq!(
        page.read("#done .their-words blockquote"),
        ["Here is our works council."]
    );
}

#[tokio::test]
async fn a_decision_needs_a_kind_and_a_sentence_and_what_was_typed_stays() {
    let room = Room::at_step(5).await;
    let before = room.world.events().await;
    let page = room.jonas.sees(&room.session).await;
    let form = page.form("#decision-form");
    let page = room.jonas.sends(&form).await;
    page.complains("kind", "What do we decide?")
        .complains("why", "Say why, in a sentence");
    for (kind, field, sentence) in [
        ("hold", "comes_back_when", "Until when?"),
        ("qualify_out", "reason", "Choose the reason"),
        (
            "qualify_out",
            "comes_back_when",
            "What would have to happen",
        ),
        ("hand_over", "hand_to", "Who takes it on?"),
    ] {
        let page = room.jonas.decides(&room.session, kind, WHY, &[]).await;
        page.complains(field, sentence);
        assert_eq!(page.form("#decision-form").value("why"), WHY);
    }
    let over = [("comes_back_on", "2020-01-01")];
    let page = room.jonas.decides(&room.session, "hold", WHY, &over).await;
    page.complains("comes_back_on", "That day is over");
    assert_eq!(room.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn qualifying_out_closes_the_deal_with_its_reason_and_what_would_bring_us_back() {
    let room = Room::at_step(5).await;
    let more = [
        ("reason", "We cannot win it"),
        ("comes_back_when", "The contract with Routely ends"),
    ];
    room.jonas
        .decides(&room.session, "qualify_out", WHY, &more)
        .await
        .tells("Decided");
    let page = room.ana.looks_at(&room.deal).await;
    for part in [
        "Qualified out by us",
        "We cannot win it",
        WHY,
        "The contract with Routely ends",
    ] {
        assert!(page.news().contains(part), "{part}: {page}");
    }
    let page = room.mara.sees(&room.session).await;
    room.mara
        .sends(&page.form("form[action$='/end']"))
        .await
        .tells("The session is over");
}

#[tokio::test]
async fn holding_puts_the_deal_on_hold_until_a_condition_or_a_day() {
    let room = Room::at_step(5).await;
    let more = [
        ("comes_back_on", "2027-03-01"),
        ("comes_back_when", "The new plant is approved"),
    ];
    let page = room.jonas.decides(&room.session, "hold", WHY, &more).await;
    page.says("It comes back on 1 Mar 2027, or when: The new plant is approved.");
    let page = room.ana.looks_at(&room.deal).await;
    assert!(
        page.news().contains("On hold") && page.news().contains("The new plant is approved"),
        "{page}"
    );
}

#[tokio::test]
async fn handing_over_changes_the_owner_and_the_others_change_nothing() {
    for (kind, owner) in [
        ("pursue", "Mara Kovač"),
        ("invest_more", "Mara Kovač"),
        ("hand_over", "Jonas Weber"),
    ] {
        let room = Room::at_step(5).await;
        let more: &[(&str, &str)] = if kind == "hand_over" {
            &[("hand_to", "Jonas Weber")]
        } else {
            &[]
        };
        room.ana
            .decides(&room.session, kind, WHY, more)
            .await
            .tells("Decided");
        let page = room.ana.looks_at(&room.deal).await;
        assert!(
            page.read(".facts").join(" ").contains(owner),
            "{kind}: {page}"
        );
        assert!(page.news().is_empty(), "{kind}: {page}");
    }
}

#[tokio::test]
async fn the_odds_are_asked_once_more_when_something_is_decided() {
    let room = Room::at_step(5).await;
    let mut form = room.ana.sees(&room.session).await.form("#odds-before");
    assert!(
        room.ana
            .sees(&room.session)
            .await
            .all("#odds-after")
            .is_empty()
    );
    form = form.forge("asked", "after").fill("odds", "50");
    room.ana
        .sends(&form)
        .await
        .is(StatusCode::CONFLICT)
        .says("once more when something is decided");
    room.jonas.decides(&room.session, "pursue", WHY, &[]).await;
    room.ana.sends(&form).await.says("1 of 3 are in");
}

#[tokio::test]
async fn a_session_decides_once() {
    let room = Room::at_step(5).await;
    let form = room
        .jonas
        .sees(&room.session)
        .await
        .form("#decision-form")
        .tick("kind", "pursue")
        .fill("why", WHY);
    let other = form.clone().tick("kind", "invest_more");
    room.jonas.sends(&form).await.tells("Decided");
    room.ana
        .sends(&other)
        .await
        .tells("already recorded")
        .says("Pursue");
    let page = room.ana.sees(&room.session).await;
    assert_eq!(page.read(".decision"), ["Pursue"]);
}

#[tokio::test]
async fn dissent_is_its_writers_own_and_needs_words() {
    let room = Room::at_step(5).await;
    let page = room.jonas.decides(&room.session, "pursue", WHY, &[]).await;
    let form = page.form("#dissent-form");
    room.jonas
        .sends(&form)
        .await
        .complains("words", "In your own words");
    room.jonas
        .sends(&form.clone().fill("words", "Not so."))
        .await;
    room.ana.sends(&form.clone().fill("words", "Nor me.")).await;
    let page = room.jonas.sends(&form.fill("words", "Not at all.")).await;
    assert_eq!(
        page.read(".panel-body.dissent"),
        [
            "Jonas Weber sees it differently:“Not at all.”",
            "Ana Lindqvist sees it differently:“Nor me.”"
        ]
    );
}

#[tokio::test]
async fn only_who_leads_closes_what_was_decided_and_after_the_last_step() {
    let room = Room::at_step(5).await;
    let end = room
        .jonas
        .sees(&room.session)
        .await
        .form("form[action$='/end']");
    room.jonas.decides(&room.session, "pursue", WHY, &[]).await;
    room.jonas
        .sends(&end)
        .await
        .is(StatusCode::CONFLICT)
        .says("Mara Kovač leads");
    room.mara
        .sends(&end)
        .await
        .is(StatusCode::CONFLICT)
        .says("One step is left");
    room.mara.goes_on_to(&room.session, 6).await;
    room.mara.sends(&end).await.tells("The session is over");
}

#[tokio::test]
async fn two_or_three_things_are_tried_and_each_says_what_it_draws_out() {
    let room = Room::at_step(6).await;
    let page = room.jonas.sees(&room.session).await;
    let form = page.form("#try-form");
    let page = room.jonas.sends(&form).await;
    page.complains("try-what", "What do we try?")
        .complains("try-verifier", "What shall the customer say or do?")
        .complains("try-by_day", "By which day?");
    let past = form.clone().fill("by_day", "2020-01-01");
    room.jonas
        .sends(&past)
        .await
        .complains("try-by_day", "Choose a day to come.");
    let good = form
        .fill("what", "Ask")
        .choose("verifier", "Noticing")
        .fill("by_day", "2027-03-01");
    for _ in 0..3 {
        room.jonas
            .sends(&good.clone().forge("id", ""))
            .await
            .is(StatusCode::OK);
    }
    room.jonas
        .sends(&good.forge("id", ""))
        .await
        .is(StatusCode::CONFLICT)
        .says("Three are enough");
    let page = room.ana.sees(&room.session).await;
    assert!(page.all("#try-form").is_empty());
    let off = page.all("form[action*='/tries/']")[0];
    let page = room
        .ana
        .sends(&crate::world::Form::read(off, &page.address))
        .await;
    assert_eq!(page.all(".tries li").len(), 2);
}
