//! All SQL of this room. It writes nothing.

use super::{asked::Filter, words::Words};
use crate::{
    database::{Tx, vocabulary::stored},
    evidence::store::strength,
    ids::{ContactId, EvidenceId, OpportunityId, VerifierId},
    journey::terms::{OutcomeKind, Strength},
};
use chrono::NaiveDate;
use sqlx::Result;
use uuid::Uuid;

/// What has a name, as the database numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Deal = 1,
    Account = 2,
    Person = 3,
}

/// Whether anything here has a word, or a word here that looks like it.
#[derive(Clone, Debug)]
pub struct Alike {
    /// Which of the words asked for.
    pub at: usize,
    pub is_known: bool,
    pub alike: Option<String>,
    pub likeness: f32,
}

/// What looks like the words that nothing here has; like all of them, if so asked.
pub async fn alike(tx: &mut Tx, words: &Words, all: bool) -> Result<Vec<Alike>> {
    let rows = sqlx::query!(
        r#"
        select f.at as "at!", f.is_known as "is_known!", f.alike as "alike?", f.likeness as "likeness?"
        from find_alike($1, $2) as f
        "#,
        &words.0,
        all
    )
    .fetch_all(&mut **tx)
    .await?;
    let alike = rows.into_iter().map(|row| Alike {
        at: usize::try_from(row.at - 1).unwrap_or_default(),
        is_known: row.is_known,
        alike: row.alike,
        likeness: row.likeness.unwrap_or_default(),
    });
    Ok(alike.collect())
}

/// Something by its name.
#[derive(Clone, Debug)]
pub struct Named {
    pub kind: Kind,
    pub id: Uuid,
    pub name: String,
    /// What a person does.
    pub title: String,
    /// Where a deal or a person is; empty for an account itself.
    pub account: String,
    /// The stage of a deal.
    pub stage: String,
    pub outcome: Option<OutcomeKind>,
    pub has_left: bool,
}

/// Names that hold all the words, `many` of each kind, those first that begin with them.
pub async fn names(
    tx: &mut Tx,
    kinds: &[Kind],
    words: &Words,
    after: Option<Uuid>,
    many: i32,
) -> Result<Vec<Named>> {
    let kinds: Vec<i16> = kinds.iter().map(|kind| *kind as i16).collect();
    let rows = sqlx::query!(
        r#"
        select f.kind as "kind!", f.id as "id!", coalesce(o.name, c.name, a.name) as "name!", c.title as "title?",
            case when f.kind <> 2 then a.name end as account, s.name as "stage?", o.outcome as "outcome?",
            c.left_on is not null as "has_left!"
        from find_names($2, $3, $4, $5) with ordinality as f (kind, id, at)
        left join opportunity o
            on f.kind = 1 and o.workspace_id = $1 and o.id = f.id
        left join contact c
            on f.kind = 3 and c.workspace_id = $1 and c.id = f.id
        join account a
            on a.workspace_id = $1 and a.id = coalesce(o.account_id, c.account_id, f.id)
        left join stage s
            on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = o.stage
        order by f.at
        "#,
        tx.workspace().0,
        &kinds,
        &words.0,
        after,
        many
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Named {
                kind: match row.kind {
                    1 => Kind::Deal,
                    2 => Kind::Account,
                    _ => Kind::Person,
                },
                id: row.id,
                name: row.name,
                title: row.title.unwrap_or_default(),
                account: row.account.unwrap_or_default(),
                stage: row.stage.unwrap_or_default(),
                outcome: row.outcome.as_deref().map(stored).transpose()?,
                has_left: row.has_left,
            })
        })
        .collect()
}

