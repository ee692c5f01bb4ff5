//! The review: what moved the verified pipeline adds up, in every filter, and opens to the deals behind it.

mod kept;
mod reading;
mod story;

use crate::world::{Deal, Member, World, questions, seed, words};
use axum::http::StatusCode;
use rand::RngExt;
use reading::{Step, all_rows, head, waterfall};
use story::{Filter, Story, Sum};

const DAYS: usize = 10;
const LOOKS: usize = 8;

/// Between the beginnings of two days of the story, in some filter.
struct Asked {
    since: usize,
    until: usize,
    filter: Filter,
    phase_by_phase: bool,
}

#[tokio::test]
async fn the_waterfall_adds_up_in_every_filter_and_every_line_opens_to_its_deals() {
    let seed = seed();
    let mut story = Story::begin(seed).await;
    for _ in 0..DAYS {
        story.goes_on().await;
    }
    let mut lines = 0;
    for look in 0..LOOKS {
        // First the whole of it, then parts.
        let since = match look {
            0 => 1,
            _ => story.random.random_range(1..DAYS),
        };
        let asked = Asked {
            since,
            until: match look {
                0 => DAYS,
                _ => story.random.random_range(since..=DAYS),
            },
            filter: if look == 0 {
                Filter::default()
            } else {
                story.chooses()
            },
            phase_by_phase: look % 3 == 0,
        };
        lines += adds_up(&story, &asked).await;
        let (kept, until) = story.chooses_days();
        let asked_for = (story.days[asked.since], story.days[asked.until]);
        kept::agrees(&story, (kept, until), asked_for, &asked.filter).await;
    }
    assert!(
        lines > 3,
        "{lines} lines: the story was too tame\n{}",
        story.told()
    );
}

/// How many lines there are in between.
async fn adds_up(story: &Story, asked: &Asked) -> usize {
    let (story_told, filter) = (story.told(), &asked.filter);
    let address = address(story, asked).await;
    let page = story.jonas.opens_page(&address).await;
    let told = format!("{address}\n{story_told}\n{page}");
    let steps = waterfall(&page);
    let (start, end) = (&steps[0], &steps[steps.len() - 1]);
    assert_eq!(start.sum, story.stood(asked.since - 1, filter), "{told}");
    assert_eq!(end.sum, story.stood(asked.until, filter), "{told}");
    let between = &steps[1..steps.len() - 1];
    let mut total = start.sum;
    for step in between {
        let there = story.jonas.opens_page(&step.list).await;
        assert_eq!(head(&there), step.sum, "{}: {told}", step.label);
        let rows = all_rows(&story.jonas, &step.list).await;
        assert_eq!(of_rows(step, &rows), step.sum, "{}: {told}", step.label);
        total = total.plus(Sum {
            deals: step.sum.deals * way(&step.label),
            ..step.sum
        });
    }
    assert_eq!(total, end.sum, "{told}");
    for (step, then) in [(start, true), (end, false)] {
        let rows = all_rows(&story.jonas, &step.list).await;
        let mut sum = Sum::default();
        for (was, is) in &rows {
            sum = sum.plus(if then { *was } else { *is });
        }
        sum.deals = rows.len().try_into().expect("a number");
        assert_eq!(sum, step.sum, "{}: {told}", step.label);
    }
    if asked.phase_by_phase {
        phases_add_up(story, &page, &told).await;
    }
    between.len()
}

async fn address(story: &Story, asked: &Asked) -> String {
    let Filter {
        owner,
        journey,
        least,
    } = &asked.filter;
    let mut address = format!("/review?since={}", story.days[asked.since]);
    if asked.until < story.days.len() - 1 {
        address += &format!("&until={}", story.days[asked.until]);
    }
    if let Some(owner) = owner {
        address += &format!("&owner={owner}");
    }
    if let Some(journey) = journey {
        let page = story.jonas.opens_page("/review").await;
        let choices = page.all("#journey option, [name='journey'] option");
        let choice = choices.iter().find(|choice| words(**choice) == *journey);
        let id = choice.and_then(|choice| choice.attr("value"));
        address += &format!("&journey={}", id.expect("the journey"));
    }
    if let Some((least, _)) = least {
        address += &format!("&proved={least}");
    }
    address
}

/// What came into the sum raises the number of deals, what left it lowers it.
fn way(label: &str) -> i64 {
    match label {
        "New" | "Moved on" | "Came back" | "Taken over from a colleague" => 1,
        "Grown" | "Shrunk" | "In another currency now" => 0,
        _ => -1,
    }
}

/// What a line's deals count for now, less what they counted for then.
fn of_rows(step: &Step, rows: &[(Sum, Sum)]) -> Sum {
    let mut sum = Sum::default();
    for (was, is) in rows {
        let (then, now) = match way(&step.label) {
            1 => (0, 1),
            0 => (-1, 1),
            _ => (-1, 0),
        };
        sum = sum.plus(Sum {
            deals: 1,
            euros: was.euros * then + is.euros * now,
            francs: was.francs * then + is.francs * now,
        });
    }
    sum
}

