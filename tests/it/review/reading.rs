//! The figures of the review as a reader sees them.

use super::story::Sum;
use crate::world::{Member, Page, all, words};
use scraper::ElementRef;

/// A line of the waterfall, and the list that it opens to.
pub struct Step {
    pub label: String,
    pub sum: Sum,
    pub list: String,
}

/// The waterfall from its first row to its last: then, the lines, now.
pub fn waterfall(page: &Page) -> Vec<Step> {
    let rows = page.all(".flow .bars tbody tr");
    rows.into_iter().map(|row| step(page, row)).collect()
}

fn step(page: &Page, row: ElementRef) -> Step {
    let cells = all(row, "td.num");
    let link = all(cells[0], "a");
    let mut sum = money(&words(cells[1]));
    sum.deals = words(cells[0]).parse().expect("a number of deals");
    Step {
        label: words(all(row, "th")[0]),
        sum,
        list: link
            .first()
            .and_then(|link| link.attr("href"))
            .map_or(String::new(), |list| page.resolve(list)),
    }
}

/// What the head of a list says that it comes to.
pub fn head(list: &Page) -> Sum {
    let head = words(list.one(".listed"));
    let mut sum = money(&head);
    let deals = head.split_whitespace().next().expect("a number");
    sum.deals = deals.parse().expect("a number of deals");
    sum
}

/// A row of a list: what it was worth then and is worth now.
pub fn rows(list: &Page) -> Vec<(Sum, Sum)> {
    let row = |cell: ElementRef| {
        let text = words(cell);
        let (then, now) = text.split_once('→').unwrap_or((&text, &text));
        (money(then), money(now))
    };
    let cells = list.all("td[data-label='Worth']");
    cells.into_iter().map(row).collect()
}

/// All rows of a list, page by page.
pub async fn all_rows(member: &Member, address: &str) -> Vec<(Sum, Sum)> {
    let mut list = member.opens_page(address).await;
    let mut found = rows(&list);
    while let Some(more) = list.all(".pager a[rel='next']").first() {
        let more = list.resolve(more.attr("href").expect("an address"));
        list = member.opens_page(&more).await;
        found.extend(rows(&list));
    }
    found
}

/// "−€770,000", "€480k + CHF 40k (2 deals)" in thousands.
fn money(text: &str) -> Sum {
    let mut sum = Sum::default();
    let text = text.replace(['\u{a0}', '\u{202f}'], " ");
    for currency in ["€", "$", "CHF"] {
        for (at, _) in text.match_indices(currency) {
            let before = text[..at].trim_end();
            let sign = if before.ends_with('−') { -1 } else { 1 };
            let after = text[at + currency.len()..].trim_start();
            let figure: String = after
                .chars()
                .take_while(|c| c.is_ascii_digit() || *c == ',')
                .filter(|c| *c != ',')
                .collect();
            let figure: i64 = figure.parse().expect("an amount");
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
            assert!(!rest.starts_with(['.', 'm']), "rounded: {text}");
            let thousands = if rest.starts_with('k') {
                figure
            } else {
                assert_eq!(figure % 1000, 0, "{text}");
                figure / 1000
            };
            sum.add(currency, thousands, sign);
        }
    }
    sum
}
