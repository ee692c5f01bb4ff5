//! The pipeline: where every deal stands, as a board and as a table.

mod asking;
mod naming;
mod office;
mod reckoning;

use office::{Colleague, Office};

const PURCHASE: &str = "Considered purchase";
const SHORT: &str = "Short purchase";

/// An office with one rep.
async fn office() -> (Office, Colleague) {
    let office = Office::new().await;
    let mara = office.hires("Mara Kovač").await;
    (office, mara)
}

#[tokio::test]
async fn a_deal_stands_in_the_column_of_what_is_proved_and_moves_on_when_it_passes() {
    let (mut office, mara) = office().await;
    let acme = office.opens(&mara, "Acme", PURCHASE, ("480k", "EUR")).await;
    let board = office.shows(&mara, "/pipeline").await;
    assert_eq!(board.column("notice"), ["Acme"]);
    assert_eq!(board.words("#phase-notice .silence").len(), 1);
    assert_eq!(board.words("#phase-notice .mark.missing").len(), 3);

    office
        .hears(&mara, acme, 1, "We overspent by a fifth.", true)
        .await;
    let board = office.shows(&mara, "/pipeline").await;
    assert_eq!(
        board.words("#phase-notice .voice"),
        ["We overspent by a fifth."]
    );
    assert_eq!(board.words("#phase-notice .speaker"), ["Ines Baptista"]);
    assert_eq!(board.words("#phase-notice .tag"), ["ready"]);

    office.passes(&mara, acme).await;
    let board = office.shows(&mara, "/pipeline").await;
    assert!(board.column("notice").is_empty());
    assert_eq!(board.column("change"), ["Acme"]);
    assert!(board.words("#phase-change .tag").is_empty());

    office
        .hears(&mara, acme, 1, "We counted again, and were wrong.", false)
        .await;
    let board = office.shows(&mara, "/pipeline").await;
    assert_eq!(board.column("notice"), ["Acme"]);
    assert_eq!(
        board.words("#phase-notice .tag"),
        ["contradicted", "fell back"]
    );
}

#[tokio::test]
async fn columns_add_up_and_keep_currencies_apart() {
    let (mut office, mara) = office().await;
    office.opens(&mara, "Acme", PURCHASE, ("480k", "EUR")).await;
    office
        .opens(&mara, "Halden", PURCHASE, ("20k", "EUR"))
        .await;
    office
        .opens(&mara, "Ostara", PURCHASE, ("300k", "USD"))
        .await;
    let far = office
        .opens(&mara, "Kestrel", PURCHASE, ("1m", "EUR"))
        .await;
    office.hears(&mara, far, 1, "So it is.", true).await;
    office.passes(&mara, far).await;
    let board = office.shows(&mara, "/pipeline").await;
    assert_eq!(board.words("#phase-notice h2 .num"), ["€500k"]);
    assert_eq!(
        board.words("#phase-notice header small"),
        ["3 deals + $300k"]
    );
    assert_eq!(board.words("#phase-change h2 .num"), ["€1.0m"]);
    let sentence = "A deal stands where the customer’s evidence stops. 4 open deals, €1.5m + $300k without a rate (1 deal).";
    assert_eq!(board.words(".head p")[0], sentence);
    let table = office.shows(&mara, "/pipeline/table").await;
    assert_eq!(table.words(".head p")[0], sentence);
}

#[tokio::test]
async fn a_filter_stays_in_the_address_and_in_every_link() {
    let (mut office, mara) = office().await;
    let jon = office.hires("Jon Okafor").await;
    office.opens(&mara, "Acme", PURCHASE, ("1k", "EUR")).await;
    office.opens(&jon, "Halden", PURCHASE, ("1k", "EUR")).await;
    office.opens(&jon, "Ostara", SHORT, ("1k", "EUR")).await;

    let mine = office.shows(&mara, "/pipeline?owner=mine&journey=").await;
    assert_eq!(mine.words(".deal-card h3"), ["Acme"]);
    assert_eq!(mine.words("#owner option[selected]"), ["Mine"]);
    assert_eq!(mine.words(".deal-card .num"), ["€1k"]);

    let his = office
        .shows(&mara, &format!("/pipeline?owner={}", jon.id))
        .await;
    assert_eq!(his.words(".deal-card h3").len(), 2);
    let table = his.link(".segments a:last-child").unwrap();
    let table = office.shows(&mara, &table).await;
    assert_eq!(
        table.words("tbody th > a"),
        ["Ostara with us", "Halden with us"]
    );
    assert_eq!(table.words("#owner option[selected]"), ["Jon Okafor"]);

    let short = table_option(&table, SHORT);
    let both = format!("/pipeline/table?owner={}&journey={short}", jon.id);
    let both = office.shows(&mara, &both).await;
    assert_eq!(both.words("tbody th > a"), ["Ostara with us"]);
    let board = office
        .shows(&mara, &both.link(".segments a").unwrap())
        .await;
    assert_eq!(board.words(".deal-card h3"), ["Ostara"]);
}

