//! What was said is said once, from what was on record by then, and opens to the deals that it was said of.

use super::{count, leads, number, rows, with_history};
use crate::world::{all, words};
use saidso::forecast::work_out;
use sqlx::Executor;

#[tokio::test]
async fn every_bucket_opens_to_what_was_said_and_came() {
    let (world, ana) = with_history().await;
    let page = ana.opens_page("/forecast/calibration").await;
    page.says("were worked out afterwards, from what was on record then");
    let lines = page.all("[aria-labelledby='forecast-h'] tbody tr");
    assert!(!lines.is_empty(), "{page}");
    let (mut said, mut back) = (0, 0);
    for line in lines {
        let link = all(line, "td[data-label='Statements'] a")[0];
        let list = leads(&page, link);
        let came = rows(&ana, &list, "td[data-label='Came']").await;
        assert_eq!(came.len() as i64, number(&words(link)), "{list}");
        let told = words(all(line, "td[data-label='Came']")[0]);
        let won = came
            .iter()
            .filter(|row| *row == "won within 90 days")
            .count();
        assert!(
            told.contains(&format!(" {won} of {}", came.len())),
            "{told}"
        );
        let there = ana.opens_page(&list).await;
        assert!(words(there.one(".listed")).starts_with(&format!("{} statement", came.len())));
        said += came.len() as i64;
        for deal in there.all("tbody th a").into_iter().take(10) {
            let address = leads(&there, deal);
            assert!(
                address.ends_with("-01T00:00:00Z"),
                "as it was then: {address}"
            );
            let deal = ana.opens_page(&address).await;
            back += usize::from(deal.words().contains("As it was on"));
        }
    }
    assert!(back > 0, "no deal is shown as it was then");
    let due = "select count(came) from forecast_came";
    assert_eq!(said, count(&world, due).await);
    page.says(&format!("{said} statements"));
}

#[tokio::test]
async fn what_was_said_is_what_was_on_record_by_then_and_never_changes() {
    let (world, _) = with_history().await;
    let behind = &world.db().superuser;
    let told = "select coalesce(sum(hashtext(concat_ws(' ', month, opportunity_id, chance, base, call))::bigint), 0)::bigint
        from forecast_said where month <= '2026-11-01'";
    let before = count(&world, told).await;
    // Every word that is said is of a deal that was open on that day.
    let strangers = "select count(*) from forecast_said s where not exists (
        select from deal_version v where v.opportunity_id = s.opportunity_id and v.outcome is null
            and v.from_at <= s.month and v.until_at > s.month)";
    assert_eq!(count(&world, strangers).await, 0);
    let wrong = "select count(*) from forecast_came c join forecast_said s using (workspace_id, month, opportunity_id)
        where c.came is distinct from (exists (
            select from deal_version v where v.opportunity_id = c.opportunity_id and v.outcome = 'won'
                and v.from_at <= c.month + 90 and v.until_at > c.month + 90))";
    assert_eq!(count(&world, wrong).await, 0);
    let came = count(&world, "select count(*) from forecast_came").await;
    assert!(came > 20, "{came}");
    let app = world.app();
    let later = "2027-01-04T12:00:00Z".parse().expect("a moment");
    assert!(
        work_out(&app.db, world.workspace(), later)
            .await
            .expect("worked out")
    );
    assert_eq!(count(&world, told).await, before);
    assert!(count(&world, "select count(*) from forecast_came").await > came);
    let months = "select count(distinct month) from forecast_said where month > '2026-11-01'";
    assert_eq!(
        count(&world, months).await,
        2,
        "December and January are said"
    );
    for change in [
        "update forecast_said set chance = 0",
        "delete from forecast_said",
        "update forecast_came set came = true",
        "update forecast_span set low = 0",
    ] {
        let refused = behind.execute(change).await.expect_err("it is refused");
        assert!(
            refused.to_string().contains("keeps its history"),
            "{refused}"
        );
    }
}