/// Of each phase: what stood there, what came, went and changed make what stands there.
async fn phases_add_up(story: &Story, page: &crate::world::Page, told: &str) {
    for row in page.all("#phases tbody tr") {
        let mut parts = vec![];
        for cell in crate::world::all(row, "td") {
            let link = crate::world::all(cell, "a").first().copied();
            parts.push(match link.and_then(|link| link.attr("href")) {
                Some(list) => {
                    let list = page.resolve(list);
                    let sum = head(&story.jonas.opens_page(&list).await);
                    let rows = all_rows(&story.jonas, &list).await;
                    assert_eq!(sum.deals, rows.len() as i64, "{list}: {told}");
                    sum
                }
                None => Sum::default(),
            });
        }
        let [then, came, went, changed, now] = parts[..] else {
            panic!("five figures of {}", words(row));
        };
        let sum = then.plus(came).plus(went).plus(changed);
        assert_eq!(
            (sum.euros, sum.francs),
            (now.euros, now.francs),
            "{}: {told}",
            words(row)
        );
        assert_eq!(then.deals + came.deals - went.deals, now.deals, "{told}");
    }
}

async fn start() -> (World, Member, Member) {
    start_on("2030-03-04").await
}

async fn start_on(day: &str) -> (World, Member, Member) {
    let world = World::on(day).await;
    let mara = world.rep("Mara Kovač").await;
    let ana = world.manager("Ana Lindqvist").await;
    (world, mara, ana)
}

async fn opens_for(member: &Member, name: &str, amount: &str) -> Deal {
    let form = member.opens(name).at("Acme Freight").form().await;
    let page = member.sends(&form.fill("Amount", amount)).await;
    let path = page.address.split('?').next().expect("it").to_owned();
    Deal { path }
}

#[tokio::test]
async fn it_begins_where_one_looked_last_and_nobody_elses_look_counts() {
    let (world, mara, ana) = start().await;
    let deal = opens_for(&mara, "Route planning", "480k").await;
    let page = ana.opens_page("/review").await;
    page.says("In the last week, since Monday 25 Feb, all owners.");
    ana.sends(&page.form("#look"))
        .await
        .tells("Next time your review begins here.");
    world.sleeps_until("2030-03-20").await;
    mara.goes_through(&deal).await;
    let page = ana.opens_page("/review").await;
    page.says("Since you last looked, Monday 4 Mar");
    let steps = waterfall(&page);
    assert_eq!(
        steps.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(),
        ["Then", "Moved on", "Now"],
        "{page}"
    );
    assert_eq!(steps[1].sum.euros, 480);
    mara.opens_page("/review")
        .await
        .says("In the last week, since Wednesday 13 Mar");
    let seen = ana.opens_page("/review").await;
    ana.sends(&seen.form("#look")).await;
    ana.sends(&seen.form("#look")).await;
    let looks: i64 = sqlx::query_scalar("select count(*) from review_look")
        .fetch_one(&world.db().superuser)
        .await
        .expect("they are counted");
    assert_eq!(looks, 2, "sent twice, kept once");
}

#[tokio::test]
async fn what_moves_on_or_falls_back_within_is_told_and_moves_no_sum() {
    let (world, mara, ana) = start().await;
    let deal = opens_for(&mara, "Route planning", "480k").await;
    mara.goes_through(&deal).await;
    world.sleeps_until("2030-03-20").await;
    mara.goes_through(&deal).await.stands_at("Framing");
    let page = ana.opens_page("/review").await;
    let told = page.read(".flow-told p");
    assert_eq!(told[0], "Within it, 1 moved on (€480k): that moves no sum.");
    assert!(!told[1].contains("moved on"), "{told:?}");
    let list = ana.opens_page(&page.link("1 moved on")).await;
    list.says("Route planning")
        .says("Agreeing to change → Framing");
    assert_eq!(head(&list).deals, 1);
}

#[tokio::test]
async fn a_period_that_is_over_says_its_day_and_nothing_of_now() {
    let (world, mara, ana) = start().await;
    let deal = opens_for(&mara, "Route planning", "480k").await;
    mara.goes_through(&deal).await;
    world.sleeps_until("2030-03-20").await;
    let now = ana.opens_page("/review").await;
    assert_eq!(now.read(".stands thead th")[2..4], ["Now", "a week ago"]);
    let over = ana
        .opens_page("/review?since=2030-03-01&until=2030-03-10")
        .await;
    over.says("What changed from 1 Mar to 10 Mar");
    assert_eq!(
        over.read(".stands thead th")[2..4],
        ["10 Mar", "a week before"]
    );
    let rows = over.read(".bars tbody th, #phases th");
    assert!(!rows.contains(&"Now".to_owned()), "{rows:?}");
    assert!(over.all("#look").is_empty(), "what is over was looked at");
}

