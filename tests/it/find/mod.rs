//! Whatever somebody remembers of a deal finds it: a name, or a few words that the customer said.

mod apart;
mod asking;
mod narrowing;
mod spelling;

use crate::world::{Deal, Member, Page, World, all, words};
use url::form_urlencoded::byte_serialize;

pub const COST: &str = "Someone affected says what the problem costs, in their own words";
pub const INSIDE: &str = "They give us something about their situation that is not public";
const DRIVERS: &str = "Two drivers a week walk out, and the council does nothing.";

/// A page that was asked for like this.
pub async fn finds(member: &Member, question: &str) -> Page {
    member.opens_page(&format!("/find?{question}")).await
}

/// What is found, in order.
pub fn hits(page: &Page) -> Vec<String> {
    page.read("a[data-hit]")
}

/// The quotes that are found.
pub fn quotes(page: &Page) -> Vec<String> {
    page.read(".hit.said blockquote")
}

/// Mara's deal with Acme Freight, on which Ines Baptista has spoken.
pub async fn story(world: &World) -> (Member, Deal) {
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.records(&deal, DRIVERS)
        .said_by("Ines Baptista")
        .titled("Head of logistics")
        .proving(COST)
        .on("2026-03-02")
        .await
        .is_recorded();
    (mara, deal)
}

#[tokio::test]
async fn each_kind_of_thing_is_found_and_opens() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    let found = finds(&mara, "q=acme").await;
    assert_eq!(hits(&found), ["Route planning", "Acme Freight"]);
    found.says("Found 1 deal and 1 account.");
    assert_eq!(found.link("Route planning"), deal.path);
    let account = mara.opens_page(&found.link("Acme Freight")).await;
    account.says("Ines Baptista");

    let found = finds(&mara, "q=baptista").await;
    found.says("Found 1 person.").says("Head of logistics");
    let ines = mara.opens_page(&found.link("Ines Baptista")).await;
    ines.says("What Ines Baptista has said");
    assert_eq!(hits(&finds(&mara, "q=logistics").await), ["Ines Baptista"]);

    let found = finds(&mara, "q=council").await;
    assert_eq!(quotes(&found), [DRIVERS]);
    found
        .says("Found 1 quote.")
        .says("Ines Baptista 2 Mar written")
        .says("Acme Freight, Route planning");
}

#[tokio::test]
async fn a_quote_opens_its_deal_at_that_evidence() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    let found = finds(&mara, "q=council").await;
    let place = found.one("a[data-hit]").attr("href").unwrap_or_default();
    assert!(
        place.starts_with(&format!("{}?stage=1#e-", deal.path)),
        "{place}"
    );
    let (address, anchor) = place.split_once('#').expect("an anchor");
    let page = mara.opens_page(address).await;
    let there = page.one(&format!("[id='{anchor}']"));
    assert!(words(there).contains(DRIVERS), "{page}");
}

#[tokio::test]
async fn the_words_that_match_are_marked_and_no_others() {
    let world = World::new().await;
    let (mara, _) = story(&world).await;
    let found = finds(&mara, "q=coun+driver").await;
    assert_eq!(found.read("mark"), ["drivers", "council"]);
    let found = finds(&mara, "q=freight").await;
    assert_eq!(found.read("mark"), ["Freight", "Freight"]);
    assert_eq!(found.read(".hit > a"), ["Route planning", "Acme Freight"]);
}

#[tokio::test]
async fn every_word_has_to_be_there() {
    let world = World::new().await;
    let (mara, _) = story(&world).await;
    assert_eq!(quotes(&finds(&mara, "q=council+walk").await), [DRIVERS]);
    finds(&mara, "q=council+planning")
        .await
        .says("Nothing found for “council planning”");
}

#[tokio::test]
async fn what_a_customer_wrote_stays_text() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    let hostile =
        "<img src=x onerror=alert(1)> & '); drop table evidence; -- </blockquote><mark>zebra";
    mara.records(&deal, hostile)
        .proving(COST)
        .await
        .is_recorded();
    let found = finds(&mara, "q=zebra").await;
    assert_eq!(quotes(&found), [hostile]);
    assert_eq!(found.read("mark"), ["zebra"]);
    assert!(found.all(".hit img").is_empty());
    for odd in [
        "'", "\"><b>x", "a' | 'b", "!x & (y", "\\", "x:*", "\0", "😀", "@5",
    ] {
        let found = finds(
            &mara,
            &format!("q={}", byte_serialize(odd.as_bytes()).collect::<String>()),
        )
        .await;
        assert_eq!(found.status, 200, "{odd}: {found}");
    }
    let odd = finds(&mara, "q=%22%3E%3Cb%20id%3Dodd%3Eqqq").await;
    assert!(odd.all("#odd").is_empty());
}

