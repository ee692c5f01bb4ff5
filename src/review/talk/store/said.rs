//! What customers said, for the rules.

use crate::{
    database::Tx,
    ids::{ContactId, EvidenceId},
    journey::{
        facts::{Doubt, Evidence},
        terms::Strength,
    },
    review::talk::facts::Said,
};
use chrono::{DateTime, Utc};
use sqlx::Result;
use std::{cmp::Reverse, collections::HashMap};
use uuid::Uuid;

/// Who said something, and in which words.
pub struct Saying {
    speaker: ContactId,
    name: String,
    words: String,
    recorded_at: DateTime<Utc>,
}

/// All that was said of these deals.
pub async fn sayings(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<EvidenceId, Saying>> {
    let rows = sqlx::query!(
        r#"
        select e.id as "id: EvidenceId", c.id as "speaker: ContactId", c.name, left(e.words, 400) as "words!", e.recorded_at
        from evidence e
        join contact c
            on c.workspace_id = e.workspace_id and c.id = e.contact_id
        where e.workspace_id = $1 and e.opportunity_id = any($2)
        "#,
        tx.workspace().0,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    let sayings = rows.into_iter().map(|row| {
        let saying = Saying {
            speaker: row.speaker,
            name: row.name,
            words: row.words,
            recorded_at: row.recorded_at,
        };
        (row.id, saying)
    });
    Ok(sayings.collect())
}

/// What the rule judges by, in its words: the latest first.
pub fn said(evidence: &[Evidence], sayings: &mut HashMap<EvidenceId, Saying>) -> Vec<Said> {
    let mut latest_first: Vec<&Evidence> = evidence.iter().collect();
    latest_first.sort_by_key(|piece| Reverse((piece.happened_on, piece.ordinal)));
    let said = latest_first.into_iter().filter_map(|piece| {
        let saying = sayings.remove(&piece.id)?;
        let is_heard = piece.strength > Strength::Reported;
        Some(Said {
            id: piece.id,
            speaker: saying.speaker,
            name: saying.name,
            words: saying.words,
            happened_on: piece.happened_on,
            recorded_at: saying.recorded_at,
            counts: is_heard && !piece.withdrawn && piece.doubt != Doubt::Upheld,
            under: piece.bearings.first().map(|bearing| bearing.verifier),
        })
    });
    said.collect()
}
