//! How often the page asks the database.

use super::{finds, story};
use crate::world::{World, questions};

#[tokio::test]
async fn a_page_asks_five_questions_and_six_where_it_finds_hardly_anything() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    let mut many = vec![];
    for times in [1, 12] {
        for number in 0..times {
            let say = format!("The tender is out, {times} {number}.");
            mara.records(&deal, &say)
                .proving(super::COST)
                .await
                .is_recorded();
        }
        finds(&mara, "q=tender").await; // connects, and is seen
        many.push(questions(finds(&mara, "q=tender")).await.len());
    }
    assert_eq!(many, [6, 5]);
    for (question, asks) in [
        ("", 2),
        ("q=zzzzzzz", 6),
        ("q=tender&strength=heard", 4),
        ("q=tender&person=ines", 6),
        ("q=tender&in=said", 4),
    ] {
        let asked = questions(finds(&mara, question)).await;
        assert_eq!(asked.len(), asks, "{question}: {asked:#?}");
    }
}
