//! The first page: the word that counts most and whom to hear it from, what one might leave, what waits.

use crate::world::{Deal, Member, Page, World, all, questions, words};
use axum::http::StatusCode;
use saidso::forecast;
use sqlx::Executor;

const COST: &str = "Someone affected says what the problem costs, in their own words";
const NOT_PUBLIC: &str = "They give us something about their situation that is not public";
const IF_NOTHING: &str = "They say what happens if nothing changes, and by when";

async fn start() -> (World, Member) {
    let world = World::on("2030-03-04").await;
    let mara = world.rep("Mara Kovač").await;
    (world, mara)
}

/// What the first page says of each deal under a heading: name, then everything.
fn under(page: &Page, heading: &str) -> Vec<(String, String)> {
    let panels = page.all("section.panel");
    let panel = panels.into_iter().find(|panel| {
        all(*panel, "h2")
            .first()
            .is_some_and(|h2| words(*h2) == heading)
    });
    let Some(panel) = panel else {
        return vec![];
    };
    let told = |item| {
        let name = all(item, "h3, :scope > a").first().map(|e| words(*e));
        (name.unwrap_or_default(), words(item))
    };
    all(panel, "li").into_iter().map(told).collect()
}

fn names(told: &[(String, String)]) -> Vec<&str> {
    told.iter().map(|(name, _)| name.as_str()).collect()
}

const NEXT: &str = "The next word that counts most";
const LEAVING: &str = "To consider leaving";
const PROMISED: &str = "What customers promised";
const TRIED: &str = "What did they do?";
const ASKED: &str = "Asked of you";

async fn changes(member: &Member, deal: &Deal, fields: &[(&str, &str)]) {
    let page = member.opens_page(&format!("{}/details", deal.path)).await;
    let form = page.form("#details-form");
    let form = fields
        .iter()
        .fold(form, |form, (field, text)| form.fill(field, text));
    member.sends(&form).await.is(StatusCode::OK);
}

#[tokio::test]
async fn whoever_comes_in_stands_here_and_an_empty_page_says_what_will_be_here() {
    let (_world, mara) = start().await;
    let page = mara.opens_page("/").await;
    assert_eq!(page.address, "/focus");
    page.says("No open deals here").says("Nothing is agreed");
    assert_eq!(under(&page, LEAVING), []);
}

#[tokio::test]
async fn it_says_which_word_brings_a_deal_further_and_from_whom() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert!(told[0].1.contains("3 words away from Agreeing to change"));
    assert!(
        told[0]
            .1
            .contains("Somebody there, nobody is on record yet")
    );
    assert!(told[0].1.contains(COST), "{told:?}");

    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    mara.records(&deal, "Here is our file.")
        .proving(NOT_PUBLIC)
        .by("Document of theirs")
        .await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    for part in [
        "One word away from Agreeing to change",
        "Ines Baptista, who spoke last",
        IF_NOTHING,
        "Here is our file. Ines Baptista, 4 Mar",
    ] {
        assert!(told[0].1.contains(part), "“{part}” in {told:?}");
    }

    mara.records(&deal, "We have until June.")
        .proving(IF_NOTHING)
        .await;
    let page = mara.opens_page("/focus").await;
    let told = under(&page, NEXT);
    assert!(
        told[0].1.contains("it can move to Agreeing to change now"),
        "{told:?}"
    );
}

#[tokio::test]
async fn whom_a_play_names_or_who_spoke_of_it_is_asked_first_and_never_who_has_left() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    mara.records(&deal, "It costs us nothing.")
        .against(COST)
        .said_by("Rui Antunes")
        .await;
    let told = async || under(&mara.opens_page("/focus").await, NEXT).remove(0).1;
    let said = told().await;
    assert!(
        said.contains("Rui Antunes, who spoke against it on 4 Mar"),
        "{said}"
    );

    let form = mara.trying(&deal, "Send them the night log").await;
    mara.sends(
        &form
            .choose("From", "Ines Baptista")
            .fill("By", "2030-03-20"),
    )
    .await
    .tells("Planned");
    let said = told().await;
    assert!(
        said.contains("Ines Baptista, named by a play under way"),
        "{said}"
    );

    let acme = mara
        .opens_page(&mara.looks_at(&deal).await.link("Acme Freight"))
        .await;
    let person = mara
        .opens_page(&format!("{}/edit", acme.link("Ines Baptista")))
        .await;
    mara.sends(&person.form("#edit-contact").fill("Left on", "2030-03-03"))
        .await;
    let said = told().await;
    assert!(said.contains("Rui Antunes, who spoke against it"), "{said}");
}

