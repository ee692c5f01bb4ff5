//! Reckons the whole chain anew, a page of rows at a time.

use super::{
    chain::{Entry, Fault, Head, Place, StreamKey, hex},
    store,
};
use crate::ids::WorkspaceId;
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection};
use std::collections::VecDeque;
use uuid::Uuid;

/// Rows that are read at a time.
const PAGE: i64 = 2_000;

/// Before every stream.
const START: StreamKey = StreamKey {
    workspace: WorkspaceId(Uuid::nil()),
    stream: Uuid::nil(),
};

/// What was found to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub events: u64,
    pub streams: u64,
    /// SHA-256 over all heads, in order. Kept elsewhere, it tells whether a whole stream was written anew: it is the
    /// same again as long as nothing was added.
    pub digest: String,
    /// The login is shown one workspace at a time: one without any member, now or ever, it is never shown.
    pub by_workspace: bool,
}

/// Follows every stream from its first event to its head. On one snapshot: nothing that is written meanwhile disturbs it.
pub async fn verify(connection: &mut PgConnection) -> sqlx::Result<Result<Sum, Fault>> {
    let by_workspace = !store::sees_everything(connection).await?;
    let workspaces = match by_workspace {
        true => store::workspaces(connection).await?,
        false => Vec::new(),
    };
    let mut snapshot = connection
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    let mut tally = Tally::default();
    if !by_workspace && let Err(fault) = walk(&mut snapshot, &mut tally).await? {
        return Ok(Err(fault));
    }
    for workspace in workspaces {
        store::enter(&mut snapshot, workspace).await?;
        if let Err(fault) = walk(&mut snapshot, &mut tally).await? {
            return Ok(Err(fault));
        }
    }
    Ok(Ok(Sum {
        events: tally.events,
        streams: tally.streams,
        digest: hex(&tally.heads.finalize()),
        by_workspace,
    }))
}

#[derive(Default)]
struct Tally {
    events: u64,
    streams: u64,
    heads: Sha256,
}

/// Everything that the connection sees.
async fn walk(connection: &mut PgConnection, tally: &mut Tally) -> sqlx::Result<Result<(), Fault>> {
    let mut ledger = Ledger::new(connection);
    loop {
        let head = ledger.head().await?;
        let entry = ledger.entry().await?.map(Entry::place);
        let followed = match (head, entry) {
            (None, None) => break,
            (Some(head), Some(entry)) if entry.key == head.key => {
                ledger.follow(head, tally).await?
            }
            (head, Some(entry)) if head.as_ref().is_none_or(|head| entry.key < head.key) => {
                Err(Fault::NoHead(entry))
            }
            (Some(head), _) => Err(cut_off(&head, 0)),
            (None, Some(entry)) => Err(Fault::NoHead(entry)),
        };
        if let Err(fault) = followed {
            return Ok(Err(fault));
        }
    }
    let never_told = store::never_told(connection).await?;
    Ok(match never_told {
        None => Ok(()),
        Some(key) => Err(Fault::NeverTold(Place { key, seq: 1 })),
    })
}

/// The head stands further than the last event.
fn cut_off(head: &Head, last: i64) -> Fault {
    let at = Place {
        key: head.key,
        seq: last + 1,
    };
    Fault::CutOff { at, head: head.seq }
}

/// Both tables side by side, read a page at a time.
struct Ledger<'c> {
    connection: &'c mut PgConnection,
    entries: VecDeque<Entry>,
    last_entry: Place,
    heads: VecDeque<Head>,
    last_head: StreamKey,
}

impl<'c> Ledger<'c> {
    fn new(connection: &'c mut PgConnection) -> Self {
        Self {
            connection,
            entries: VecDeque::new(),
            last_entry: Place { key: START, seq: 0 },
            heads: VecDeque::new(),
            last_head: START,
        }
    }

    /// The next event, which stays there.
    async fn entry(&mut self) -> sqlx::Result<Option<&Entry>> {
        if self.entries.is_empty() {
            let page = store::events_after(self.connection, self.last_entry, PAGE).await?;
            self.entries.extend(page);
            self.last_entry = self.entries.back().map_or(self.last_entry, Entry::place);
        }
        Ok(self.entries.front())
    }

    /// The next head, which stays there.
    async fn head(&mut self) -> sqlx::Result<Option<Head>> {
        if self.heads.is_empty() {
            let page = store::heads_after(self.connection, self.last_head, PAGE).await?;
            self.heads.extend(page);
            self.last_head = self.heads.back().map_or(self.last_head, |head| head.key);
        }
        Ok(self.heads.front().cloned())
    }

    /// One stream, from its first event to its head.
    async fn follow(&mut self, head: Head, tally: &mut Tally) -> sqlx::Result<Result<(), Fault>> {
        let (mut seq, mut at, mut hash) = (0, None, Vec::new());
        while let Some(entry) = self.entry().await?.filter(|entry| entry.key == head.key) {
            seq += 1;
            if entry.seq > seq {
                let key = head.key;
                return Ok(Err(Fault::Missing(Place { key, seq })));
            }
            if entry.seq < seq || entry.at.is_none() || entry.hash != entry.expected_hash(&hash) {
                let (at, kind) = (entry.place(), entry.kind.clone());
                return Ok(Err(Fault::Altered { at, kind }));
            }
            (at, hash) = (entry.at, entry.hash.clone());
            self.entries.pop_front();
        }
        self.heads.pop_front();
        if head.seq > seq {
            return Ok(Err(cut_off(&head, seq)));
        }
        if (head.seq, head.at, &head.hash) != (seq, at, &hash) {
            let key = head.key;
            return Ok(Err(Fault::HeadElsewhere(Place { key, seq })));
        }
        tally.streams += 1;
        tally.events += seq.unsigned_abs();
        let StreamKey { workspace, stream } = head.key;
        let line = format!("{workspace} {stream} {seq} {}\n", hex(&hash));
        tally.heads.update(line);
        Ok(Ok(()))
    }
}
