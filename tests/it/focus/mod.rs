//! The first page: the word that counts most and whom to hear it from, what one might leave, what waits.

mod asked;
mod chances;
mod leaving;
mod next_word;
mod promises;

use crate::world::{Deal, Member, Page, World, all, questions, words};
use axum::http::StatusCode;

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

/// Behind the pages' back.
async fn behind(world: &World, what: &str) {
    use sqlx::Executor;
    let what = sqlx::AssertSqlSafe(what.to_owned());
    let done = world.db().superuser.execute(what).await;
    done.expect("done");
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
    assert!(asked[0] <= 24, "{asked:?}");
}

#[tokio::test]
async fn the_rules_are_told_with_their_numbers() {
    let (_world, mara) = start().await;
    let page = mara.opens_page("/focus/rules").await;
    page.says("Nothing was heard for 60 days or more")
        .says("at least 2 of these signs")
        .says("passed more than 14 days ago")
        .says("at least 20 weeks were lived like that");
}