#[tokio::test]
async fn whoever_has_left_is_not_asked_for_anything_else_either() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    mara.gives_a_part(&deal, "Ines Baptista", &[("role", "Project lead")])
        .await;
    let told = async || under(&mara.opens_page("/focus").await, NEXT).remove(0).1;
    let said = told().await;
    assert!(said.contains("Ines Baptista, who spoke last"), "{said}");
    let acme = mara
        .opens_page(&mara.looks_at(&deal).await.link("Acme Freight"))
        .await;
    let edit = format!("{}/edit", acme.link("Ines Baptista"));
    let form = mara.opens_page(&edit).await.form("#edit-contact");
    mara.sends(&form.fill("Left on", "2030-03-03"))
        .await
        .tells("Saved");
    let said = told().await;
    assert!(
        said.contains("Somebody there, nobody is on record yet"),
        "{said}"
    );
}

#[tokio::test]
async fn the_most_money_nearest_to_its_next_stage_comes_first() {
    let (_world, mara) = start().await;
    let small = mara.opens("Small").await;
    let near = mara.opens("Near").await;
    let large = mara.opens("Large").await;
    changes(&mara, &small, &[("amount", "90")]).await;
    changes(&mara, &near, &[("amount", "120")]).await;
    changes(&mara, &large, &[("amount", "300")]).await;
    // 300 over three words is 100 a word; 120 over one is 120.
    for statement in [COST, NOT_PUBLIC] {
        mara.records(&near, "It is so.")
            .proving(statement)
            .by("Document of theirs")
            .await;
    }
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert_eq!(names(&told), ["Near", "Large", "Small"]);
}

#[tokio::test]
async fn one_looks_at_ones_own_deals_and_whoever_owns_none_at_everybodys() {
    let (world, mara) = start().await;
    let jonas = world.rep("Jonas Weber").await;
    let ana = world.manager("Ana Lindqvist").await;
    mara.opens("Route planning").await;
    jonas.opens("Dock scheduling").await;
    let names_at = async |who: &Member, path: &str| {
        let mut names: Vec<_> = under(&who.opens_page(path).await, NEXT)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        names.sort();
        names
    };
    assert_eq!(names_at(&mara, "/focus").await, ["Route planning"]);
    assert_eq!(
        names_at(&mara, &format!("/focus?owner={}", jonas.id)).await,
        ["Dock scheduling"]
    );
    assert_eq!(
        names_at(&ana, "/focus").await,
        ["Dock scheduling", "Route planning"]
    );
    assert_eq!(
        names_at(&ana, "/focus?owner=mine").await,
        Vec::<String>::new()
    );
    let elsewhere = world.elsewhere().await.manager("Eve Stone").await;
    assert_eq!(
        names_at(&elsewhere, "/focus?owner=all").await,
        Vec::<String>::new()
    );
    assert_eq!(
        names_at(&elsewhere, &format!("/focus?owner={}", mara.id)).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn two_signs_make_one_think_of_leaving_and_leaving_well_is_one_act() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    world.sleeps_until("2030-05-02").await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, LEAVING),
        [],
        "59 days"
    );
    world.sleeps_until("2030-05-03").await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, LEAVING),
        [],
        "one sign"
    );
    changes(&mara, &deal, &[("customer_date", "2030-04-19")]).await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, LEAVING),
        [],
        "14 days late"
    );
    changes(&mara, &deal, &[("customer_date", "2030-04-18")]).await;
    let page = mara.opens_page("/focus").await;
    let told = under(&page, LEAVING);
    for part in [
        "Nothing heard for 60 days",
        "the day they named, 18 Apr, has passed",
        "It would change if Ines Baptista, who spoke last, said so",
        NOT_PUBLIC,
    ] {
        assert!(told[0].1.contains(part), "“{part}” in {told:?}");
    }
    let form = mara
        .opens_page(&page.link("Leave it well"))
        .await
        .form("#outcome-form");
    mara.sends(&form.tick("reason", "There is no real decision to be made"))
        .await
        .tells("closed");
    let page = mara.opens_page("/focus?owner=all").await;
    assert_eq!(under(&page, LEAVING), []);
    assert_eq!(under(&page, NEXT), []);
}

#[tokio::test]
async fn what_they_promised_stands_until_somebody_says_what_became_of_it() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.sends(
        &mara
            .noting(&deal, "Send the delay figures")
            .await
            .fill("By which day?", "2030-03-10"),
    )
    .await;
    let told = under(&mara.opens_page("/focus").await, PROMISED);
    assert!(told[0].1.contains("Ines Baptista, by 10 Mar"), "{told:?}");
    world.sleeps_until("2030-03-11").await;
    let told = under(&mara.opens_page("/focus").await, PROMISED);
    assert!(told[0].1.contains("said by 10 Mar. Did they?"), "{told:?}");
    let page = mara.looks_at(&deal).await;
    mara.presses(
        "They did",
        &page.form_in("Send the delay figures", "/turns"),
    )
    .await;
    assert_eq!(under(&mara.opens_page("/focus").await, PROMISED), []);
}

