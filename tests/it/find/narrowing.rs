//! Which of the things that customers said are looked through.

use super::{COST, INSIDE, finds, hits, quotes};
use crate::world::{Member, Page, World};
use axum::http::StatusCode;
use sqlx::{AssertSqlSafe, Executor};

const FRESH: &str = "0190a000-0000-7000-8000-000000000099";
const IN_MARCH: &str = "The budget is ours, says the board.";
const IN_MAY: &str = "The budget was signed.";

/// Two people at two accounts, who say "budget" on two days, about two verifiers, as strongly as they can and less.
async fn two(world: &World) -> Member {
    let mara = world.rep("Mara Kovač").await;
    let acme = mara.opens("Route planning").at("Acme Freight").await;
    let kestrel = mara.opens("Dock scheduling").at("Kestrel Ports").await;
    mara.records(&acme, IN_MARCH)
        .said_by("Ines Baptista")
        .proving(COST)
        .on("2026-03-02")
        .await
        .is_recorded();
    mara.records(&kestrel, IN_MAY)
        .said_by("Rui Antunes")
        .proving(INSIDE)
        .on("2026-05-04")
        .by("Signed paper")
        .await
        .is_recorded();
    mara
}

/// Narrows by the page's own form.
async fn narrowed(mara: &Member, field: &str, to: &str) -> Page {
    let page = finds(mara, "q=budget").await;
    assert_eq!(quotes(&page), [IN_MAY, IN_MARCH]);
    let form = page.form("#find-form");
    let form = match ["At least", "For or against"].contains(&field) {
        true => form.choose(field, to),
        false => form.fill(field, to),
    };
    mara.sends(&form).await
}

#[tokio::test]
async fn each_filter_leaves_out_what_does_not_fit() {
    let world = World::new().await;
    let mara = two(&world).await;
    for (field, to, left) in [
        ("Said by", "Ines", IN_MARCH),
        ("Said by", "antunes", IN_MAY),
        ("Said by", "Baptsta", IN_MARCH),
        ("From", "2026-05-04", IN_MAY),
        ("To", "2026-05-03", IN_MARCH),
        ("At least", "confirmed", IN_MAY),
        ("For or against", COST, IN_MARCH),
        ("For or against", INSIDE, IN_MAY),
    ] {
        let page = narrowed(&mara, field, to).await;
        assert_eq!(quotes(&page), [left], "{field} {to}: {page}");
        let again = page.form("#find-form");
        assert_eq!(
            quotes(&mara.sends(&again).await),
            [left],
            "the form keeps {field}"
        );
    }
    let both = finds(
        &mara,
        "q=budget&from=2026-03-02&to=2026-05-04&strength=heard",
    )
    .await;
    assert_eq!(quotes(&both).len(), 2);
    let none = finds(&mara, "q=budget&person=Ines&from=2026-05-01").await;
    none.says("Only what they said was looked through");
    let wide = mara.opens_page(&none.link("Look through everything")).await;
    assert_eq!(quotes(&wide).len(), 2);
}

#[tokio::test]
async fn a_filter_needs_no_words() {
    let world = World::new().await;
    let mara = two(&world).await;
    assert_eq!(quotes(&finds(&mara, "strength=confirmed").await), [IN_MAY]);
    assert_eq!(quotes(&finds(&mara, "to=2026-04-01").await), [IN_MARCH]);
    let people = finds(&mara, "q=ines").await;
    let hers = mara.opens_page(&people.link("What they said")).await;
    assert_eq!(quotes(&hers), [IN_MARCH]);
    hers.says("Ines Baptista, Acme Freight");
    let form = hers.form("#find-form").fill("q", "signed");
    mara.sends(&form).await.says("Nothing found for “signed”");
    let form = hers
        .form("#find-form")
        .fill("q", "signed")
        .choose("Said by", "Anyone");
    assert_eq!(quotes(&mara.sends(&form).await), [IN_MAY]);
}

#[tokio::test]
async fn a_statement_is_the_same_in_every_edition_and_said_once_in_the_list() {
    let world = World::new().await;
    let mara = two(&world).await;
    let page = finds(&mara, "q=budget").await;
    let offered = page.read("#verifier option");
    assert_eq!(offered.iter().filter(|o| o.as_str() == COST).count(), 1);
    let before = offered.len();
    let edition = format!(
        "select set_config('app.workspace_id', (select workspace_id::text from opportunity limit 1), true);
        insert into edition (workspace_id, id, journey_id, number)
            select workspace_id, '{FRESH}', journey_id, 99 from opportunity limit 1;
        insert into stage (workspace_id, id, edition_id, position, name, question, phase)
            select workspace_id, '{FRESH}', id, 1, 'One', 'What?', 1 from edition where id = '{FRESH}';
        insert into verifier (workspace_id, id, edition_id, stage_id, position, statement, dimension, least_strength)
            select workspace_id, '{FRESH}', id, id, 1, '{COST}', 'change', 2 from edition where id = '{FRESH}';
        update edition set published_at = now() where id = '{FRESH}'"
    );
    let db = &world.db().superuser;
    db.execute(AssertSqlSafe(edition))
        .await
        .expect("an edition");
    let offered = finds(&mara, "q=budget")
        .await
        .read("#verifier option")
        .len();
    assert_eq!(offered, before);
}

#[tokio::test]
async fn what_is_no_day_and_nobody_is_told_beside_its_field() {
    let world = World::new().await;
    let mara = two(&world).await;
    let page = finds(&mara, "q=budget&from=soon").await;
    assert!(
        page.read("#from-error")
            .join(" ")
            .contains("a day like 2026-03-31")
    );
    let page = finds(&mara, "q=budget&person=Zorro").await;
    assert!(
        page.read("#person-error")
            .join(" ")
            .contains("Nobody here has a name like this")
    );
    assert_eq!(hits(&page), Vec::<String>::new());
    for odd in [
        "q=budget&verifier=x&strength=iron&in=nowhere&after=there",
        "q=budget&in=said&after=0190a000-0000-7000-8000-000000000000",
        "in=deals",
        "person=0190a000-0000-7000-8000-000000000000",
    ] {
        finds(&mara, odd).await.is(StatusCode::OK);
    }
}
