//! A session of fifty people, who write and vote at the same time.

use super::{Room, room};
use crate::world::{Member, Page};
use futures_util::{StreamExt, stream};

/// How many do something at the same moment: on a busy machine more would be told to come back.
const AT_ONCE: usize = 10;

async fn all_at_once(acts: impl IntoIterator<Item = impl Future<Output = ()>>) {
    stream::iter(acts)
        .for_each_concurrent(AT_ONCE, |act| act)
        .await;
}

async fn joins(member: &Member, session: &Page) {
    let page = member.sees(session).await;
    member.sends(&page.form("form[action$='/part']")).await;
}

#[tokio::test]
async fn fifty_people_write_and_vote_at_once_and_nothing_is_lost() {
    let Room {
        world,
        mara,
        jonas,
        ana,
        session,
        ..
    } = room().await;
    let mut others = vec![jonas, ana];
    for number in 4..=50 {
        others.push(world.rep(&format!("Member {number}")).await);
    }
    let session = &session;
    all_at_once(others.iter().map(|member| joins(member, session))).await;
    mara.gives_odds(session, "before", "0").await;
    all_at_once((1..).zip(&others).map(async |(odds, member)| {
        member
            .gives_odds(session, "before", &format!("{odds}"))
            .await;
    }))
    .await;
    let page = mara.sees(session).await;
    page.says("50 of 50, shown together");
    page.says("0 to 49");

    mara.goes_on_to(session, 3).await;
    let reason = |member: &Member| format!("What {} fears.", member.name);
    all_at_once(others.iter().map(async |member| {
        member.writes(session, 1, &reason(member)).await;
    }))
    .await;
    let page = mara.sees(session).await;
    assert!(!page.text.contains("fears"), "read early");
    mara.sends(&page.form("form[action$='/showing']:has([value=ideas])"))
        .await;
    let page = mara.goes_on_to(session, 4).await;
    assert_eq!(page.all("#board .idea").len(), 49);

    all_at_once(others.iter().map(async |member| {
        member.votes_for(session, &reason(&others[0])).await;
    }))
    .await;
    let page = mara.goes_on_to(session, 5).await;
    assert_eq!(page.all(".idea [aria-label='49 dots']").len(), 1);
}