#[tokio::test]
async fn a_promise_that_moved_stands_under_its_new_day() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    for (what, day) in [
        ("Send the figures", "2030-03-10"),
        ("Ask the lawyer", "2030-03-12"),
    ] {
        let form = mara.noting(&deal, what).await;
        mara.sends(&form.fill("By which day?", day)).await;
    }
    let told = async || under(&mara.opens_page("/focus").await, PROMISED);
    assert_eq!(names(&told().await), ["Send the figures", "Ask the lawyer"]);
    let page = mara.looks_at(&deal).await;
    let form = page.form_in("Send the figures", "/turns");
    let form = form.fill("If it moves, to which day?", "2030-03-20");
    mara.presses("It moves", &form.fill("If not, why?", "A holiday"))
        .await;
    let told = told().await;
    assert_eq!(names(&told), ["Ask the lawyer", "Send the figures"]);
    assert!(told[1].1.contains("by 20 Mar"), "{told:?}");
}

#[tokio::test]
async fn what_is_likelier_to_be_won_a_phase_further_comes_first() {
    let (world, mara) = start().await;
    let first = mara.opens("First").await;
    for statement in [COST, NOT_PUBLIC] {
        mara.records(&first, "It is so.")
            .proving(statement)
            .by("Document of theirs")
            .await;
    }
    let further = mara.opens("Further").await;
    mara.goes_through(&further).await;
    for deal in [&first, &further] {
        changes(&mara, deal, &[("amount", "900")]).await;
    }
    let told = async || under(&mara.opens_page("/focus").await, NEXT);
    let before = told().await;
    assert_eq!(
        names(&before),
        ["First", "Further"],
        "one word is nearer than several"
    );
    assert!(!before[0].1.contains("won in"), "{before:?}");

    let app = world.app();
    let worked_out = forecast::work_out(&app.db, world.workspace(), app.clock.now()).await;
    assert!(worked_out.expect("worked out"));
    // As if much had ended: from the first phase on it hardly matters, from the second much.
    let learned = "update forecast_state set chance_won = case phase when 1 then 1000 when 2 then 1100 else 9000 end";
    let behind = &world.db().superuser;
    behind
        .execute("alter table forecast_state disable trigger all")
        .await
        .expect("for once");
    behind.execute(learned).await.expect("learned");
    let after = told().await;
    assert_eq!(names(&after), ["Further", "First"]);
    assert!(
        after[0].1.contains("won in 11 %, a phase further in 90 %"),
        "{after:?}"
    );
    assert!(
        after[1].1.contains("won in 10 %, a phase further in 11 %"),
        "{after:?}"
    );
}

#[tokio::test]
async fn a_play_whose_day_has_passed_asks_what_they_did() {
    let (world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.sends(
        &mara
            .trying(&deal, "Send them the night log")
            .await
            .fill("By", "2030-03-10"),
    )
    .await;
    assert_eq!(under(&mara.opens_page("/focus").await, TRIED), []);
    world.sleeps_until("2030-03-11").await;
    let told = under(&mara.opens_page("/focus").await, TRIED);
    assert_eq!(names(&told), ["Send them the night log"]);
    assert!(
        told[0].1.contains("It was for 10 Mar. What did they do?"),
        "{told:?}"
    );
}

#[tokio::test]
async fn what_is_asked_of_me_waits_here_and_what_only_tells_does_not() {
    let (world, mara) = start().await;
    let ana = world.manager("Ana Lindqvist").await;
    let deal = mara.opens("Route planning").await;
    mara.goes_through(&deal).await;
    ana.withdraws(&deal, 1, "Yes, we do. (Noticing)", "Another Ines")
        .await;
    assert_eq!(
        under(&mara.opens_page("/focus").await, ASKED),
        [],
        "a fall-back only tells"
    );
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    ana.challenges(&deal, 1, "It costs us nights.", "Who was in the room?")
        .await;
    let told = under(&mara.opens_page("/focus").await, ASKED);
    assert!(told[0].1.contains("Who was in the room?"), "{told:?}");
    assert_eq!(under(&ana.opens_page("/focus").await, ASKED), []);
}

#[tokio::test]
async fn it_asks_as_often_however_many_deals_there_are() {
    let (_world, mara) = start().await;
    let mut asked = vec![];
    for round in 0..2 {
        for number in 0..5 {
            let deal = mara.opens(&format!("Deal {round} {number}")).await;
            mara.records(&deal, "It costs us nights.")
                .proving(COST)
                .await;
            mara.notes(&deal, "Send the figures").await;
        }
        let often = questions(async {
            mara.opens_page("/focus").await;
        });
        asked.push(often.await.len());
    }
    assert_eq!(asked[0], asked[1]);
    assert!(asked[0] <= 23, "{asked:?}");
}

#[tokio::test]
async fn the_rules_are_told_with_their_numbers() {
    let (_world, mara) = start().await;
    let page = mara.opens_page("/focus/rules").await;
    page.says("Nothing was heard for 60 days or more")
        .says("at least 2 of these signs")
        .says("passed more than 14 days ago");
}
