//! Words in the names of deals and accounts.

use crate::world::World;

/// Deals and their accounts.
const NAMES: [(&str, &str); 9] = [
    ("Pipeline survey", "Norderney Gas"),
    ("Route planning", "Linea Freight"),
    ("Outlined", "Halden"),
    ("Stock counting", "O’Brien & Sons"),
    ("Line 42", "Gare du Nord"),
    ("Röhren, second part", "AB"),
    ("20241 Holding", "Zeta"),
    ("Donaudampfschifffahrtselektrizitätenhauptwerk", "Wien"),
    ("50% off_peak", "Lin & Lin"),
];

#[tokio::test]
async fn words_are_met_wherever_they_stand_in_the_name_of_a_deal_or_its_account() {
    let world = World::on("2030-03-04").await;
    let mara = world.rep("Mara Kovač").await;
    for (deal, account) in NAMES {
        mara.opens(deal).at(account).await;
    }
    let other = world.elsewhere().await.rep("Otto Lind").await;
    other.opens("Pipeline of others").at("Linea").await;
    for asked in [
        "line",
        "LINE",
        "peline",
        "lin",
        "li",
        "o’brien",
        "brien & sons",
        "nord",
        "nord gare",
        "gare line",
        "röh",
        "rö",
        "rohr",
        "2024",
        "42",
        "%",
        "_",
        "peak off",
        "hauptwerk",
        "werk wien",
        "zebra",
        "a",
        "lin zeta",
        "ren,",
    ] {
        let mut expected: Vec<&str> = NAMES
            .iter()
            .filter(|(deal, account)| {
                let names = [deal.to_lowercase(), account.to_lowercase()];
                let asked = asked.to_lowercase();
                asked
                    .split(' ')
                    .all(|word| names.iter().any(|name| name.contains(word)))
            })
            .map(|(deal, _)| *deal)
            .collect();
        expected.sort_unstable();
        let typed: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
        let page = mara.opens_page(&format!("/pipeline/table?q={typed}")).await;
        let mut shown = page.read("tbody th > a");
        shown.sort_unstable();
        assert_eq!(shown, expected, "{asked}");
        let noun = if expected.len() == 1 { "deal" } else { "deals" };
        page.says(&format!("{} open {noun}", expected.len()));
    }
}

#[tokio::test]
async fn a_new_name_of_a_deal_or_an_account_is_met_at_once_and_the_old_one_in_the_past() {
    let world = World::on("2030-03-04").await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    world.sleeps_until("2030-03-08").await;
    let page = mara.opens_page(&format!("{}/details", deal.path)).await;
    mara.sends(
        &page
            .form("#details-form")
            .fill("Name of the deal", "Dock scheduling"),
    )
    .await;
    let count = async |asked: &str| {
        let page = mara.opens_page(&format!("/pipeline/table?{asked}")).await;
        page.read("tbody th > a").len()
    };
    assert_eq!((count("q=schedul").await, count("q=route").await), (1, 0));
    let then = "at=2030-03-05T12:00:00Z";
    assert_eq!(count(&format!("q=route&{then}")).await, 1);
    assert_eq!(count(&format!("q=schedul&{then}")).await, 0);
}
