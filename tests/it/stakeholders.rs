//! The buying group: the team says who plays which part, and the evidence says the rest.

use crate::world::{Deal, Member, Page, World, all, words};
use axum::http::StatusCode;

const COST: &str = "Someone affected says what the problem costs, in their own words";
const INSIDE: &str = "They give us something about their situation that is not public";

async fn start() -> (World, Member, Deal) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    (world, mara, deal)
}

/// The row of the table about somebody, in one line.
fn row(page: &Page, name: &str) -> String {
    let rows = page.all("main tbody tr");
    let is_it = |row: &&scraper::ElementRef| words(all(**row, "th a")[0]) == name;
    let row = rows.iter().find(is_it);
    words(*row.unwrap_or_else(|| panic!("{name} on {page}")))
}

#[tokio::test]
async fn somebody_is_put_on_record_with_their_part_in_one_act() {
    let (_world, mara, deal) = start().await;
    let part = [
        ("role", "approver"),
        ("to_change", "in_favour"),
        ("to_us", "prefers_other"),
        ("reach", "directly"),
    ];
    let form = mara.part_of(&deal, "Rui Antunes", &part).await;
    let page = mara.sends(&form.fill("new_title", "CFO")).await;
    page.tells("Saved");
    let row = row(&page, "Rui Antunes");
    for words in [
        "CFO",
        "Approver",
        "In favour",
        "Prefers another option",
        "Directly",
    ] {
        assert!(row.contains(words), "{words} in {row}");
    }
    assert!(row.contains("Has given nothing yet") && row.contains("Not yet taking part"));
    let page = mara.looks_at(&deal).await;
    page.says("Rui Antunes").says("not heard yet");
    let history = page.history();
    assert!(
        history[0].contains("added Rui Antunes to the buying group: approver"),
        "{history:?}"
    );
}

