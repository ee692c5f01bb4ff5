//! What moved is kept where it is much, off the request path: whoever looks next does not wait until it is reckoned again.

use super::{numbers::Numbers, page::Ground, store};
use crate::database::{self, Database};

/// How many deals have to have moved. What fewer did is reckoned in some milliseconds.
const MUCH: i64 = 2_000;

/// Sees to it that what moved on this ground is kept. Whoever looks does not wait for it, and misses nothing if it fails.
pub fn keep(db: &Database, whose: database::Scope, ground: &Ground, numbers: &Numbers) {
    if numbers.deals_moved() < MUCH {
        return;
    }
    let (db, scope, since, upto) = (db.clone(), ground.scope, ground.period.since, ground.upto);
    tokio::spawn(async move {
        let kept = async {
            let mut tx = db.begin(whose).await?;
            store::keep_flow(&mut tx, scope, since, upto).await?;
            tx.commit().await
        };
        if let Err(error) = kept.await {
            tracing::warn!(%error, "what moved could not be kept");
        }
    });
}