fn table_option(page: &office::View, name: &str) -> String {
    page.value_of("#journey option", name)
}

#[tokio::test]
async fn a_chosen_journey_heads_the_columns_with_its_own_stages() {
    let (mut office, mara) = office().await;
    office.opens(&mara, "Acme", PURCHASE, ("1k", "EUR")).await;
    office.opens(&mara, "Ostara", SHORT, ("1k", "EUR")).await;
    let all = office.shows(&mara, "/pipeline").await;
    assert_eq!(
        all.words(".column h2 > span:first-child"),
        [
            "Noticing",
            "Agreeing to change",
            "Framing",
            "Choosing",
            "Making it safe",
            "Committing"
        ]
    );
    let short = table_option(&all, SHORT);
    let board = office
        .shows(&mara, &format!("/pipeline?journey={short}"))
        .await;
    let headings = board.words(".column h2 > span:first-child");
    assert!(headings.len() < 6, "{headings:?}");
    assert!(!headings.contains(&"Noticing".to_owned()), "{headings:?}");
    assert_eq!(board.words(".deal-card h3"), ["Ostara"]);
}

#[tokio::test]
async fn paging_shows_every_deal_once_though_others_are_opened_meanwhile() {
    let (mut office, mara) = office().await;
    for number in 0..57 {
        let account = format!("Customer {number}");
        office.opens(&mara, &account, PURCHASE, ("1k", "EUR")).await;
    }
    for (address, cards, next) in [
        (
            "/pipeline?owner=mine",
            "#phase-notice .deal-card h3",
            "#phase-notice .pager a[rel=next]",
        ),
        (
            "/pipeline/table?owner=mine",
            "tbody th small",
            ".pager a[rel=next]",
        ),
    ] {
        let (mut seen, mut page) = (vec![], Some(address.to_owned()));
        while let Some(address) = page {
            let view = office.shows(&mara, &address).await;
            assert_eq!(view.words("#owner option[selected]"), ["Mine"]);
            seen.extend(view.words(cards));
            page = view.link(next);
            let late = format!("Late {}", seen.len());
            office.opens(&mara, &late, PURCHASE, ("1k", "EUR")).await;
        }
        seen.retain(|account| account.starts_with("Customer"));
        let expected: Vec<_> = (0..57).rev().map(|n| format!("Customer {n}")).collect();
        assert_eq!(seen, expected, "{address}");
    }
}

