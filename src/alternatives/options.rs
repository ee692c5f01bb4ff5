//! All ways of one deal in their order, each with how it looks to whom: doing nothing first, ours last.

use super::{
    alternative::{Alternative, RiskView, Way},
    safest::{self, Compared, Level, Seen},
    store,
};
use crate::{
    database::Tx,
    evidence::evidence::Evidence,
    ids::{ContactId, EvidenceId},
    journey::terms::Risk,
    opportunities::page::whole::Whole,
    stakeholders::group::counts,
};

/// What the two ways are called that stand by themselves.
pub const DO_NOTHING: &str = "Do nothing";
pub const US: &str = "Us";

/// The ways of one deal. One query.
pub struct Options {
    /// Doing nothing, the alternatives still considered, ours.
    pub open: Vec<WayShown>,
    /// The alternatives that they let go.
    pub let_go: Vec<WayShown>,
    pub sentence: String,
}

/// One way and how it looked, oldest view first.
pub struct WayShown {
    pub way: Way,
    pub name: String,
    /// What kind of alternative it is; empty for the two that stand by themselves.
    pub kind: &'static str,
    pub views: Vec<RiskView>,
    pub level: Option<LevelShown>,
}

/// How risky a way looks today.
pub struct LevelShown {
    pub risk: Risk,
    pub is_theirs: bool,
}

impl Options {
    pub async fn load(tx: &mut Tx, whole: &Whole) -> sqlx::Result<Self> {
        let views = store::views(tx, whole.deal.id).await?;
        let (let_go, considered): (Vec<_>, Vec<_>) = whole
            .alternatives
            .iter()
            .partition(|alternative| alternative.let_go.is_some());
        let own = |way, name: &str| shown(whole, &views, way, name.into(), "");
        let named = |a: &&Alternative| {
            let way = Way::Alternative(a.id);
            shown(whole, &views, way, a.name.clone(), a.kind.label())
        };
        let mut open = vec![own(Way::DoNothing, DO_NOTHING)];
        open.extend(considered.iter().map(named));
        open.push(own(Way::Us, US));
        Ok(Self {
            sentence: sentence(whole, &open),
            let_go: let_go.iter().map(named).collect(),
            open,
        })
    }
}

impl WayShown {
    /// In the middle of a sentence.
    fn in_a_sentence(&self) -> &str {
        match self.way {
            Way::DoNothing => "doing nothing",
            Way::Alternative(_) => &self.name,
            Way::Us => "our way",
        }
    }

    /// The latest view of each person: the present ones, in the order in which they came.
    pub fn present(&self) -> impl Iterator<Item = &RiskView> {
        self.views.iter().enumerate().filter_map(|(at, view)| {
            let later = self.views.get(at + 1..).unwrap_or_default();
            let is_latest = later.iter().all(|other| other.person != view.person);
            is_latest.then_some(view)
        })
    }
}

/// Whether they said so themselves: it stands on evidence that counts.
pub fn is_theirs(whole: &Whole, view: &RiskView) -> bool {
    let said = view.evidence.and_then(|id| evidence(whole, id));
    said.is_some_and(counts)
}

/// A piece of the deal's evidence.
pub fn evidence(whole: &Whole, id: EvidenceId) -> Option<&Evidence> {
    whole.evidence.iter().find(|said| said.id == id)
}

/// A person's name; none for all of them together.
pub fn name(whole: &Whole, person: Option<ContactId>) -> Option<&str> {
    let known = whole.people.iter().find(|known| Some(known.id) == person);
    known.map(|known| known.name.as_str())
}

fn shown(
    whole: &Whole,
    views: &[RiskView],
    way: Way,
    name: String,
    kind: &'static str,
) -> WayShown {
    let mut shown = WayShown {
        way,
        name,
        kind,
        views: views.iter().filter(|v| v.way == way).cloned().collect(),
        level: None,
    };
    let level = compared(whole, &shown).level();
    shown.level = level.map(
        |Level {
             risk, is_theirs, ..
         }| LevelShown { risk, is_theirs },
    );
    shown
}

fn compared<'a>(whole: &'a Whole, shown: &'a WayShown) -> Compared<'a> {
    let present = shown.present();
    Compared {
        name: shown.in_a_sentence(),
        seen: present
            .map(|view| Seen {
                by: name(whole, view.person),
                risk: view.risk,
                is_theirs: is_theirs(whole, view),
            })
            .collect(),
    }
}

fn sentence(whole: &Whole, open: &[WayShown]) -> String {
    let ways: Vec<Compared> = open.iter().map(|shown| compared(whole, shown)).collect();
    safest::sentence(&ways)
}
