//! The forecast: what it is worth, what it shows, and that every number of it is the sum of the deals it opens to.

mod calls;
mod coverage;
mod footing;
mod hand;
mod missed;
mod said;
mod stories;
mod truth;

use crate::world::{Member, Page, World};
use saidso::{forecast::work_out, seed::Wish};
use scraper::ElementRef;
use sqlx::query_scalar;

/// A workspace in which much has ended, as it looks on this day.
async fn with_history() -> (World, Member) {
    let wish = Wish {
        name: "Northwind".into(),
        deals: 150,
        played: 50,
        seed: 4,
    };
    let world = World::seeded(wish, "2026-11-23").await;
    let ana = world.manager("Ana Lindqvist").await;
    (world, ana)
}

async fn works_out(world: &World) -> bool {
    let app = world.app();
    let now = app.clock.now();
    work_out(&app.db, world.workspace(), now)
        .await
        .expect("worked out")
}

async fn count(world: &World, question: &'static str) -> i64 {
    let counted = query_scalar(question)
        .fetch_one(&world.db().superuser)
        .await;
    counted.expect("counted")
}

/// The last number of a text.
fn number(text: &str) -> i64 {
    let figures = |part: &str| part.replace(',', "").parse().ok();
    let mut numbers = text.split_whitespace().filter_map(figures);
    numbers
        .next_back()
        .unwrap_or_else(|| panic!("no number in “{text}”"))
}

/// Every row of a list, page by page: the words of a cell.
async fn rows(member: &Member, address: &str, cell: &str) -> Vec<String> {
    let mut list = member.opens_page(address).await;
    let mut found = list.read(&format!("tbody {cell}"));
    while let Some(more) = list.all(".pager a[rel='next']").first() {
        let more = list.resolve(more.attr("href").expect("an address"));
        list = member.opens_page(&more).await;
        found.extend(list.read(&format!("tbody {cell}")));
    }
    found
}

fn leads(page: &Page, link: ElementRef) -> String {
    page.resolve(link.attr("href").expect("an address"))
}

/// Behind the pages' back.
async fn behind(world: &World, what: &str) {
    use sqlx::Executor;
    let what = sqlx::AssertSqlSafe(what.to_owned());
    let done = world.db().superuser.execute(what).await;
    done.expect("done");
}

/// A workspace in which much has ended, and owners called days and odds all along: the day far away in a third of the deals.
async fn with_calls() -> (World, Member) {
    let (world, ana) = with_history().await;
    let calls = "alter table deal_version disable trigger all;
        update deal_version set call_odds = 10 + abs(hashtext(opportunity_id::text)) % 80,
            call_date = from_at::date + case abs(hashtext(opportunity_id::text)) % 3 when 0 then 400 else 30 end
        where outcome is null";
    behind(&world, calls).await;
    says_anew(&world).await;
    (world, ana)
}

/// Everything is said as if nothing had been said yet.
async fn says_anew(world: &World) {
    for table in ["came", "said", "month", "span", "state"] {
        let forget = format!(
            "alter table forecast_{table} disable trigger all; delete from forecast_{table}"
        );
        behind(world, &forget).await;
    }
    behind(
        world,
        "alter table forecast disable trigger all; delete from forecast",
    )
    .await;
    assert!(works_out(world).await);
}
