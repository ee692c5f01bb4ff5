//! What the team said about a deal, and whom it knows there.

use crate::world::{Deal, Form, Member};

const FILE: &str = "It is all in our file: two drivers a week, eleven percent of the kilometres, and by June the licence is gone.";

/// What a team says about a deal, in every way; the id of a message.
pub async fn talk(admin: &Member, mara: &Member, deal: &Deal) -> String {
    mara.proves_all(deal, FILE).await;
    let mail = "From: Ines Baptista <ines@acme.example>\nDate: Fri, 6 Nov 2026 09:12:00 +0000\nTo: Mara\n\nYes, by June.";
    for words in [
        "Ask *them* **first**, @Sofia Ruiz:\n- who pays?\n- `when`?\n\n> so they said",
        mail,
        "Gone.",
    ] {
        mara.says_of(deal, words).await;
    }
    let page = admin
        .says_of(deal, "We ask for a day in the workshop.")
        .await;
    let decide = page.all("#conversation .message:last-child form[action$='/decision']")[0];
    let decide = Form::read(decide, &page.address);
    let page = admin.sends(&decide).await;
    let ask = Form::read(page.all("form[id^='say-ask-']")[0], &page.address);
    admin.sends(&ask.fill("body", "Who pays for it?")).await;
    let page = mara.looks_at(deal).await;
    let removals = page.all("#conversation form[action$='/removal']");
    let last = removals.last().expect("one's own message");
    let page = mara.sends(&Form::read(*last, &page.address)).await;
    page.says("Message removed");
    let id = page.all("#conversation .message")[0]
        .attr("id")
        .unwrap_or_default();
    id.trim_start_matches("m-").to_owned()
}

/// A group with lines between, and ways they could go instead: where one of the group is changed.
pub async fn group(mara: &Member, deal: &Deal) -> String {
    for (name, part) in [
        (
            "Ines Baptista",
            [("to_change", "pushes"), ("to_us", "prefers_us")],
        ),
        ("Rui Antunes", [("role", "approver"), ("to_us", "open")]),
    ] {
        mara.gives_a_part(deal, name, &part).await.tells("Saved");
    }
    mara.notes_who_listens(deal, "Rui Antunes", "Ines Baptista")
        .await
        .tells("Saved");
    for (kind, name) in [("competitor", "Routely"), ("build", "")] {
        mara.names_an_alternative(deal, kind, name)
            .await
            .tells("Saved");
    }
    mara.lets_go(deal, "Build it themselves", "Their IT said no")
        .await
        .tells("they let it go");
    mara.says_how_it_looks(deal, "Routely", "low", &[("person", "Rui Antunes")])
        .await
        .tells("Noted");
    let said = [("evidence", "Ines Baptista")];
    mara.says_how_it_looks(deal, "Do nothing", "high", &said)
        .await
        .tells("Noted");
    let page = mara.opens_page(&format!("{}/group", deal.path)).await;
    page.link("Change Ines Baptista")
}
