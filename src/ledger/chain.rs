//! One event's place in the chain, and everything that can be wrong with it.

use crate::ids::WorkspaceId;
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

/// A stream of the ledger: one deal's, or the workspace's own (then both ids are the same).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StreamKey {
    pub workspace: WorkspaceId,
    pub stream: Uuid,
}

/// An event as it is stored.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: StreamKey,
    pub seq: i64,
    /// Microseconds since 1970. None: no moment at all, which is never written.
    pub at: Option<i64>,
    pub member: Option<Uuid>,
    pub kind: String,
    pub subject: Uuid,
    /// As Postgres writes it.
    pub body: String,
    pub hash: Vec<u8>,
}

/// Where a stream stands, by its own word.
#[derive(Clone, Debug)]
pub struct Head {
    pub key: StreamKey,
    pub seq: i64,
    pub at: Option<i64>,
    pub hash: Vec<u8>,
}

impl Entry {
    /// The hash that it must have after the event before it: `event_text()` of migration 0002, again.
    pub fn expected_hash(&self, previous: &[u8]) -> Vec<u8> {
        let member = self.member.map_or("-".into(), |member| member.to_string());
        let lines = [
            hex(previous),
            self.key.workspace.to_string(),
            self.key.stream.to_string(),
            self.seq.to_string(),
            self.at.map_or(String::new(), |at| at.to_string()),
            member,
            self.kind.clone(),
            self.subject.to_string(),
            self.body.clone(),
        ];
        Sha256::digest(lines.join("\n")).to_vec()
    }

    pub fn place(&self) -> Place {
        Place {
            key: self.key,
            seq: self.seq,
        }
    }
}

/// Lower case, two letters a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An event's place in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub key: StreamKey,
    pub seq: i64,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its hash is not that of its columns and of the event before it.
    Altered { at: Place, kind: String },
    /// There is no event at this place, though the stream goes on.
    Missing(Place),
    /// The stream's head knows of later events than there are.
    CutOff { at: Place, head: i64 },
    /// The stream's head is not at its last event.
    HeadElsewhere(Place),
    /// An event in a stream that has no head.
    NoHead(Place),
    /// A deal, or a workspace, whose first event does not tell of it.
    NeverTold(Place),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, seq } = self;
        let StreamKey { workspace, stream } = key;
        write!(f, "workspace {workspace}, stream {stream}, event {seq}")
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered { at, kind } => write!(
                f,
                "{at} (“{kind}”): its hash is not that of its columns and of the event before it"
            ),
            Self::Missing(at) => write!(f, "{at}: is missing"),
            Self::CutOff { at, head } => write!(
                f,
                "{at}: is missing, and whatever followed up to event {head}, at which the stream's head stands"
            ),
            Self::HeadElsewhere(at) => {
                write!(
                    f,
                    "{at}: is the last one, but the stream's head tells another"
                )
            }
            Self::NoHead(at) => write!(f, "{at}: is in a stream that has no head"),
            Self::NeverTold(at) => write!(f, "{at}: does not tell how its stream began"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_event_follows_nothing_and_nobody_is_a_dash() {
        let key = StreamKey {
            workspace: WorkspaceId(Uuid::nil()),
            stream: Uuid::nil(),
        };
        let entry = Entry {
            key,
            seq: 1,
            at: Some(1_700_000_000_000_000),
            member: None,
            kind: "workspace added".into(),
            subject: Uuid::nil(),
            body: r#"{"name": "Acme"}"#.into(),
            hash: Vec::new(),
        };
        let nil = "00000000-0000-0000-0000-000000000000";
        let text = format!(
            "\n{nil}\n{nil}\n1\n1700000000000000\n-\nworkspace added\n{nil}\n{{\"name\": \"Acme\"}}"
        );
        assert_eq!(entry.expected_hash(&[]), Sha256::digest(text).to_vec());
        assert_ne!(entry.expected_hash(&[0]), entry.expected_hash(&[]));
    }
}
