//! What stays hidden from all but its writer until it is shown: odds, ideas, votes. Every function here gives what one
//! viewer may see, the one who acts in the transaction; nobody acts: nothing that is hidden.

use crate::{
    database::Tx,
    ids::{IdeaId, MemberId, StrategySessionId},
    sessions::{
        session::{Idea, Odds},
        words::Hidden,
    },
};
use sqlx::Result;
use uuid::Uuid;

/// The odds that this viewer may see: their own, and everybody's once they were shown.
pub async fn odds(tx: &mut Tx, session: StrategySessionId) -> Result<Vec<Odds>> {
    let viewer = tx.member().map(|member| member.0);
    sqlx::query_as!(
        Odds,
        r#"
        select o.asked, o.odds, o.late, coalesce(o.member_id = $3, false) as "mine!"
        from session_odds o
        join strategy_session s
            on s.workspace_id = o.workspace_id and s.id = o.session_id
        where o.workspace_id = $1
            and o.session_id = $2
            and (o.member_id = $3
                or case o.asked when 'before' then s.odds_before_shown_at else s.odds_after_shown_at end is not null)
        order by o.odds, o.late, o.asked
        "#,
        tx.workspace().0,
        session.0,
        viewer
    )
    .fetch_all(&mut **tx)
    .await
}

/// Gives the odds, or gives other ones. After the showing the first ones stay; whoever comes late is marked so.
pub async fn give_odds(
    tx: &mut Tx,
    session: StrategySessionId,
    asked: Hidden,
    odds: i16,
    late: bool,
) -> Result<bool> {
    let done = if late {
        sqlx::query!(
            "
            insert into session_odds (workspace_id, session_id, asked, odds, late)
            values ($1, $2, $3, $4, true)
            on conflict (workspace_id, session_id, asked, member_id) do nothing
            ",
            tx.workspace().0,
            session.0,
            asked.name(),
            odds
        )
        .execute(&mut **tx)
        .await?
    } else {
        sqlx::query!(
            "
            insert into session_odds (workspace_id, session_id, asked, odds)
            values ($1, $2, $3, $4)
            on conflict (workspace_id, session_id, asked, member_id) do update set odds = excluded.odds
            ",
            tx.workspace().0,
            session.0,
            asked.name(),
            odds
        )
        .execute(&mut **tx)
        .await?
    };
    sqlx::query!(
        "
        update session_part
        set gave_before = gave_before or $3 = 'before', gave_after = gave_after or $3 = 'after'
        where workspace_id = $1 and session_id = $2 and member_id = current_member()
        ",
        tx.workspace().0,
        session.0,
        asked.name()
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The ideas that this viewer may see: their own, and everybody's once they were shown; with their own dots, and
/// everybody's once those were shown.
pub async fn ideas(tx: &mut Tx, session: StrategySessionId) -> Result<Vec<Idea>> {
    let viewer = tx.member().map(|member| member.0);
    sqlx::query_as!(
        Idea,
        r#"
        select i.id as "id: IdeaId", i.heading, i.text, i.member_id as "writer: MemberId",
            coalesce(i.member_id = $3, false) as "mine!", g.into_id as "into?: IdeaId",
            (select coalesce(sum(d.dots), 0) from session_dot d
                where d.workspace_id = i.workspace_id and d.idea_id = i.id and d.member_id = $3) as "my_dots!",
            (select coalesce(sum(d.dots), 0) from session_dot d
                where d.workspace_id = i.workspace_id and d.idea_id = i.id
                    and (d.member_id = $3 or s.votes_shown_at is not null)) as "dots!"
        from session_idea i
        join strategy_session s
            on s.workspace_id = i.workspace_id and s.id = i.session_id
        left join session_merge g
            on g.workspace_id = i.workspace_id and g.id = i.id
        where i.workspace_id = $1
            and i.session_id = $2
            and (i.member_id = $3 or s.ideas_shown_at is not null)
        order by i.heading, i.at, i.id
        "#,
        tx.workspace().0,
        session.0,
        viewer
    )
    .fetch_all(&mut **tx)
    .await
}

/// Writes an idea down.
pub async fn write_idea(
    tx: &mut Tx,
    session: StrategySessionId,
    id: IdeaId,
    heading: i16,
    text: &str,
) -> Result<()> {
    sqlx::query!(
        "
        insert into session_idea (workspace_id, id, session_id, heading, text)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id.0,
        session.0,
        heading,
        text
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Takes an own idea back, which nobody else has seen. False: it is none of theirs, or everybody has seen it.
pub async fn take_idea_back(tx: &mut Tx, session: StrategySessionId, id: IdeaId) -> Result<bool> {
    let done = sqlx::query!(
        "
        delete from session_idea
        where workspace_id = $1 and session_id = $2 and id = $3 and member_id = current_member()
        ",
        tx.workspace().0,
        session.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says that who acts is ready with writing, or not after all.
pub async fn say_ready(tx: &mut Tx, session: StrategySessionId, ready: bool) -> Result<()> {
    sqlx::query!(
        "
        update session_part
        set ready = $3
        where workspace_id = $1 and session_id = $2 and member_id = current_member() and ready <> $3
        ",
        tx.workspace().0,
        session.0,
        ready
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Says that who acts has voted, or not after all.
pub async fn say_voted(tx: &mut Tx, session: StrategySessionId, voted: bool) -> Result<()> {
    sqlx::query!(
        "
        update session_part
        set voted = $3
        where workspace_id = $1 and session_id = $2 and member_id = current_member() and voted <> $3
        ",
        tx.workspace().0,
        session.0,
        voted
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Puts this many own dots on an idea: none takes them away.
pub async fn put_dots(
    tx: &mut Tx,
    session: StrategySessionId,
    idea: IdeaId,
    dots: i16,
) -> Result<()> {
    let (workspace, idea): (Uuid, Uuid) = (tx.workspace().0, idea.0);
    if dots == 0 {
        return sqlx::query!(
            "delete from session_dot where workspace_id = $1 and idea_id = $2 and member_id = current_member()",
            workspace,
            idea
        )
        .execute(&mut **tx)
        .await
        .map(drop);
    }
    sqlx::query!(
        "
        insert into session_dot (workspace_id, idea_id, session_id, dots)
        values ($1, $2, $3, $4)
        on conflict (workspace_id, idea_id, member_id) do update set dots = excluded.dots
        ",
        workspace,
        idea,
        session.0,
        dots
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}
