//! Sums that are kept say what the deals say, now and at every moment before.

use super::{PURCHASE, office};

#[tokio::test]
async fn sums_stay_the_same_when_they_are_reckoned_anew() {
    let (mut office, mara) = office().await;
    let mut deals = vec![];
    for (account, amount) in [
        ("Acme", ("480k", "EUR")),
        ("Halden", ("20k", "EUR")),
        ("Ostara", ("300k", "USD")),
    ] {
        deals.push(office.opens(&mara, account, PURCHASE, amount).await);
        office.sleeps(1);
    }
    office.hears(&mara, deals[0], 1, "So it is.", true).await;
    office.passes(&mara, deals[0]).await;
    office.sleeps(1);
    office.holds(&mara, deals[1]).await;
    office.sleeps(1);
    let addresses = [
        "/pipeline".to_owned(),
        "/pipeline/table?outcome=all".to_owned(),
        "/pipeline?at=2026-03-04T18:00:00Z".to_owned(),
        "/pipeline?at=2026-03-06T18:00:00Z".to_owned(),
    ];
    let mut before = vec![];
    for address in &addresses {
        before.push(
            office
                .shows(&mara, address)
                .await
                .words(".head p, .column header"),
        );
    }
    assert!(before[0][0].contains("2 open deals"), "{before:?}");
    assert_ne!(before[0], before[2], "the past is another");
    let reckoned = office.reckons(2).await;
    assert!(reckoned > 1, "nothing was reckoned");
    for (address, before) in addresses.iter().zip(before) {
        let after = office.shows(&mara, address).await;
        assert_eq!(after.words(".head p, .column header"), before, "{address}");
    }
}
