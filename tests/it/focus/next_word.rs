//! Which word brings a deal further, from whom, and which comes first.

use super::*;

#[tokio::test]
async fn it_says_which_word_brings_a_deal_further_and_from_whom() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert!(told[0].1.contains("3 words away from Agreeing to change"));
    assert!(
        told[0]
            .1
            .contains("Somebody there, nobody is on record yet")
    );
    assert!(told[0].1.contains(COST), "{told:?}");

    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    mara.records(&deal, "Here is our file.")
        .proving(NOT_PUBLIC)
        .by("Document of theirs")
        .await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    for part in [
        "One word away from Agreeing to change",
        "Ines Baptista, who spoke last",
        IF_NOTHING,
        "Here is our file. Ines Baptista, 4 Mar",
    ] {
        assert!(told[0].1.contains(part), "“{part}” in {told:?}");
    }

    mara.records(&deal, "We have until June.")
        .proving(IF_NOTHING)
        .await;
    let page = mara.opens_page("/focus").await;
    let told = under(&page, NEXT);
    assert!(
        told[0].1.contains("it can move to Agreeing to change now"),
        "{told:?}"
    );
}

#[tokio::test]
async fn whom_a_play_names_or_who_spoke_of_it_is_asked_first_and_never_who_has_left() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    mara.records(&deal, "It costs us nothing.")
        .against(COST)
        .said_by("Rui Antunes")
        .await;
    let told = async || under(&mara.opens_page("/focus").await, NEXT).remove(0).1;
    let said = told().await;
    assert!(
        said.contains("Rui Antunes, who spoke against it on 4 Mar"),
        "{said}"
    );

    let form = mara.trying(&deal, "Send them the night log").await;
    mara.sends(
        &form
            .choose("From", "Ines Baptista")
            .fill("By", "2030-03-20"),
    )
    .await
    .tells("Planned");
    let said = told().await;
    assert!(
        said.contains("Ines Baptista, named by a play under way"),
        "{said}"
    );

    let acme = mara
        .opens_page(&mara.looks_at(&deal).await.link("Acme Freight"))
        .await;
    let person = mara
        .opens_page(&format!("{}/edit", acme.link("Ines Baptista")))
        .await;
    mara.sends(&person.form("#edit-contact").fill("Left on", "2030-03-03"))
        .await;
    let said = told().await;
    assert!(said.contains("Rui Antunes, who spoke against it"), "{said}");
}

#[tokio::test]
async fn whoever_has_left_is_not_asked_for_anything_else_either() {
    let (_world, mara) = start().await;
    let deal = mara.opens("Route planning").await;
    mara.records(&deal, "It costs us nights.")
        .proving(COST)
        .await;
    mara.gives_a_part(&deal, "Ines Baptista", &[("role", "Project lead")])
        .await;
    let told = async || under(&mara.opens_page("/focus").await, NEXT).remove(0).1;
    let said = told().await;
    assert!(said.contains("Ines Baptista, who spoke last"), "{said}");
    let acme = mara
        .opens_page(&mara.looks_at(&deal).await.link("Acme Freight"))
        .await;
    let edit = format!("{}/edit", acme.link("Ines Baptista"));
    let form = mara.opens_page(&edit).await.form("#edit-contact");
    mara.sends(&form.fill("Left on", "2030-03-03"))
        .await
        .tells("Saved");
    let said = told().await;
    assert!(
        said.contains("Somebody there, nobody is on record yet"),
        "{said}"
    );
}

#[tokio::test]
async fn the_most_money_nearest_to_its_next_stage_comes_first() {
    let (_world, mara) = start().await;
    let small = mara.opens("Small").await;
    let near = mara.opens("Near").await;
    let large = mara.opens("Large").await;
    changes(&mara, &small, &[("amount", "90")]).await;
    changes(&mara, &near, &[("amount", "120")]).await;
    changes(&mara, &large, &[("amount", "300")]).await;
    // 300 over three words is 100 a word; 120 over one is 120.
    for statement in [COST, NOT_PUBLIC] {
        mara.records(&near, "It is so.")
            .proving(statement)
            .by("Document of theirs")
            .await;
    }
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert_eq!(names(&told), ["Near", "Large", "Small"]);
}

#[tokio::test]
async fn the_largest_are_those_worth_most_whatever_they_are_counted_in() {
    let (world, mara) = start().await;
    for number in 0..41 {
        mara.opens(&format!("Kobe {number}")).await;
    }
    // More yen than euros, and worth less; all of them were silent for longer.
    let yen = "alter table exchange_rate disable trigger all;
        insert into exchange_rate (workspace_id, id, per, currency, from_on, rate, member_id, at)
            select w.id, gen_random_uuid(), w.currency, 'JPY', '2029-01-01', 0.006, m.id, now()
            from workspace w join member m on m.workspace_id = w.id limit 1;
        select set_config('app.workspace_id', (select id::text from workspace), true);
        update opportunity set amount = 9000000, currency = 'JPY', heard_at = heard_at - interval '9 days';
        update opportunity set amount = 90000 where name = 'Kobe 40'";
    behind(&world, yen).await;
    let euros = mara.opens("Lisbon").await;
    changes(&mara, &euros, &[("amount", "60000")]).await;
    let told = under(&mara.opens_page("/focus").await, NEXT);
    assert_eq!(told[0].0, "Lisbon", "{told:?}");
}
