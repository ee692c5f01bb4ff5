//! All SQL of this room.

use super::{
    about::About,
    mentions::Named,
    message::{Kind, Message, NewMessage, Words},
};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{MemberId, MessageId, OpportunityId},
};
use sqlx::Result;
use uuid::Uuid;

/// Posts a message with its mentions. False: it was posted already.
pub async fn post(tx: &mut Tx, deal: OpportunityId, new: &NewMessage) -> Result<bool> {
    let is_new = sqlx::query!(
        "
        insert into message (workspace_id, id, opportunity_id, about_kind, about_id, kind, body)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict do nothing
        ",
        tx.workspace().0,
        new.id.0,
        deal.0,
        new.about.map(|about| about.kind.name()),
        new.about.map(|about| about.id),
        new.kind.name(),
        new.words.as_str()
    )
    .execute(&mut **tx)
    .await?
    .rows_affected()
        > 0;
    if is_new && !new.mentions.is_empty() {
        mention(tx, deal, new.id, &new.mentions).await?;
    }
    Ok(is_new)
}

/// Puts other words in place of one's own. The database refuses anybody else's.
pub async fn reword(
    tx: &mut Tx,
    deal: OpportunityId,
    message: MessageId,
    words: &Words,
    mentions: &[MemberId],
) -> Result<()> {
    sqlx::query!(
        "
        update message
        set body = $4
        where workspace_id = $1 and opportunity_id = $2 and id = $3
        ",
        tx.workspace().0,
        deal.0,
        message.0,
        words.as_str()
    )
    .execute(&mut **tx)
    .await?;
    mention(tx, deal, message, mentions).await
}

/// Takes a message back: its words are gone for good. Its place stays where somebody answered or where it became something.
pub async fn remove(tx: &mut Tx, deal: OpportunityId, message: MessageId) -> Result<()> {
    sqlx::query!(
        "
        update message m
        set removed_at = moment(),
            body = '',
            leaves_trace = exists (
                    select from became b
                    where b.workspace_id = m.workspace_id and b.message_id = m.id)
                or exists (
                    select from message later
                    where later.workspace_id = m.workspace_id
                        and later.opportunity_id = m.opportunity_id
                        and (later.about_kind, later.about_id) is not distinct from (m.about_kind, m.about_id)
                        and later.member_id is distinct from m.member_id
                        and later.removed_at is null
                        and (later.at, later.id) > (m.at, m.id))
        where m.workspace_id = $1 and m.opportunity_id = $2 and m.id = $3
        ",
        tx.workspace().0,
        deal.0,
        message.0
    )
    .execute(&mut **tx)
    .await?;
    mention(tx, deal, message, &[]).await
}

