//! When a verifier counts as standing: by what was on record a month after the deal came to its stage.

use super::{
    deals_at,
    story::{COST, Story},
};
use crate::world::{Page, World};
use saidso::journey::terms::{Ended, OutcomeKind};
use sqlx::query_scalar;
use std::collections::BTreeSet;

/// The sums that pages add up are the sums of what is written of each end.
pub async fn sums_hold(world: &World) {
    let different: i64 = query_scalar(
        "with said as (
            select workspace_id, journey_id, month, verifier_id, ended, stood, strength, age, deals from ending_sum where deals <> 0
         ), told as (
            select e.workspace_id, e.journey_id, date_trunc('month', e.closed_at at time zone 'UTC')::date as month,
                '00000000-0000-0000-0000-000000000000'::uuid as verifier_id, e.ended, 1::smallint as stood, 0::smallint as strength,
                0::smallint as age, count(*) as deals
            from ending e where e.reopened_at is null group by 1, 2, 3, 5
            union all
            select v.workspace_id, v.journey_id, date_trunc('month', v.closed_at at time zone 'UTC')::date, v.verifier_id, v.ended,
                case when v.stood then 1 when not v.stood then 0 else 2 end::smallint, coalesce(v.strength, 0)::smallint,
                case when v.age_days <= 14 then 1 when v.age_days <= 30 then 2 when v.age_days is not null then 3 else 0 end::smallint,
                count(*)
            from ending_verifier v where not v.own group by 1, 2, 3, 4, 5, 6, 7, 8
         )
         select count(*) from ((table said except table told) union all (table told except table said)) as d",
    )
    .fetch_one(&world.db().superuser)
    .await
    .expect("a count");
    assert_eq!(different, 0);
}

/// The deals in which somebody said what it costs by then, or did not, or that ended before.
fn list(page: &Page, stood: &str) -> String {
    let one = page.link(COST);
    let id = one.split(['?', '/']).find(|part| part.len() == 36);
    let id = id.expect("a verifier");
    format!("/learn/deals?of=verifier&verifier={id}&stood={stood}")
}

#[tokio::test]
async fn only_what_was_on_record_by_then_and_counted_stands() {
    let story = Story::begin().await;
    let mara = &story.mara;
    let opened = async |name: &str| story.opens(name).await;
    let said = async |deal, words: &str| {
        let said = mara.records(deal, words).proving(COST);
        said.by("Document of theirs").await.is_recorded();
    };
    let (plain, never) = (opened("Plain").await, opened("Never").await);
    let (late, withdrawn) = (opened("Late").await, opened("Withdrawn").await);
    let (later, denied) = (opened("Withdrawn later").await, opened("Denied").await);
    let (weak, early) = (opened("Weak").await, opened("Early").await);
    for deal in [&plain, &withdrawn, &later, &denied, &early] {
        said(deal, "Two drivers a week.").await;
    }
    let hearsay = mara
        .records(&weak, "They say it costs them dear.")
        .proving(COST);
    hearsay.by("Reported by a partner").await.is_recorded();
    story.world.sleeps_until("2026-01-20").await;
    let gone = "Two drivers a week.";
    mara.withdraws(&withdrawn, 1, gone, "It was another Ines")
        .await;
    let denial = mara.records(&denied, "It costs us nothing.").against(COST);
    denial.by("Document of theirs").await.is_recorded();
    story.loses(&early).await;
    // The month is over on the fourth of February.
    story.world.sleeps_until("2026-02-05").await;
    said(&late, "Two drivers a week.").await;
    mara.withdraws(&later, 1, gone, "It was another Ines").await;
    for deal in [&plain, &never, &late, &withdrawn, &later, &denied, &weak] {
        story.loses(deal).await;
    }
    let page = mara.opens_page("/learn/verifiers").await;
    let list = |stood: &str| list(&page, stood);
    let names = |names: &[&str]| -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    };
    assert_eq!(
        deals_at(mara, &list("yes")).await,
        names(&["Plain", "Withdrawn later"])
    );
    let missing = names(&["Never", "Late", "Withdrawn", "Denied", "Weak"]);
    assert_eq!(deals_at(mara, &list("no")).await, missing);
    assert_eq!(deals_at(mara, &list("early")).await, names(&["Early"]));
    sums_hold(&story.world).await;
}

#[tokio::test]
async fn a_verifier_counts_as_the_team_asked_it_on_that_day_whatever_it_asked_later() {
    let story = Story::begin().await;
    let mara = &story.mara;
    let (later, before) = (
        story.opens("Dropped later").await,
        story.opens("Dropped before").await,
    );
    let (undone, early) = (
        story.opens("Taken back").await,
        story.opens("Dropped, and early").await,
    );
    story.world.sleeps_until("2026-01-20").await;
    for deal in [&before, &undone, &early] {
        mara.drops(deal, 1, COST)
            .await
            .tells("Changed for this deal");
    }
    story.loses(&early).await;
    story.world.sleeps_until("2026-01-25").await;
    mara.undoes_tailoring(&undone, "They do know").await;
    // The month is over on the fourth of February.
    story.world.sleeps_until("2026-02-05").await;
    mara.drops(&later, 1, COST)
        .await
        .tells("Changed for this deal");
    for deal in [&later, &before, &undone] {
        story.loses(deal).await;
    }
    let page = mara.opens_page("/learn/verifiers").await;
    let line = super::row(&page, COST);
    assert!(line.contains("none 0 of 2"), "{line}");
    let names = ["Dropped later", "Taken back"].map(str::to_owned).into();
    assert_eq!(deals_at(mara, &list(&page, "no")).await, names);
    sums_hold(&story.world).await;
}

/// The database tells the ends apart as the rule's words do.
#[tokio::test]
async fn the_database_and_the_vocabulary_know_the_same_ends() {
    let world = World::new().await;
    for kind in OutcomeKind::ALL {
        for reason in kind.reasons().iter().flat_map(|group| group.reasons) {
            let told: Option<String> = query_scalar("select ended_as($1, $2)")
                .bind(kind.name())
                .bind(reason.code)
                .fetch_one(&world.db().superuser)
                .await
                .expect("an end");
            let ended = Ended::of(*kind, reason.code).map(|ended| ended.name().to_owned());
            assert_eq!(told, ended, "{kind}: {}", reason.code);
        }
    }
}
