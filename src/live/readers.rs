//! The streams that are open in this process. Each holds a set of names, not a queue: a reader who is slow hears later
//! that more has changed, and never costs more.

use crate::{
    database::hints::{Change, Place},
    ids::{SessionId, WorkspaceId},
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// What stands for "anything may have changed".
pub const EVERYTHING: &str = "*";

/// All of them, by the places they listen to.
#[derive(Clone, Debug, Default)]
pub struct Readers(Arc<Mutex<HashMap<Place, Vec<Arc<Reader>>>>>);

/// One open stream.
#[derive(Debug)]
pub struct Reader {
    pub session: SessionId,
    pub workspace: WorkspaceId,
    /// Of the streams it listens to, the one whose numbers it knows.
    numbered: Option<Place>,
    state: Mutex<State>,
    awake: Notify,
}

#[derive(Debug, Default)]
struct State {
    unheard: Change,
    end: Option<End>,
}

/// Why a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Signed out, deactivated, or gone to another workspace: not to come back.
    Over,
    /// To be opened anew.
    Again,
}

/// A reader among the others, until it is dropped.
#[derive(Debug)]
pub struct Open {
    pub reader: Arc<Reader>,
    readers: Readers,
    places: Vec<Place>,
}

impl Reader {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something changed at a place where it listens. The numbers of other places would mislead it.
    pub fn hear(&self, place: Place, mut change: Change) {
        if self.numbered != Some(place) {
            change.seq = 0;
        }
        self.state().unheard.merge(change);
        self.awake.notify_one();
    }

    fn end(&self, why: End) {
        self.state().end = Some(why);
        self.awake.notify_one();
    }

    /// What changed since it was last asked, as soon as something has; or why there is nothing more to hear.
    pub async fn next(&self) -> Result<Change, End> {
        loop {
            {
                let mut state = self.state();
                if let Some(end) = state.end {
                    return Err(end);
                }
                if !state.unheard.topics.is_empty() {
                    return Ok(std::mem::take(&mut state.unheard));
                }
            }
            self.awake.notified().await;
        }
    }
}

impl Readers {
    fn all(&self) -> MutexGuard<'_, HashMap<Place, Vec<Arc<Reader>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new reader, who listens to these places, and perhaps keeps the number of one of them.
    pub fn open(
        &self,
        session: SessionId,
        workspace: WorkspaceId,
        numbered: Option<Place>,
        places: Vec<Place>,
    ) -> Open {
        let reader = Arc::new(Reader {
            session,
            workspace,
            numbered,
            state: Mutex::default(),
            awake: Notify::new(),
        });
        let mut all = self.all();
        for place in &places {
            all.entry(*place).or_default().push(reader.clone());
        }
        drop(all);
        Open {
            reader,
            readers: self.clone(),
            places,
        }
    }

    /// Tells those who listen to a place, and those who listen to all of its workspace.
    pub fn tell(&self, place: Place, change: &Change) {
        let whole = Place {
            stream: place.workspace,
            ..place
        };
        if place == whole && change.topics.contains(EVERYTHING) {
            return self.tell_everything(|reader| reader.workspace.0 == place.workspace);
        }
        let places = [place, whole];
        let here = if place == whole { 1 } else { 2 };
        let all = self.all();
        for reader in places[..here]
            .iter()
            .filter_map(|place| all.get(place))
            .flatten()
        {
            reader.hear(place, change.clone());
        }
    }

    /// Hints may have been lost: everybody asks anew.
    pub fn tell_everybody(&self) {
        self.tell_everything(|_| true);
    }

    fn tell_everything(&self, whom: impl Fn(&Reader) -> bool) {
        let everything = Change {
            seq: 0,
            topics: BTreeSet::from([EVERYTHING.to_owned()]),
        };
        for (place, readers) in self.all().iter() {
            for reader in readers.iter().filter(|reader| whom(reader)) {
                reader.hear(*place, everything.clone());
            }
        }
    }

