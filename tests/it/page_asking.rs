//! How often a deal's page asks the database.

use crate::world::{World, questions};

#[tokio::test]
async fn a_deals_page_asks_no_more_for_much_than_for_little() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let mut asked = vec![];
    for times in [1, 8] {
        for number in 0..times {
            let say = |what: &str| format!("{what} {times} {number}");
            mara.says_of(&deal, &say("A thought")).await;
            mara.names(&deal, "disagreement", &say("The council")).await;
            mara.tries(&deal, &say("Bring the driver")).await;
            mara.notes(&deal, &say("Send the minutes")).await;
            mara.gives_a_part(&deal, &say("Tomás Ferreira"), &[]).await;
            mara.names_an_alternative(&deal, "competitor", &say("Initech"))
                .await;
        }
        mara.proves_all(&deal, "It is so.").await;
        mara.looks_at(&deal).await; // connects, and is seen
        asked.push(questions(mara.looks_at(&deal)).await);
    }
    let [little, much] = [&asked[0], &asked[1]];
    assert_eq!(little.len(), 22, "{little:#?}");
    assert_eq!(little.len(), much.len(), "{much:#?}");
}
