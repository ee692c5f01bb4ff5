//! What the team of the demo thought, said and is asked.

use super::*;

#[tokio::test]
async fn the_deals_look_as_if_a_team_had_thought_about_them() {
    let stage = Stage::played().await;
    let at_least = [
        (
            "on Acme: messages",
            "select count(*) from message m join opportunity o on o.id = m.opportunity_id
            join account a on a.id = o.account_id where a.name = 'Acme Freight'",
            8,
        ),
        (
            "on Acme: people",
            "select count(*) from stakeholder s join opportunity o on o.id = s.opportunity_id
            join account a on a.id = o.account_id where a.name = 'Acme Freight'",
            6,
        ),
        (
            "decisions in talk",
            "select count(*) from message where kind = 'decision'",
            1,
        ),
        (
            "messages that became something",
            "select count(*) from became",
            1,
        ),
        (
            "alternatives let go, and not",
            "select least(count(*) filter (where let_go), count(*) filter (where not let_go)) from alternative",
            5,
        ),
        (
            "views with evidence",
            "select count(*) from risk_view where evidence_id is not null",
            8,
        ),
        (
            "beliefs",
            "select count(*) from risk_view where evidence_id is null",
            2,
        ),
        (
            "obstacles that were got past",
            "select count(distinct obstacle_id) from obstacle_turn where state in ('gone', 'worked_round')",
            8,
        ),
        ("plays with a result", "select count(*) from play_result", 4),
        (
            "promises kept",
            "select count(*) from commitment_turn where turn = 'kept'",
            2,
        ),
        (
            "promises moved",
            "select count(*) from commitment_turn where turn = 'moved'",
            2,
        ),
        (
            "sessions that are over, with dissent",
            "select count(*) from strategy_session s
            join session_dissent d on d.session_id = s.id where s.ended_at is not null",
            2,
        ),
        (
            "sessions in silent writing",
            "select count(*) from strategy_session
            where ended_at is null and step = 3 and ideas_shown_at is null",
            1,
        ),
        (
            "deals held by a session",
            "select count(*) from session_decision d
            join outcome o on o.id = d.outcome_id where d.kind = 'hold'",
            1,
        ),
        (
            "deals held until a day that has come",
            "select count(*) from hold_watch where comes_back_on <= '2026-11-23'",
            1,
        ),
    ];
    for (what, question, least) in at_least {
        let found = stage.count(question).await;
        assert!(found >= least, "{what}: {found}");
    }
    let nobody = "
        select count(*) from opportunity o
        where not exists (select from stakeholder s where s.opportunity_id = o.id)
        and exists (select from evidence e where e.opportunity_id = o.id)";
    let without = stage.count(nobody).await;
    assert!(without <= 2, "{without} deals know nobody");
}

#[tokio::test]
async fn everybody_with_a_link_has_something_new_in_the_inbox_and_not_too_much() {
    let stage = Stage::played().await;
    for (name, kinds) in [
        ("Mara Kovač", ["mention", "question", "session"]),
        ("Jon Okafor", ["mention", "question", "challenge"]),
        ("Ana Lindqvist", ["mention", "session", "challenge"]),
    ] {
        let unread: Vec<String> = sqlx::query_scalar(
            "select i.kind from inbox_item i join member m on m.id = i.member_id
            where m.name = $1 and i.read_at is null",
        )
        .bind(name)
        .fetch_all(&stage.behind)
        .await
        .expect("read");
        for kind in kinds {
            assert!(unread.iter().any(|one| one == kind), "{name}: {unread:?}");
        }
        assert!(unread.len() <= 15, "{name}: {unread:?}");
    }
}
