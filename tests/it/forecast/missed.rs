//! By how much what was said missed: each figure is the mean of the statements that it opens to.

use super::{behind, leads, number, rows, with_calls, with_history};
use crate::world::{Member, Page, all, words};

/// Of every row of the tables of misses: its count is that of the list, and its figure the mean of the list's. Says how many
/// had a figure, and how many were too few.
async fn opens(ana: &Member, page: &Page, tables: &str) -> (usize, usize) {
    let (mut told, mut few) = (0, 0);
    for line in page.all(&format!("{tables} tbody tr")) {
        let cells = all(line, "td");
        let list = leads(page, all(line, "td[data-label='Statements'] a")[0]);
        let misses = rows(ana, &list, "td[data-label='Missed by']").await;
        let said = words(all(line, "td[data-label='Statements']")[0]);
        assert_eq!(misses.len() as i64, number(&said), "{list}");
        let sum: f64 = misses
            .iter()
            .map(|miss| miss.parse::<f64>().expect("a number"))
            .sum();
        let mean = sum / misses.len() as f64;
        let head = words(ana.opens_page(&list).await.one(".listed"));
        let on_it: f64 = head
            .rsplit("missed by ")
            .next()
            .and_then(|n| n.parse().ok())
            .expect("a figure");
        assert!((on_it - mean).abs() < 0.001, "{head}: {mean}");
        let figure = words(cells[1]);
        if figure == "too few to say" {
            few += 1;
            continue;
        }
        let (figure, give) = figure
            .split_once(" ± ")
            .expect("a figure and how sure it is");
        let figure: f64 = figure.parse().expect("a figure");
        assert!((figure - mean).abs() < 0.001, "{list}: {figure} and {mean}");
        assert!(
            give.parse::<f64>().expect("a number") < 0.5,
            "{list}: ± {give}"
        );
        told += 1;
    }
    (told, few)
}

#[tokio::test]
async fn every_miss_is_the_mean_of_the_statements_that_it_opens_to() {
    let (_world, ana) = with_calls().await;
    let page = ana.opens_page("/forecast/calibration").await;
    let (told, _) = opens(&ana, &page, "table.misses").await;
    let lines = page.read("table.misses tbody th");
    for line in ["All together", "The owners’ calls", "The forecast"] {
        assert!(lines.iter().any(|l| l == line), "{line} in {lines:?}");
    }
    assert!(told > 3, "{page}");
    let over_time = ana.opens_page("/learn/over-time").await;
    let (told, _) = opens(&ana, &over_time, "[aria-labelledby='misses-h'] table").await;
    assert!(told > 1, "{over_time}");
}

#[tokio::test]
async fn a_small_quarter_says_nothing_and_still_opens() {
    let (world, ana) = with_history().await;
    // Of one quarter 19 statements are left, of another 21 about seven deals.
    let fewer = "alter table forecast_came disable trigger all;
        with quarter as (
            select date_trunc('quarter', month) as begins, row_number() over (order by date_trunc('quarter', month) desc) as nth
            from forecast_came where came is not null group by 1 having count(*) > 21 and count(distinct opportunity_id) > 7),
        numbered as (
            select c.month, c.opportunity_id, q.nth,
                row_number() over (partition by q.nth order by c.opportunity_id, c.month) as place,
                dense_rank() over (partition by q.nth order by c.opportunity_id) as deal
            from forecast_came c join quarter q on q.begins = date_trunc('quarter', c.month)
            where c.came is not null)
        update forecast_came c set came = null from numbered n
        where n.month = c.month and n.opportunity_id = c.opportunity_id
            and (n.nth = 1 and n.place > 19 or n.nth = 2 and n.deal > 7)";
    behind(&world, fewer).await;
    let page = ana.opens_page("/forecast/calibration").await;
    let (told, few) = opens(&ana, &page, "table.misses").await;
    assert!(told > 0 && few > 1, "{told} {few} {page}");
    page.says("Fewer than 20 statements about 8 deals say nothing");
}

#[tokio::test]
async fn what_an_address_asks_for_that_is_no_number_asks_for_nothing() {
    let (_world, ana) = with_history().await;
    let sum = async |rest: &str| {
        let page = ana
            .opens_page(&format!("/forecast/calibration/deals{rest}"))
            .await;
        words(page.one(".listed"))
    };
    let whole = sum("").await;
    assert!(whole.contains("missed by"), "{whole}");
    assert_eq!(sum("?from=x&quarter=soon").await, whole);
    assert_ne!(sum("?from=3000").await, whole);
}