    /// Whose streams are open, by workspace.
    pub fn sessions(&self) -> HashMap<WorkspaceId, HashSet<SessionId>> {
        let mut sessions: HashMap<_, HashSet<_>> = HashMap::new();
        for reader in self.all().values().flatten() {
            sessions
                .entry(reader.workspace)
                .or_default()
                .insert(reader.session);
        }
        sessions
    }

    /// Ends the streams that these sessions have in a workspace, for good.
    pub fn end_those_of(&self, workspace: WorkspaceId, over: &HashSet<SessionId>) {
        let all = self.all();
        let here = all
            .values()
            .flatten()
            .filter(|reader| reader.workspace == workspace);
        for reader in here.filter(|reader| over.contains(&reader.session)) {
            reader.end(End::Over);
        }
    }

    /// Ends every stream, to be opened anew.
    pub fn end_for_now(&self) {
        for reader in self.all().values().flatten() {
            reader.end(End::Again);
        }
    }

    /// How many places somebody listens to.
    #[cfg(test)]
    fn places(&self) -> usize {
        self.all().len()
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut all = self.readers.all();
        for place in &self.places {
            if let Some(readers) = all.get_mut(place) {
                readers.retain(|reader| !Arc::ptr_eq(reader, &self.reader));
                if readers.is_empty() {
                    all.remove(place);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn place(stream: u128) -> Place {
        Place {
            workspace: Uuid::from_u128(1),
            stream: Uuid::from_u128(stream),
        }
    }

    fn change(seq: i64, topic: &str) -> Change {
        Change {
            seq,
            topics: BTreeSet::from([topic.to_owned()]),
        }
    }

    fn open(readers: &Readers, stream: u128) -> Open {
        readers.open(
            SessionId::new(),
            WorkspaceId(Uuid::from_u128(1)),
            Some(place(stream)),
            vec![place(stream), place(77)],
        )
    }

    #[tokio::test]
    async fn a_slow_reader_hears_everything_at_once() {
        let readers = Readers::default();
        let here = open(&readers, 2);
        for seq in 1..=10_000 {
            readers.tell(place(2), &change(seq, "evidence"));
        }
        readers.tell(place(2), &change(10_001, "message"));
        let heard = here.reader.next().await.expect("a change");
        assert_eq!((heard.seq, heard.topics.len()), (10_001, 2));
    }

    #[tokio::test]
    async fn the_numbers_of_another_place_are_not_taken_for_those_of_the_deal() {
        let readers = Readers::default();
        let here = open(&readers, 2);
        readers.tell(place(77), &change(50, "mention"));
        readers.tell(place(2), &change(20, "evidence"));
        let heard = here.reader.next().await.expect("a change");
        assert_eq!((heard.seq, heard.topics.len()), (20, 2));
    }

    #[tokio::test]
    async fn who_listens_to_the_workspace_hears_of_every_deal_and_others_of_theirs() {
        let readers = Readers::default();
        let (board, deal) = (open(&readers, 1), open(&readers, 2));
        readers.tell(place(3), &change(1, "passage"));
        assert_eq!(board.reader.next().await.map(|c| c.topics.len()), Ok(1));
        assert!(deal.reader.state().unheard.topics.is_empty());
        readers.tell(place(1), &change(0, EVERYTHING));
        assert!(
            deal.reader.next().await.is_ok(),
            "everything is everybody’s"
        );
    }

    #[tokio::test]
    async fn a_session_that_is_over_hears_no_more() {
        let readers = Readers::default();
        let (ended, good) = (open(&readers, 2), open(&readers, 2));
        let over = HashSet::from([ended.reader.session]);
        readers.end_those_of(good.reader.workspace, &over);
        assert_eq!(ended.reader.next().await, Err(End::Over));
        assert!(good.reader.state().end.is_none());
    }

    #[test]
    fn who_leaves_leaves_nothing_behind() {
        let readers = Readers::default();
        let (one, other) = (open(&readers, 2), open(&readers, 2));
        drop(one);
        assert_eq!(readers.places(), 2);
        drop(other);
        assert_eq!(readers.places(), 0);
    }
}
