//! What one person said, across deals.

use crate::accounts::contact::Saying;
use crate::database::{Tx, vocabulary::stored};
use crate::evidence::store::strength;
use crate::ids::{ContactId, EvidenceId, OpportunityId};
use chrono::NaiveDate;
use sqlx::Result;
use std::{fmt, str::FromStr};

/// Where the next page of sayings goes on: after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub happened_on: NaiveDate,
    pub id: EvidenceId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.happened_on, self.id)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (day, id) = text.split_once('_').ok_or(())?;
        Ok(Self {
            happened_on: day.parse().map_err(|_| ())?,
            id: id.parse().map_err(|_| ())?,
        })
    }
}

/// A page of what a contact said, the latest first.
pub async fn said_by(
    tx: &mut Tx,
    contact: ContactId,
    before: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Saying>> {
    let rows = sqlx::query!(
        r#"
        select e.id as "id: EvidenceId", e.words, e.happened_on, e.channel, e.strength,
            o.id as "deal: OpportunityId", o.name as deal_name,
            w.reason as "withdrawn?",
            array(
                select v.statement
                from bearing b
                join verifier v
                    on v.workspace_id = b.workspace_id and v.id = b.verifier_id
                where b.workspace_id = e.workspace_id and b.evidence_id = e.id and b.supports
                order by v.statement) as "supports!",
            array(
                select v.statement
                from bearing b
                join verifier v
                    on v.workspace_id = b.workspace_id and v.id = b.verifier_id
                where b.workspace_id = e.workspace_id and b.evidence_id = e.id and not b.supports
                order by v.statement) as "contradicts!",
            array(
                select a.upheld
                from challenge c
                left join challenge_answer a
                    on a.workspace_id = c.workspace_id and a.id = c.id
                where c.workspace_id = e.workspace_id and c.evidence_id = e.id) as "answers!: Vec<Option<bool>>"
        from evidence e
        join opportunity o
            on o.workspace_id = e.workspace_id and o.id = e.opportunity_id
        left join withdrawal w
            on w.workspace_id = e.workspace_id and w.id = e.id
        where e.workspace_id = $1
            and e.contact_id = $2
            and ($3::date is null or (e.happened_on, e.id) < ($3, $4))
        order by e.happened_on desc, e.id desc
        limit $5
        "#,
        tx.workspace().0,
        contact.0,
        before.map(|cursor| cursor.happened_on),
        before.map(|cursor| cursor.id.0),
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Saying {
                id: row.id,
                words: row.words,
                happened_on: row.happened_on,
                channel: stored(&row.channel)?,
                strength: strength(row.strength)?,
                deal: row.deal,
                deal_name: row.deal_name,
                supports: row.supports,
                contradicts: row.contradicts,
                withdrawn: row.withdrawn,
                overruled: row.answers.contains(&Some(true)),
                challenged: row.answers.contains(&None),
            })
        })
        .collect()
}
