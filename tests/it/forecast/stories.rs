//! What the pages show, and that they add up.

use super::{count, leads, number, rows, with_history, works_out};
use crate::world::{Member, Page, World, all, words};
use axum::http::StatusCode;
use saidso::{
    forecast::work_out,
    money::{Currency, Money},
};
use scraper::ElementRef;
use sqlx::{Executor, query_scalar};

#[tokio::test]
async fn before_the_first_is_worked_out_the_page_says_so() {
    let world = World::new().await;
    let ana = world.manager("Ana Lindqvist").await;
    ana.opens_page("/forecast").await.says("Not worked out yet");
    ana.opens_page("/forecast/deals")
        .await
        .says("No deals here");
    ana.opens_page("/forecast/calibration")
        .await
        .says("Too few to say")
        .says("It begins once 20 deals have ended");
}

#[tokio::test]
async fn a_new_workspace_gets_no_range_and_is_told_how_many_it_takes() {
    let world = World::on("2030-03-04").await;
    let mara = world.rep("Mara Kovač").await;
    let lost = mara.opens("Tyres").at("Acme Freight").await;
    mara.opens("Route planning").at("Acme Freight").await;
    let held = mara.opens("Fuel cards").at("Acme Freight").await;
    world.sleeps_until("2030-03-20").await;
    mara.closes(&lost, "Qualified out by us", "We cannot win it", &[])
        .await;
    let when = [("comes_back_when", "The new plant is approved")];
    mara.closes(&held, "On hold", "", &when).await;
    world.sleeps_until("2030-03-27").await;
    assert!(works_out(&world).await);
    let page = mara.opens_page("/forecast").await;
    page.says("Too few to say")
        .says("1 deal has ended so far")
        .says("19 more")
        .says("1 on hold is left out")
        .does_not_say("Likely between")
        .does_not_say("How the open deals are likely to end");
    let cells = page.read("td[data-label='Likely in all'], td[data-label='Won at last']");
    assert!(
        cells.iter().all(|cell| cell == "too few to say"),
        "{cells:?}"
    );
    let open = mara.opens_page(&page.link("1 open")).await;
    assert_eq!(open.read("tbody th a"), ["Route planning"]);
    let chances: i64 = count(&world, "select count(chance_won) from forecast_state").await;
    assert_eq!(chances, 0, "other rooms are told nothing either");
}

#[tokio::test]
async fn every_number_opens_to_as_many_deals() {
    let (_world, ana) = with_history().await;
    let page = ana.opens_page("/forecast").await;
    page.says("Likely between").does_not_say("Too few to say");
    let links = page.all(".head p a, .spans a, header small a, .ends a, .states a, footer a");
    assert!(links.len() > 30, "{page}");
    for link in links {
        let address = leads(&page, link);
        let told = words(link);
        let told = told.split(" deal").next().unwrap_or_default();
        let told = number(
            told.split(" o")
                .next()
                .unwrap_or_default()
                .trim_end_matches(" ended"),
        );
        let list = ana.opens_page(&address).await;
        let counts = match address.contains("of=lived") {
            true => rows(&ana, &address, "td[data-label='In this number']").await,
            false => vec![],
        };
        let weeks: i64 = counts
            .iter()
            .map(|row| number(row.split(" week").next().unwrap_or_default()))
            .sum();
        let deals = rows(&ana, &address, "th").await.len() as i64;
        let expected = if address.contains("of=lived") {
            weeks
        } else {
            deals
        };
        assert_eq!(told, expected, "{address}: {list}");
        let head = words(list.one(".listed"));
        assert!(
            head.starts_with(&format!("{deals} deal")),
            "{address}: {head}"
        );
    }
}

/// "€1,234.50" in cents.
fn minor(text: &str) -> i64 {
    let euro: Currency = "EUR".parse().expect("a currency");
    Money::parse(text, euro).map_or(0, |money| money.minor)
}

#[tokio::test]
async fn what_is_won_and_what_is_called_is_the_sum_of_its_rows() {
    let (world, ana) = with_history().await;
    // The seed's owners call a stage; here they name days and odds as well, and not all in one currency. What was won was won
    // just now.
    world
        .db()
        .superuser
        .execute(
            "alter table exchange_rate disable trigger all;
            insert into exchange_rate (workspace_id, id, per, currency, from_on, rate, member_id, at)
                select w.id, gen_random_uuid(), w.currency, 'USD', '2025-01-01', 0.87654, m.id, now()
                from workspace w join member m on m.workspace_id = w.id limit 1;
            select set_config('app.workspace_id', (select id::text from workspace), true);
            update opportunity set call_date = current_date + 5, call_odds = 37 where outcome is null and phase > 2;
            update opportunity set call_date = current_date + 80, call_odds = 61 where outcome is null and phase = 2;
            update opportunity set currency = 'USD' where outcome is null and abs(hashtext(id::text)) % 4 = 0;
            update opportunity set amount = null where outcome is null and abs(hashtext(id::text)) % 5 = 0;
            alter table deal_version disable trigger all;
            update deal_version set outcome_at = now(),
                currency = case abs(hashtext(opportunity_id::text)) % 4 when 0 then 'USD' when 1 then 'SEK' else 'EUR' end,
                amount = case when abs(hashtext(opportunity_id::text)) % 5 > 0 then amount end
            where outcome = 'won'",
        )
        .await
        .expect("called");
    // A day later it is worked out anew.
    let app = world.app();
    let now = chrono::Utc::now();
    assert!(
        work_out(&app.db, world.workspace(), now)
            .await
            .expect("worked out")
    );
    let page = ana.opens_page("/forecast").await;
    let (mut sums, mut foreign) = ((0, 0), 0);
    for row in page.all(".spans tbody tr") {
        let called = adds_up(&ana, &page, row, "By the calls").await;
        let won = adds_up(&ana, &page, row, "Won already").await;
        sums = (sums.0 + called.0, sums.1 + won.0);
        foreign += called.1 + won.1;
    }
    assert!(sums.0 > 0 && sums.1 > 0, "{sums:?}: {page}");
    assert!(
        foreign > 0,
        "nothing is in another currency or without an amount"
    );
}