#[tokio::test]
async fn a_list_in_two_parts_goes_on_from_the_one_to_the_other() {
    let (mut office, mara) = office().await;
    // There is no rate for the second currency: such deals come after all others.
    for number in 1..=112 {
        let currency = if number <= 53 { "EUR" } else { "CHF" };
        let (account, amount) = (format!("Customer {number}"), format!("{number}k"));
        office
            .opens(&mara, &account, PURCHASE, (&amount, currency))
            .await;
    }
    let mut address = "/pipeline/table?sort=value".to_owned();
    let mut shown = vec![];
    loop {
        let page = office.shows(&mara, &address).await;
        shown.extend(page.words("tbody th > a"));
        match page.link("a[rel=next]") {
            Some(next) => address = next,
            None => break,
        }
    }
    let valued = (1..=53).rev();
    let apart = (54..=112).rev();
    let expected = valued
        .chain(apart)
        .map(|number| format!("Customer {number} with us"));
    assert_eq!(shown, expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn a_column_goes_on_while_the_others_stay_where_they_are() {
    let (mut office, mara) = office().await;
    for number in 0..50 {
        let account = format!("Customer {number}");
        let deal = office.opens(&mara, &account, PURCHASE, ("1k", "EUR")).await;
        if number % 2 == 0 {
            office.hears(&mara, deal, 1, "So it is.", true).await;
            office.passes(&mara, deal).await;
        }
    }
    let first = office.shows(&mara, "/pipeline").await;
    let (one, other) = ("notice", "change");
    assert_eq!(
        (first.column(one).len(), first.column(other).len()),
        (20, 20)
    );
    assert_eq!(first.words(".pager a"), ["5 more", "5 more"]);

    let next = first
        .link(&format!("#phase-{one} .pager a[rel=next]"))
        .unwrap();
    let second = office.shows(&mara, &next).await;
    assert_eq!(
        (second.column(one).len(), second.column(other).len()),
        (5, 20)
    );
    assert_eq!(
        second.words(&format!("#phase-{one} .pager a")),
        ["From the top"]
    );
    let both = second
        .link(&format!("#phase-{other} .pager a[rel=next]"))
        .unwrap();
    let both = office.shows(&mara, &both).await;
    assert_eq!((both.column(one).len(), both.column(other).len()), (5, 5));
}

#[tokio::test]
async fn nobody_sees_the_deals_of_another_company() {
    let (mut office, mara) = office().await;
    let mut other = office.elsewhere().await;
    let olga = other.hires("Olga").await;
    other.opens(&olga, "Secret", PURCHASE, ("9m", "EUR")).await;
    office.opens(&mara, "Acme", PURCHASE, ("1k", "EUR")).await;
    for address in [
        "/pipeline",
        "/pipeline/table",
        "/pipeline/table?outcome=all",
    ] {
        for address in [address.to_owned(), format!("{address}?owner={}", olga.id)] {
            let view = office
                .shows(
                    &mara,
                    &address.replacen("?outcome=all?", "?outcome=all&", 1),
                )
                .await;
            let page = view.words("main")[0].clone();
            assert!(page.contains("Acme"), "{address}: {page}");
            assert!(
                !page.contains("Secret") && !page.contains("€9"),
                "{address}: {page}"
            );
        }
    }
}

#[tokio::test]
async fn the_table_shows_open_deals_first_and_ended_ones_on_request() {
    let (mut office, mara) = office().await;
    office.opens(&mara, "Acme", PURCHASE, ("1k", "EUR")).await;
    let held = office.opens(&mara, "Halden", PURCHASE, ("2k", "EUR")).await;
    office.holds(&mara, held).await;
    for (address, deals, count) in [
        ("/pipeline/table", vec!["Acme with us"], "1 open deal, €1k."),
        (
            "/pipeline/table?outcome=on_hold",
            vec!["Halden with us"],
            "1 deal on hold, €2k.",
        ),
        (
            "/pipeline/table?outcome=all",
            vec!["Halden with us", "Acme with us"],
            "2 deals, open and ended, €3k.",
        ),
        ("/pipeline/table?outcome=won", vec![], "0 deals won, €0."),
    ] {
        let table = office.shows(&mara, address).await;
        assert_eq!(table.words("tbody th > a"), deals, "{address}");
        let sentence = &table.words(".head p")[0];
        assert!(sentence.ends_with(count), "{address}: {sentence}");
    }
    let board = office.shows(&mara, "/pipeline?outcome=on_hold").await;
    assert_eq!(board.words(".deal-card h3"), ["Acme"]);
}

#[tokio::test]
async fn a_deal_from_which_nobody_heard_for_long_says_so() {
    let (mut office, mara) = office().await;
    office.opens(&mara, "Acme", PURCHASE, ("1k", "EUR")).await;
    office.sleeps(29);
    assert!(
        office
            .shows(&mara, "/pipeline")
            .await
            .words(".tag")
            .is_empty()
    );
    office.sleeps(12);
    assert_eq!(
        office.shows(&mara, "/pipeline").await.words(".tag"),
        ["quiet 41 days"]
    );
}

#[tokio::test]
async fn an_empty_pipeline_says_what_to_do() {
    let (mut office, mara) = office().await;
    let empty = office.shows(&mara, "/pipeline").await;
    assert_eq!(empty.words(".empty h2"), ["No open deals"]);
    assert_eq!(empty.link(".empty a").unwrap(), "/opportunities/new");
    let jon = office.hires("Jon").await;
    office.opens(&jon, "Acme", PURCHASE, ("1k", "EUR")).await;
    for path in ["/pipeline", "/pipeline/table"] {
        let mine = office.shows(&mara, &format!("{path}?owner=mine")).await;
        assert_eq!(mine.words(".empty h2"), ["No deals for this choice"]);
        assert_eq!(mine.link(".empty a").unwrap(), path);
    }
    for unreadable in [
        "/pipeline?owner=me&journey=x&after=choose.1&after=?",
        "/pipeline/table?after=1.x&outcome=?",
    ] {
        let all = office.shows(&mara, unreadable).await;
        assert!(all.words("main")[0].contains("Acme"), "{unreadable}");
    }
}