#[tokio::test]
async fn one_part_each_and_a_form_sent_twice_acts_once() {
    let (world, mara, deal) = start().await;
    let form = mara
        .part_of(&deal, "Rui Antunes", &[("role", "approver")])
        .await;
    mara.sends(&form).await.tells("Saved");
    let before = world.events().await;
    mara.sends(&form).await.tells("already recorded");
    let form = mara
        .part_of(&deal, "rui antunes", &[("role", "legal")])
        .await;
    let page = mara.sends(&form).await;
    page.complains("contact", "Rui Antunes is in the group already");
    assert_eq!(page.form("#part-form").value("role"), "legal");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn what_is_missing_or_strange_is_said_beside_its_field() {
    let (world, mara, deal) = start().await;
    let page = mara.opens_page(&format!("{}/group/new", deal.path)).await;
    let form = page.form("#part-form");
    let before = world.events().await;
    mara.sends(&form).await.complains("contact", "Who is it?");
    let strange = form
        .clone()
        .forge("contact", &uuid::Uuid::now_v7().to_string())
        .forge("role", "king")
        .forge("to_change", "x")
        .forge("to_us", "x")
        .forge("reach", "x");
    let page = mara.sends(&strange).await;
    page.complains("contact", "That person is not at this account")
        .complains("role", "Choose the part")
        .complains("to_change", "Choose one")
        .complains("to_us", "Choose one")
        .complains("reach", "Choose how");
    let long = form.fill("new_name", &"x".repeat(121));
    mara.sends(&long)
        .await
        .complains("contact", "Please keep it to 120");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn somebody_of_another_account_has_no_part_here() {
    let (_world, mara, deal) = start().await;
    let other = mara.opens("Cold chain").at("Tejut Dairy").await;
    let page = mara.gives_a_part(&other, "Anna Nagy", &[]).await;
    let anna = page
        .link("Anna Nagy")
        .trim_start_matches("/contacts/")
        .to_owned();
    let page = mara.opens_page(&format!("{}/group/new", deal.path)).await;
    let page = mara
        .sends(&page.form("#part-form").forge("contact", &anna))
        .await;
    page.complains("contact", "That person is not at this account");
}

#[tokio::test]
async fn a_part_is_changed_and_never_over_somebody_elses_change() {
    let (world, mara, deal) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let page = mara.gives_a_part(&deal, "Rui Antunes", &[]).await;
    let address = page.link("Change Rui Antunes");
    let mine = mara.opens_page(&address).await.form("#part-form");
    let theirs = jonas.opens_page(&address).await.form("#part-form");
    jonas
        .sends(&theirs.choose("to_us", "against_us"))
        .await
        .tells("Saved");
    let before = world.events().await;
    let page = mara.sends(&mine.choose("to_change", "pushes")).await;
    page.is(StatusCode::CONFLICT)
        .says("Somebody else changed this meanwhile");
    assert!(
        page.news().contains("against us"),
        "theirs is shown: {page}"
    );
    let form = page.form("#part-form");
    assert_eq!(form.value("to_change"), "pushes", "mine is kept");
    assert_eq!(world.events().await, before, "nothing was written");
    mara.sends(&form).await.tells("Saved");
    let history = mara.looks_at(&deal).await.history();
    assert!(
        history[0].contains("now sees Rui Antunes otherwise"),
        "{history:?}"
    );
    let page = mara.opens_page(&address).await;
    let page = mara
        .sends(&page.form("#part-form").forge("role", "king"))
        .await;
    page.complains("role", "Choose the part");
}

#[tokio::test]
async fn who_is_taken_out_is_remembered_and_can_come_back() {
    let (world, mara, deal) = start().await;
    mara.gives_a_part(&deal, "Ines Baptista", &[]).await;
    let page = mara.gives_a_part(&deal, "Rui Antunes", &[]).await;
    let address = page.link("Change Rui Antunes");
    mara.notes_who_listens(&deal, "Ines Baptista", "Rui Antunes")
        .await
        .tells("Saved");
    let form = mara
        .opens_page(&address)
        .await
        .form("form[action$='/removal']");
    let page = mara.sends(&form).await;
    page.tells("Taken out of the group");
    assert!(
        page.all("path.listens").is_empty(),
        "their lines go with them"
    );
    let before = world.events().await;
    mara.sends(&form).await.tells("not in the group any more");
    mara.opens_page(&address).await.is(StatusCode::NOT_FOUND);
    assert_eq!(world.events().await, before, "nothing was written");
    let history = mara.looks_at(&deal).await.history();
    assert!(history[0].contains("took Rui Antunes out"), "{history:?}");
    let page = mara
        .gives_a_part(&deal, "Rui Antunes", &[("role", "legal")])
        .await;
    page.tells("Saved");
    assert_eq!(page.all("path.listens").len(), 1);
    assert!(mara.looks_at(&deal).await.history()[0].contains("back in the group"));
}

#[tokio::test]
async fn the_map_and_the_table_say_the_same_with_who_listens_to_whom() {
    let (world, mara, deal) = start().await;
    mara.gives_a_part(
        &deal,
        "Ines Baptista",
        &[("to_change", "pushes"), ("to_us", "open")],
    )
    .await;
    mara.gives_a_part(&deal, "Rui Antunes", &[]).await;
    let page = mara
        .notes_who_listens(&deal, "Rui Antunes", "Ines Baptista")
        .await;
    page.tells("Saved")
        .says("Rui Antunes listens to Ines Baptista");
    assert_eq!(
        page.read("svg.map > a > text"),
        ["Ines Baptista", "Rui Antunes"]
    );
    assert_eq!(
        page.read("path.listens > title"),
        ["Rui Antunes listens to Ines Baptista"]
    );
    let titles = page.read("svg.map > a > title");
    assert!(
        titles[0].contains("pushes for it") && titles[0].contains("To us: open"),
        "{titles:?}"
    );
    assert!(row(&page, "Rui Antunes").contains("Ines Baptista"));
    assert!(row(&page, "Ines Baptista").contains("Rui Antunes"));
    let before = world.events().await;
    mara.notes_who_listens(&deal, "Rui Antunes", "Ines Baptista")
        .await
        .tells("already recorded");
    let form = mara.opens_group(&deal).await.form("#influence-form");
    mara.sends(&form)
        .await
        .complains("listener", "Choose somebody from the group");
    let same = form
        .choose("listener", "Rui Antunes")
        .choose("to", "Rui Antunes");
    mara.sends(&same)
        .await
        .complains("to", "two different people");
    assert_eq!(world.events().await, before, "nothing was written");
    let form = mara
        .opens_group(&deal)
        .await
        .form("form[action$='/influence/removal']");
    let page = mara.sends(&form).await;
    page.tells("Taken back");
    assert!(page.all("path.listens").is_empty());
    let history = mara.looks_at(&deal).await.history();
    assert!(
        history[0].contains("took back that somebody listens to Ines Baptista"),
        "{history:?}"
    );
    assert!(
        history[1].contains("noted that Rui Antunes listens to Ines Baptista"),
        "{history:?}"
    );
}

#[tokio::test]
async fn where_somebody_stands_and_when_they_were_heard_comes_from_their_words() {
    let (_world, mara, deal) = start().await;
    mara.gives_a_part(&deal, "Ines Baptista", &[]).await;
    mara.gives_a_part(&deal, "Rui Antunes", &[]).await;
    mara.records(&deal, "Two drivers a week.")
        .proving(COST)
        .on("2026-02-03")
        .await
        .is_recorded();
    let second_hand = mara
        .records(&deal, "Rui is said to agree.")
        .said_by("Rui Antunes");
    second_hand
        .proving(COST)
        .by("Reported by a partner")
        .await
        .is_recorded();
    let page = mara.opens_group(&deal).await;
    let ines = row(&page, "Ines Baptista");
    assert!(
        ines.contains("3 Feb") && ines.contains("With the group"),
        "{ines}"
    );
    assert!(row(&page, "Rui Antunes").contains("Has given nothing yet"));
    mara.withdraws(&deal, 1, "Two drivers a week.", "It was another Ines")
        .await;
    let page = mara.opens_group(&deal).await;
    assert!(row(&page, "Ines Baptista").contains("Has given nothing yet"));
}

#[tokio::test]
async fn a_mobiliser_is_suggested_with_what_they_did() {
    let (_world, mara, deal) = start().await;
    mara.gives_a_part(&deal, "Ines Baptista", &[]).await;
    let did = |words: &'static str, day: &'static str| {
        let act = mara.records(&deal, words).proving(INSIDE).on(day);
        act.by("Document of theirs").strong("done")
    };
    did("Here is our whole cost file.", "2026-02-03")
        .await
        .is_recorded();
    mara.opens_group(&deal)
        .await
        .does_not_say("seems to make things happen");
    did("And the plan for the depots.", "2026-02-17")
        .await
        .is_recorded();
    let page = mara.opens_group(&deal).await;
    page.says("Ines Baptista seems to make things happen")
        .says("Not more than a suggestion");
    let quotes = page.read("section[id^=moves] q.voice");
    assert_eq!(
        quotes,
        [
            "Here is our whole cost file.",
            "And the plan for the depots."
        ]
    );
    mara.looks_at(&deal)
        .await
        .says("seems to make things happen");
}

#[tokio::test]
async fn the_page_says_when_a_deal_hangs_on_one_person() {
    let (_world, mara, deal) = start().await;
    let sentence = "All that we have heard comes from Ines Baptista";
    mara.records(&deal, "Two drivers a week.")
        .proving(COST)
        .await
        .is_recorded();
    mara.looks_at(&deal).await.does_not_say(sentence);
    mara.records(&deal, "Three, this week.")
        .proving(COST)
        .await
        .is_recorded();
    mara.looks_at(&deal).await.says(sentence);
    mara.opens_group(&deal).await.says(sentence);
    let rui = mara
        .records(&deal, "And two of my own.")
        .said_by("Rui Antunes");
    rui.proving(COST).await.is_recorded();
    mara.looks_at(&deal).await.does_not_say(sentence);
    mara.proves_all(&deal, "It is all in our file.").await;
    let gate = "What this stage asks for rests on";
    mara.looks_at(&deal).await.does_not_say(gate);
    let other = mara.opens("Cold chain").at("Acme Freight").await;
    mara.proves_all(&other, "It is all in our file.").await;
    mara.looks_at(&other)
        .await
        .says("What this stage asks for rests on Ines Baptista alone");
}

#[tokio::test]
async fn the_page_says_when_nobody_who_holds_the_money_was_heard() {
    let (_world, mara, deal) = start().await;
    let nobody = "Nobody in the group holds the money yet";
    mara.looks_at(&deal).await.does_not_say(nobody);
    mara.gives_a_part(&deal, "Ines Baptista", &[("role", "daily_user")])
        .await;
    mara.looks_at(&deal).await.says(nobody);
    mara.gives_a_part(&deal, "Rui Antunes", &[("role", "budget_holder")])
        .await;
    let silent = "Rui Antunes holds the money and has not been heard yet";
    mara.looks_at(&deal).await.says(silent).does_not_say(nobody);
    let rui = mara
        .records(&deal, "There is a budget.")
        .said_by("Rui Antunes");
    rui.proving(COST).await.is_recorded();
    mara.looks_at(&deal).await.does_not_say("holds the money");
}

#[tokio::test]
async fn the_panel_is_drawn_alone_for_open_pages_and_names_who_has_no_part_yet() {
    let (_world, mara, deal) = start().await;
    mara.records(&deal, "Two drivers a week.")
        .proving(COST)
        .await
        .is_recorded();
    let page = mara.opens_page(&format!("{}/group/panel", deal.path)).await;
    page.one("#group[data-live~=stakeholder][data-live~=influence]");
    let link = page.link("Add Ines Baptista to the group");
    let form = mara.opens_page(&link).await.form("#part-form");
    mara.sends(&form).await.tells("Saved");
    let page = mara.opens_page(&format!("{}/group/panel", deal.path)).await;
    page.says("last heard").does_not_say("Add Ines Baptista");
}

#[tokio::test]
async fn another_workspaces_group_is_not_there() {
    let (world, mara, deal) = start().await;
    let page = mara.gives_a_part(&deal, "Rui Antunes", &[]).await;
    let address = page.link("Change Rui Antunes");
    let piet = world.elsewhere().await.admin("Piet Bakker").await;
    for path in [
        address,
        format!("{}/group", deal.path),
        format!("{}/group/panel", deal.path),
    ] {
        piet.opens_page(&path)
            .await
            .is(StatusCode::NOT_FOUND)
            .does_not_say("Rui");
    }
}
