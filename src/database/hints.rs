//! What transactions touched, waiting to be told to every process. A hint for open pages, never the truth: the ledger is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Notify;
use uuid::Uuid;

/// What a hint is about: a workspace, and in it a deal, a member, or the workspace itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub workspace: Uuid,
    pub stream: Uuid,
}

/// How far the ledger of a place has come, and which of its tables changed ("*": any of them).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub seq: i64,
    pub topics: BTreeSet<String>,
}

impl Change {
    /// Both of them in one.
    pub fn merge(&mut self, other: Self) {
        self.seq = self.seq.max(other.seq);
        self.topics.extend(other.topics);
    }
}

/// The hints of this process that were not passed on yet: what changes again meanwhile is told once.
#[derive(Clone, Debug, Default)]
pub struct Hints(Arc<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    changes: Mutex<BTreeMap<Place, Change>>,
    some: Notify,
}

impl Hints {
    /// Notes what a committed transaction touched, in the words of the setting `app.touched`.
    pub(super) fn note(&self, touched: &str) {
        for (place, change) in touched.split_ascii_whitespace().filter_map(read) {
            self.add(place, change);
        }
    }

    /// Notes a change of something that the ledger does not keep.
    pub fn add(&self, place: Place, change: Change) {
        let mut changes = self
            .0
            .changes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        changes.entry(place).or_default().merge(change);
        drop(changes);
        self.0.some.notify_one();
    }

    /// Waits until there is something to tell, and leaves it where it is.
    pub async fn some(&self) {
        self.0.some.notified().await;
    }

    /// Takes everything that waits.
    pub fn take(&self) -> BTreeMap<Place, Change> {
        std::mem::take(
            &mut self
                .0
                .changes
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

/// One entry: workspace, stream, number and table.
fn read(entry: &str) -> Option<(Place, Change)> {
    let mut parts = entry.split(':');
    let place = Place {
        workspace: parts.next()?.parse().ok()?,
        stream: parts.next()?.parse().ok()?,
    };
    let seq = parts.next()?.parse().ok()?;
    let topics = BTreeSet::from([parts.next()?.to_owned()]);
    Some((place, Change { seq, topics }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_transaction_touched_is_told_once_for_each_place() {
        let (workspace, deal) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let hints = Hints::default();
        hints.note(&format!(
            " {workspace}:{deal}:7:evidence {workspace}:{deal}:8:bearing {workspace}:{deal}:9:bearing"
        ));
        let told = hints.take();
        let change = &told[&Place {
            workspace,
            stream: deal,
        }];
        assert_eq!((told.len(), change.seq), (1, 9));
        assert_eq!(
            change.topics,
            BTreeSet::from(["bearing".into(), "evidence".into()])
        );
        assert!(hints.take().is_empty());
    }

    #[test]
    fn what_is_no_hint_is_passed_over() {
        let hints = Hints::default();
        hints.note("x y:z ::: 1:2:3:4");
        assert!(hints.take().is_empty());
    }
}