#[tokio::test]
async fn what_was_withdrawn_is_found_and_says_so() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    mara.withdraws(&deal, 1, DRIVERS, "It was another Ines")
        .await;
    let found = finds(&mara, "q=council").await;
    assert_eq!(quotes(&found), [DRIVERS]);
    assert_eq!(found.read(".hit.gone .tag"), ["withdrawn"]);
}

#[tokio::test]
async fn a_new_name_is_found_at_once_and_the_old_one_no_more() {
    let world = World::new().await;
    let (mara, _) = story(&world).await;
    let account = finds(&mara, "q=acme").await.link("Acme Freight");
    let form = mara.opens_page(&format!("{account}/edit")).await;
    mara.sends(&form.form("#edit-account").fill("name", "Zenith Cargo"))
        .await
        .tells("Saved.");
    assert_eq!(
        hits(&finds(&mara, "q=zenith").await),
        ["Route planning", "Zenith Cargo"]
    );
    let gone = finds(&mara, "q=acme+freight").await;
    assert_eq!(hits(&gone), Vec::<String>::new());
}

#[tokio::test]
async fn pages_go_on_to_the_last_and_show_nothing_twice() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    for number in 1..=25 {
        // Many on the same day.
        let day = format!("2026-02-{:02}", 1 + number / 10);
        let say = format!("The budget is approved, number {number}.");
        mara.records(&deal, &say)
            .proving(COST)
            .on(&day)
            .await
            .is_recorded();
    }
    let first = finds(&mara, "q=budget").await;
    first.says("Found more than 10 quotes.");
    assert_eq!(quotes(&first).len(), 10);
    let mut seen = quotes(&first);
    let mut page = mara.opens_page(&first.link("More they said")).await;
    loop {
        seen.extend(quotes(&page));
        if page.read("a[rel=next]").is_empty() {
            break;
        }
        page = mara.opens_page(&page.link("More they said")).await;
    }
    assert_eq!(seen.len(), 25);
    assert!(seen[0].contains("number 2"), "{seen:?}");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 25, "one is shown twice");
    page.says("All that was found");
}

#[tokio::test]
async fn names_go_on_to_the_last_too() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    for number in 10..34 {
        let name = match number % 2 {
            0 => format!("Harbour {number}"),
            _ => format!("New harbour {number}"),
        };
        mara.opens(&name).at("Kestrel Ports").await;
    }
    let first = finds(&mara, "q=harbour&in=deals").await;
    let mut seen = hits(&first);
    assert_eq!(seen.len(), 20);
    assert_eq!(seen[0], "Harbour 10", "those that begin so come first");
    assert_eq!(seen[12], "New harbour 11");
    let rest = mara.opens_page(&first.link("More deals")).await;
    seen.extend(hits(&rest));
    assert_eq!((seen.len(), seen[23].as_str()), (24, "New harbour 33"));
    let again = mara
        .opens_page(&finds(&mara, "q=harbour").await.link("More deals"))
        .await;
    assert_eq!(hits(&again), seen[5..], "five were shown before");
}

#[tokio::test]
async fn a_blank_page_says_what_to_do_and_the_bar_leads_there() {
    let world = World::new().await;
    let (mara, _) = story(&world).await;
    let blank = mara.opens_page("/find").await;
    blank.says("Find what a customer said");
    let pipeline = mara.opens_page("/pipeline").await;
    let field = pipeline.one(".top form[role=search][action='/find'] input[type=search]");
    assert_eq!(field.attr("name"), Some("q"));
    let found = finds(&mara, "q=council").await;
    assert_eq!(quotes(&found), [DRIVERS]);
    assert_eq!(
        all(found.root(), "input[type=search]").len(),
        1,
        "one field, not two"
    );
}