#[tokio::test]
async fn a_number_of_the_head_opens_to_as_many_deals() {
    let (_world, mara, ana) = start().await;
    let ready = opens_for(&mara, "Route planning", "480k").await;
    mara.proves_all(&ready, "So it is.").await;
    let called = opens_for(&mara, "Cold chain", "20k").await;
    let page = mara.opens_page(&format!("{}/details", called.path)).await;
    mara.sends(&page.form("#details-form").choose("Really at", "Choosing"))
        .await;
    let page = ana.opens_page("/review").await;
    let tiles = page.read("a.tile");
    assert!(
        tiles[1].starts_with("Ready to move1 deal€480k"),
        "{tiles:?}"
    );
    assert!(
        tiles[2].starts_with("Called further than proved1 deal€20k"),
        "{tiles:?}"
    );
    let tiles = page.all("a.tile");
    let opens = |place: usize| page.resolve(tiles[place].attr("href").expect("a link"));
    let list = ana.opens_page(&opens(1)).await;
    assert_eq!(list.read("tbody th a"), ["Route planning"], "{list}");
    let table = ana.opens_page(&opens(2)).await;
    table.says("Cold chain").does_not_say("Route planning");
}

#[tokio::test]
async fn what_is_no_day_is_told_beside_the_field_and_another_workspace_is_not_there() {
    let (world, mara, ana) = start().await;
    let deal = opens_for(&mara, "Route planning", "480k").await;
    mara.goes_through(&deal).await;
    let page = ana.opens_page("/review?since=soon&until=never").await;
    page.is(StatusCode::OK)
        .says("Which day? For example 2026-11-16.")
        .says("Which day? For example 2026-11-23.");
    assert_eq!(page.form("#bar").value("since"), "soon");
    ana.opens_page("/review/deals?line=nothing")
        .await
        .is(StatusCode::NOT_FOUND);
    let otto = world.elsewhere().await.manager("Otto Lind").await;
    let theirs = otto.opens_page("/review?since=quarter").await;
    theirs.says("Nothing to review yet");
    let list = otto.opens_page("/review/deals?line=now").await;
    list.says("No deals here").does_not_say("Route planning");
    let foreign = format!("/review?owner={}&since=quarter", mara.id);
    otto.opens_page(&foreign).await.says("all owners");
}

#[tokio::test]
async fn a_past_review_is_what_it_was_and_keeps_its_links_there() {
    let (world, mara, ana) = start().await;
    let deal = opens_for(&mara, "Route planning", "480k").await;
    mara.goes_through(&deal).await;
    let then = ana.opens_page("/review?since=month").await;
    world.sleeps_until("2030-03-20").await;
    mara.closes(&deal, "Qualified out by us", "We cannot win it", &[])
        .await;
    let back = "/review?since=month&at=2030-03-04T12%3A00%3A00Z";
    let again = ana.opens_page(back).await;
    again.says("As it was on Monday 4 March 2030");
    assert!(again.all("#look").is_empty(), "the past is not looked at");
    assert_eq!(
        again.read(".flow, .stands, .tile"),
        then.read(".flow, .stands, .tile")
    );
    let list = ana.opens_page(&waterfall(&again)[1].list).await;
    list.says("As it was on Monday 4 March 2030")
        .says("Route planning");
    let now = ana.opens_page("/review?since=month").await;
    assert_ne!(now.read(".flow"), then.read(".flow"));
}

#[tokio::test]
async fn the_review_asks_as_often_however_many_deals_there_are() {
    let (_world, mara, ana) = start().await;
    let deal = opens_for(&mara, "Route planning", "480k").await;
    mara.goes_through(&deal).await;
    let one = questions(ana.opens_page("/review")).await;
    let listed = questions(ana.opens_page("/review/deals?line=now")).await;
    for name in ["Cold chain", "Berth plans", "Tolls"] {
        let deal = opens_for(&mara, name, "20k").await;
        mara.goes_through(&deal).await;
        let stage = mara.looks_at_stage(&deal, 1).await;
        let statement = stage.read("article.verifier h3").remove(0);
        mara.records(&deal, "We were wrong.")
            .against(&statement)
            .await;
    }
    let four = questions(ana.opens_page("/review")).await;
    assert_eq!(one.len(), four.len(), "{four:#?}");
    assert_eq!(four.len(), 19, "{four:#?}");
    let list = questions(ana.opens_page("/review/deals?line=now")).await;
    assert_eq!(listed.len(), list.len(), "{list:#?}");
    assert_eq!(list.len(), 8, "{list:#?}");
}