/// That a number of the page is what its list comes to, and this the sum of what each row counts for. Says it, and how many of
/// the rows are in another currency, or not worth anything that anybody knows.
async fn adds_up(ana: &Member, page: &Page, row: ElementRef<'_>, cell: &str) -> (i64, usize) {
    let cell = all(row, &format!("td[data-label='{cell}']"))[0];
    let list = leads(page, all(cell, "a")[0]);
    let told = rows(ana, &list, "td[data-label='In this number']").await;
    let counts = |told: &String| match told.rsplit_once("counts for ") {
        Some((_, money)) => minor(money),
        None => {
            assert!(told.ends_with("counts as a deal only"), "{told}");
            0
        }
    };
    let sum: i64 = told.iter().map(counts).sum();
    let head = words(ana.opens_page(&list).await.one(".listed"));
    let (deals, total) = head.rsplit_once(", €").unwrap_or_else(|| panic!("{head}"));
    let total = minor(&format!("€{total}"));
    assert_eq!(total, sum, "{head}: {told:?}");
    assert_eq!(
        number(deals.trim_end_matches('s').trim_end_matches(" deal")),
        told.len() as i64
    );
    let currency = "EUR".parse().expect("a currency");
    let short = Money {
        minor: total,
        currency,
    }
    .short();
    assert!(words(cell).starts_with(&short), "{head} {}", words(cell));
    let worth = rows(ana, &list, "td[data-label='Worth']").await;
    let foreign = worth.iter().filter(|worth| !worth.starts_with('€'));
    (total, foreign.count())
}

#[tokio::test]
async fn what_is_already_won_is_the_least_and_the_ends_are_in_order() {
    let (world, _) = with_history().await;
    let wrong = "select count(*) from forecast_span
        where low > middle or middle > high or low < won_worth or deals_low < won_deals";
    assert_eq!(count(&world, wrong).await, 0);
    assert_eq!(
        count(&world, "select count(middle) from forecast_span").await,
        4
    );
    let nested =
        "select count(*) from forecast_span m join forecast_span q using (workspace_id, day)
        where m.span = 'month' and q.span = 'quarter' and m.high > q.high";
    assert_eq!(count(&world, nested).await, 0);
    let sums = "select abs(sum(chance_won + chance_lost_to_supplier + chance_no_decision + chance_qualified_out) - 240000)::bigint
        from forecast_state";
    assert!(
        count(&world, sums).await <= 48,
        "every deal ends in one of four ways"
    );
}

#[tokio::test]
async fn another_workspace_sees_nothing_of_it() {
    let (world, ana) = with_history().await;
    let page = ana.opens_page("/forecast").await;
    let list = page
        .all(".states a")
        .first()
        .map(|link| leads(&page, *link));
    let otto = world.elsewhere().await.manager("Otto Lind").await;
    otto.opens_page("/forecast")
        .await
        .says("Not worked out yet");
    let list = otto.opens_page(&list.expect("a list")).await;
    list.says("No deals here");
    otto.opens_page("/forecast/calibration")
        .await
        .says("Too few to say");
    let said = otto
        .opens_page("/forecast/calibration/deals?by=forecast")
        .await;
    said.says("Nothing here");
}

#[tokio::test]
async fn nobody_is_named_or_counted_whoever_is_asked_for() {
    let (world, ana) = with_history().await;
    let names = query_scalar::<_, String>("select name from member where name <> 'Ana Lindqvist'");
    let names = names.fetch_all(&world.db().superuser).await.expect("names");
    for address in [
        "/forecast",
        "/forecast/deals?of=open",
        "/forecast/calibration",
    ] {
        let page = ana.opens_page(address).await;
        for name in &names {
            page.does_not_say(name);
        }
        let sign = if address.contains('?') { '&' } else { '?' };
        let asked = ana
            .opens_page(&format!("{address}{sign}owner={}", ana.id))
            .await;
        assert_eq!(asked.read("main"), page.read("main"));
        assert!(page.all("[name='owner']").is_empty());
    }
}

#[tokio::test]
async fn what_is_no_list_is_not_there() {
    let (_world, ana) = with_history().await;
    for address in [
        "/forecast/deals?of=everything",
        "/forecast/deals?of=lived",
        "/forecast/deals?of=open&standing=7.1",
        "/forecast/deals?of=won&span=decade",
        "/forecast/calibration/deals?by=mara",
        "/forecast/calibration/deals?from=9000&until=1000",
        "/forecast/calibration/deals?until=10001",
    ] {
        ana.opens_page(address).await.is(StatusCode::NOT_FOUND);
    }
}
