//! The owners' calls, of the team together: held against what came by the forecast's rule, and only where they said something.

use super::{behind, count, leads, number, rows, says_anew, with_calls};
use crate::world::{all, words};

#[tokio::test]
async fn every_bucket_of_the_calls_opens_to_what_was_called_and_came() {
    let (world, ana) = with_calls().await;
    let page = ana.opens_page("/forecast/calibration").await;
    let lines = page.all("[aria-labelledby='calls-h'] tbody tr");
    assert!(lines.len() > 1, "{page}");
    let mut called = 0;
    for line in lines {
        let link = all(line, "td[data-label='Statements'] a")[0];
        let list = leads(&page, link);
        let came = rows(&ana, &list, "td[data-label='Came']").await;
        assert_eq!(came.len() as i64, number(&words(link)), "{list}");
        let won = came.iter().filter(|row| *row == "won within 90 days");
        let told = words(all(line, "td[data-label='Came']")[0]);
        assert!(
            told.contains(&format!(" {} of {}", won.count(), came.len())),
            "{told}"
        );
        let there = words(ana.opens_page(&list).await.one(".listed"));
        let about = words(all(line, "td[data-label='Statements'] small")[0]);
        assert!(there.contains(&about), "{there}: {about}");
        called += came.len() as i64;
    }
    let said = "select count(*) from forecast_said s join forecast_came c using (workspace_id, month, opportunity_id)
        where s.call is not null and c.came is not null";
    assert_eq!(called, count(&world, said).await);
    let footer = words(page.one("[aria-labelledby='calls-h'] footer"));
    assert!(
        footer.starts_with(&format!("{called} statements")),
        "{footer}"
    );
}

#[tokio::test]
async fn a_call_for_a_later_day_says_nothing_of_these_ninety_and_is_counted_apart() {
    let (world, ana) = with_calls().await;
    let wrong = "select count(*) from forecast_said s
        join deal_version v on v.opportunity_id = s.opportunity_id and v.from_at <= s.month and v.until_at > s.month
        where (s.call is not null) <> (v.call_date <= s.month + 90) or s.call_later <> (v.call_date > s.month + 90)
            or s.call is not null and s.call <> v.call_odds * 100";
    assert_eq!(count(&world, wrong).await, 0);
    let page = ana.opens_page("/forecast/calibration").await;
    let footer = page.all("[aria-labelledby='calls-h'] footer a");
    assert!(words(footer[1]).ends_with(" calls"), "{page}");
    let list = leads(&page, footer[1]);
    let later = number(words(footer[1]).trim_end_matches(" calls"));
    assert!(later > 0);
    let chances = rows(&ana, &list, "td[data-label='Chance']").await;
    assert_eq!(chances.len() as i64, later);
    assert!(
        chances.iter().all(|chance| chance == "for a later day"),
        "{chances:?}"
    );
}

#[tokio::test]
async fn nothing_is_told_of_the_calls_of_one_person() {
    let (world, ana) = with_calls().await;
    ana.opens_page("/forecast/calibration")
        .await
        .says("The calls and the forecast, about the same deals")
        .does_not_say("Only one person’s deals were called");
    let alone = "update deal_version set owner_id = (select owner_id from deal_version order by owner_id limit 1)";
    behind(&world, alone).await;
    says_anew(&world).await;
    let page = ana.opens_page("/forecast/calibration").await;
    page.says("Only one person’s deals were called")
        .does_not_say("The calls and the forecast, about the same deals");
    assert!(page.all("[aria-labelledby='calls-h'] table").is_empty());
    for by in ["calls", "beside", "later"] {
        let list = ana
            .opens_page(&format!("/forecast/calibration/deals?by={by}"))
            .await;
        list.says("Nothing is told of one person’s calls");
        assert!(list.all("tbody tr").is_empty());
    }
}