/// Says that a message is a decision, or that it is none any more.
pub async fn mean(tx: &mut Tx, deal: OpportunityId, message: MessageId, kind: Kind) -> Result<()> {
    sqlx::query!(
        "
        update message
        set kind = $4
        where workspace_id = $1 and opportunity_id = $2 and id = $3 and kind <> $4
        ",
        tx.workspace().0,
        deal.0,
        message.0,
        kind.name()
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Makes these the members that a message speaks to, and no others.
async fn mention(
    tx: &mut Tx,
    deal: OpportunityId,
    message: MessageId,
    members: &[MemberId],
) -> Result<()> {
    let members: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    sqlx::query!(
        "
        delete from mention
        where workspace_id = $1 and message_id = $2 and member_id <> all ($3)
        ",
        tx.workspace().0,
        message.0,
        &members
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        insert into mention (workspace_id, message_id, opportunity_id, member_id)
        select $1, $2, $3, member
        from unnest($4::uuid[]) member
        on conflict do nothing
        ",
        tx.workspace().0,
        message.0,
        deal.0,
        &members
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Puts down that a message became something: each then leads to the other.
pub async fn became(
    tx: &mut Tx,
    deal: OpportunityId,
    message: MessageId,
    thing: About,
) -> Result<()> {
    sqlx::query!(
        "
        insert into became (workspace_id, message_id, opportunity_id, kind, thing_id)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing
        ",
        tx.workspace().0,
        message.0,
        deal.0,
        thing.kind.name(),
        thing.id
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// One message of a deal.
pub async fn find(tx: &mut Tx, deal: OpportunityId, message: MessageId) -> Result<Option<Message>> {
    let found = shown(tx, deal, Some(message), 1, &[], 0).await?;
    Ok(found.into_iter().find(|found| found.id == message))
}

/// A part of a deal's conversation, oldest first: up to `most` messages that end with `until` (`None`: with the newest),
/// and the latest `most_each` about each of these things. What was removed without a trace is left out.
pub async fn shown(
    tx: &mut Tx,
    deal: OpportunityId,
    until: Option<MessageId>,
    most: i64,
    things: &[Uuid],
    most_each: i64,
) -> Result<Vec<Message>> {
    let rows = sqlx::query!(
        r#"
        with latest as (
            select m.id
            from message m
            where m.workspace_id = $1
                and m.opportunity_id = $2
                and (m.removed_at is null or m.leaves_trace)
                and ($3::uuid is null or (m.at, m.id) <= (
                    select u.at, u.id
                    from message u
                    where u.workspace_id = $1 and u.opportunity_id = $2 and u.id = $3))
            order by m.at desc, m.id desc
            limit $4
        ), placed as (
            select m.id,
                count(*) over (partition by m.about_kind, m.about_id) as together,
                row_number() over (partition by m.about_kind, m.about_id order by m.at desc, m.id desc) as nth
            from message m
            where m.workspace_id = $1
                and m.opportunity_id = $2
                and m.about_id = any ($5)
                and (m.removed_at is null or m.leaves_trace)
        )
        select m.id as "id: MessageId", m.about_kind, m.about_id, m.kind, m.body, m.at,
            m.member_id as "member_id: MemberId", coalesce(a.name, '') as "author!", coalesce(a.hue, 0::smallint) as "hue!",
            m.edited_at is not null as "is_edited!", m.removed_at is not null as "is_removed!",
            m.decided_by as "decided_by: MemberId", coalesce(d.name, '') as "decider!",
            m.id in (select id from latest) as "in_stream!", p.together as "together?"
        from message m
        left join placed p
            on p.id = m.id and p.nth <= $6
        left join member a
            on a.workspace_id = m.workspace_id and a.id = m.member_id
        left join member d
            on d.workspace_id = m.workspace_id and d.id = m.decided_by
        where m.workspace_id = $1
            and m.opportunity_id = $2
            and (m.id in (select id from latest) or p.id is not null)
        order by m.at, m.id
        "#,
        tx.workspace().0,
        deal.0,
        until.map(|id| id.0),
        most,
        things,
        most_each
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Message {
                id: row.id,
                about: about(row.about_kind, row.about_id)?,
                kind: stored(&row.kind)?,
                body: row.body,
                member_id: row.member_id,
                author: row.author,
                hue: row.hue,
                at: row.at,
                is_edited: row.is_edited,
                is_removed: row.is_removed,
                decided_by: row.decided_by,
                decider: row.decider,
                in_stream: row.in_stream,
                together: row.together,
            })
        })
        .collect()
}

fn about(kind: Option<String>, id: Option<Uuid>) -> Result<Option<About>> {
    let Some((kind, id)) = kind.zip(id) else {
        return Ok(None);
    };
    Ok(Some(About {
        kind: stored(&kind)?,
        id,
    }))
}

/// What hangs on messages: whom they speak to, and what they became.
#[derive(Clone, Debug, Default)]
pub struct Links {
    pub mentions: Vec<(MessageId, Named)>,
    /// With the author of the message.
    pub became: Vec<(MessageId, About, String)>,
}

/// What hangs on these messages, and which messages these things came from.
pub async fn links(
    tx: &mut Tx,
    deal: OpportunityId,
    messages: &[Uuid],
    things: &[Uuid],
) -> Result<Links> {
    let rows = sqlx::query!(
        r#"
        select n.message_id as "message!: MessageId", null as kind, n.member_id as "thing!", m.name as "name!"
        from mention n
        join member m
            on m.workspace_id = n.workspace_id and m.id = n.member_id
        where n.workspace_id = $1 and n.message_id = any ($3)
        union all
        select b.message_id, b.kind, b.thing_id, coalesce(a.name, '')
        from became b
        join message w
            on w.workspace_id = b.workspace_id and w.id = b.message_id
        left join member a
            on a.workspace_id = w.workspace_id and a.id = w.member_id
        where b.workspace_id = $1
            and b.opportunity_id = $2
            and (b.message_id = any ($3) or b.thing_id = any ($4))
        "#,
        tx.workspace().0,
        deal.0,
        messages,
        things
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut links = Links::default();
    for row in rows {
        match row.kind {
            None => links.mentions.push((
                row.message,
                Named {
                    id: row.thing.into(),
                    name: row.name,
                },
            )),
            Some(kind) => {
                let kind = stored(&kind)?;
                let thing = About {
                    kind,
                    id: row.thing,
                };
                links.became.push((row.message, thing, row.name));
            }
        }
    }
    Ok(links)
}

/// What stands beside a deal's verifiers and evidence, and what it is called.
pub async fn things(tx: &mut Tx, deal: OpportunityId) -> Result<Vec<(About, String)>> {
    let rows = sqlx::query!(
        r#"
        select 'obstacle' as "kind!", o.id as "id!", o.words as "name!"
        from obstacle o
        where o.workspace_id = $1 and o.opportunity_id = $2
        union all
        select 'play', p.id, p.what
        from play p
        where p.workspace_id = $1 and p.opportunity_id = $2
        union all
        select 'commitment', c.id, c.what
        from commitment c
        where c.workspace_id = $1 and c.opportunity_id = $2
        union all
        select 'alternative', a.id, a.name
        from alternative a
        where a.workspace_id = $1 and a.opportunity_id = $2
        union all
        select 'stakeholder', s.id, c.name
        from stakeholder s
        join contact c
            on c.workspace_id = s.workspace_id and c.id = s.contact_id
        where s.workspace_id = $1 and s.opportunity_id = $2 and not s.removed
        "#,
        tx.workspace().0,
        deal.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = stored(&row.kind)?;
            Ok((About { kind, id: row.id }, row.name))
        })
        .collect()
}

/// Everybody who can be spoken to.
pub async fn members(tx: &mut Tx) -> Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"
        select id as "id: MemberId", name
        from member
        where workspace_id = $1 and deactivated_at is null
        order by lower(name), id
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}
