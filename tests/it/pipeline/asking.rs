//! How often a page asks the database.

use super::{PURCHASE, office};
use crate::world::questions;

#[tokio::test]
async fn a_page_asks_eleven_questions_for_one_deal_and_for_sixty() {
    let (mut office, mara) = office().await;
    for number in 1..=60 {
        let account = format!("Customer {number}");
        let deal = office.opens(&mara, &account, PURCHASE, ("1k", "EUR")).await;
        office.hears(&mara, deal, 1, "So it is.", true).await;
        if number % 3 == 0 {
            office.passes(&mara, deal).await;
        }
        if number != 1 && number != 60 {
            continue;
        }
        for address in [
            "/pipeline",
            "/pipeline?owner=mine",
            "/pipeline/table?outcome=all",
            "/pipeline/table?sort=value&further=yes&quiet=1",
        ] {
            office.shows(&mara, address).await; // connects, and is seen
            let questions = questions(office.shows(&mara, address)).await;
            assert_eq!(questions.len(), 11, "{address}: {questions:#?}");
        }
    }
}
