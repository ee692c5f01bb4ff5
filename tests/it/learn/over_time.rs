//! How what one learns changes from quarter to quarter.

use super::{counted, every_number_opens, row, story::Story};

const PAGE: &str = "/learn/over-time";

#[tokio::test]
async fn each_quarter_says_what_closed_in_it_and_opens_to_it() {
    let story = Story::begin().await;
    let mara = &story.mara;
    for number in 0..8 {
        let deal = story.opens(&format!("January {number}")).await;
        match number {
            0..3 => story.never_decides(&deal).await,
            3 => {
                story
                    .ends(&deal, "Lost to no decision", "The money was taken away")
                    .await;
            }
            _ => story.loses(&deal).await,
        }
    }
    let mut left = vec![];
    for number in 0..8 {
        left.push(story.opens(&format!("Left {number}")).await);
    }
    story.world.sleeps_until("2026-04-01").await;
    for deal in &left {
        story.leaves(deal).await;
    }
    let page = mara.opens_page(PAGE).await;
    let lines: Vec<String> = page.read("table.learn tbody tr");
    let of = |table: usize, name: &str| {
        let rows = page.all("table.learn")[table];
        let rows = crate::world::all(rows, "tbody tr");
        let found = rows.iter().map(|row| crate::world::words(*row));
        let found: Vec<String> = found.filter(|row| row.starts_with(name)).collect();
        assert_eq!(found.len(), 1, "{name} in {lines:?}");
        found[0].replace('\u{a0}', " ")
    };
    let first = of(0, "Jan–Mar 2026");
    for part in ["4 of 8 50 % (22–78 %)", "3 could not decide", "1 overtaken"] {
        assert!(first.contains(part), "{part} in {first}");
    }
    assert!(
        of(0, "Apr–Jun 2026").contains("goes on 0 of 8 0 %"),
        "{lines:?}"
    );
    assert!(of(1, "Jan–Mar 2026").contains("0 – – 0"), "{lines:?}");
    assert!(of(1, "Apr–Jun 2026").contains("8 86 days"), "{lines:?}");
    assert!(
        !lines.iter().any(|line| line.contains("2025")),
        "nothing was there"
    );
    every_number_opens(mara, &page).await;
    assert_eq!(
        counted(mara, "/learn/deals?of=closed&quarter=2026-1").await,
        8
    );
}

#[tokio::test]
async fn a_quarter_with_seven_says_nothing_about_shares() {
    let story = Story::begin().await;
    for number in 0..7 {
        let deal = story.opens(&format!("January {number}")).await;
        story.never_decides(&deal).await;
    }
    let page = story.mara.opens_page(PAGE).await;
    assert!(
        row(&page, "Jan–Mar 2026").contains("7 of 7 too few to say"),
        "{page}"
    );
}

#[tokio::test]
async fn revised_verifiers_and_deals_asked_otherwise_are_counted() {
    let story = Story::begin().await;
    let mara = &story.mara;
    let deal = story.opens("Tolls").await;
    mara.drops(&deal, 1, super::story::WHY_NOW).await;
    story.loses(&deal).await;
    let tom = story.world.manager("Tom Okafor").await;
    let journeys = tom.opens_page("/journeys").await;
    let page = tom.opens_page(&journeys.link(super::story::JOURNEY)).await;
    let draft = tom
        .sends(&page.form("form.head-actions[action$='/draft']"))
        .await;
    let edit = draft.all("article.verifier .actions a")[0].attr("href");
    let form = tom.opens_page(edit.expect("a way to edit")).await;
    let form = form.form("#verifier-form");
    let form = form.fill("Statement", "They tell us what last year cost them");
    tom.sends(&form).await.tells("Saved");
    let publish = tom.opens_page(&draft.link("Publish…")).await;
    tom.sends(&publish.form("form[action$='/publication']"))
        .await;
    let page = mara.opens_page(PAGE).await;
    let table = page.read("section[aria-labelledby='earlier-h'] tbody tr");
    assert!(table[0].ends_with("1 1"), "{table:?}");
    every_number_opens(mara, &page).await;
    let number = page.all("a[href^='/learn/revised']")[0];
    assert_eq!(crate::world::words(number), "1");
    let list = mara.opens_page(number.attr("href").expect("a list")).await;
    list.says("Verifiers revised, Jan–Mar 2026")
        .says("1 verifier");
    let lines = list.read("table.revised tbody tr");
    assert_eq!(lines.len(), 1, "{lines:?}");
    let told = [
        "They tell us what last year cost them",
        super::story::COST,
        "Edition 2",
    ];
    let places: Vec<_> = told.iter().map(|part| lines[0].find(part)).collect();
    assert!(
        places.is_sorted() && places[0].is_some(),
        "now, before, since: {lines:?}"
    );
    mara.opens_page(&list.link("Edition 2"))
        .await
        .says("They tell us what last year cost them");
    // In another quarter there is none.
    let list = mara.opens_page("/learn/revised?quarter=2025-4").await;
    list.says("0 verifiers").says("None here");
}