/// One thing that a customer said.
#[derive(Clone, Debug)]
pub struct Saying {
    pub id: EvidenceId,
    pub words: String,
    pub happened_on: NaiveDate,
    pub strength: Strength,
    pub speaker: String,
    pub deal: OpportunityId,
    pub deal_name: String,
    pub account: String,
    /// Where it stands on the page of its deal: a stage, and a verifier that it bears on.
    pub place: Option<(i16, VerifierId)>,
    pub is_withdrawn: bool,
    /// A colleague doubted it, and was right.
    pub is_overruled: bool,
}

/// What customers said with all these words in it, the latest first.
pub async fn said(
    tx: &mut Tx,
    words: &Words,
    filter: &Filter,
    after: Option<Uuid>,
    many: i32,
) -> Result<Vec<Saying>> {
    let people = filter.people.as_ref();
    let people: Option<Vec<Uuid>> = people.map(|people| people.iter().map(|id| id.0).collect());
    let rows = sqlx::query!(
        r#"
        select e.id as "id: EvidenceId", e.words, e.happened_on, e.strength, c.name as speaker,
            o.id as "deal: OpportunityId", o.name as deal_name, a.name as account,
            place.position as "position?", place.verifier_id as "verifier_id?: VerifierId",
            w.id is not null as "is_withdrawn!",
            exists (
                select from challenge d
                join challenge_answer n
                    on n.workspace_id = d.workspace_id and n.id = d.id
                where d.workspace_id = e.workspace_id and d.evidence_id = e.id and n.upheld) as "is_overruled!"
        from find_said($2, $3, $4, $5, $6, $7, $8, $9) with ordinality as f (id, happened_on, at)
        join evidence e
            on e.workspace_id = $1 and e.id = f.id
        join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        join opportunity o
            on o.workspace_id = e.workspace_id and o.id = e.opportunity_id
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        left join withdrawal w
            on w.workspace_id = e.workspace_id and w.id = e.id
        left join lateral (
            select s.position, b.verifier_id
            from bearing b
            join verifier v
                on v.workspace_id = b.workspace_id and v.id = b.verifier_id
            join stage s
                on s.workspace_id = v.workspace_id and s.id = v.stage_id
            where b.workspace_id = e.workspace_id and b.evidence_id = e.id
            order by find_statement(v.statement) = $4 desc, b.verifier_id
            limit 1
        ) as place
            on true
        order by f.at
        "#,
        tx.workspace().0,
        &words.0,
        people.as_deref(),
        filter.verifier,
        filter.from,
        filter.to,
        filter.strength.map(Strength::code),
        after,
        many
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Saying {
                id: row.id,
                words: row.words,
                happened_on: row.happened_on,
                strength: strength(row.strength)?,
                speaker: row.speaker,
                deal: row.deal,
                deal_name: row.deal_name,
                account: row.account,
                place: row.position.zip(row.verifier_id),
                is_withdrawn: row.is_withdrawn,
                is_overruled: row.is_overruled,
            })
        })
        .collect()
}

/// A verifier as whoever looks for one sees it: the same words are the same, in whichever edition.
#[derive(Clone, Debug)]
pub struct Statement {
    pub key: Uuid,
    pub words: String,
}

/// Every statement of the journeys that can be followed or ever could.
pub async fn statements(tx: &mut Tx) -> Result<Vec<Statement>> {
    sqlx::query_as!(
        Statement,
        r#"
        select find_statement(v.statement) as "key!", min(v.statement) as "words!"
        from (
            select distinct v.statement
            from edition e
            join verifier v
                on v.workspace_id = e.workspace_id and v.edition_id = e.id and v.opportunity_id is null
            where e.workspace_id = $1 and e.published_at is not null
        ) as v
        group by 1
        order by 2
        "#,
        tx.workspace().0
    )
    .fetch_all(&mut **tx)
    .await
}

/// A person by name, with where they are.
pub async fn person(tx: &mut Tx, id: ContactId) -> Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select c.name || ', ' || a.name as "name!"
        from contact c
        join account a
            on a.workspace_id = c.workspace_id and a.id = c.account_id
        where c.workspace_id = $1 and c.id = $2
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await
}
