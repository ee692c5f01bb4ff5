//! What else they could do, on a page of its own: every way with how it looks to whom, and how that changed.

use super::{
    alternative::{LetGo, RiskView, Way},
    options::{self, Options, WayShown, evidence, is_theirs},
    panel::Bar,
    say::WORDS_MOST,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{AlternativeId, OpportunityId, RiskViewId},
    journey::terms::{AlternativeKind, Risk},
    opportunities::page::{Doing, Filling, whole::Whole},
    people::Viewer,
    stakeholders::group::counts,
    web::{Frame, Listening, Page, Path, Shown, choices::Choice, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;

/// What this page shows: when any of it changes, it is drawn anew.
const TOPICS: &str = "alternative risk_view opportunity evidence withdrawal challenge_answer";

/// The most of somebody's words that a list offers to recognise them by, in characters.
const GLIMPSE: usize = 60;

#[derive(Template)]
#[template(path = "alternatives/alternatives.html")]
pub struct AlternativesPage {
    frame: Frame,
    deal: String,
    name: String,
    account: String,
    sentence: String,
    open: Vec<WayPanel>,
    let_go: Vec<WayPanel>,
    /// What they said that counts, for a list.
    said: Vec<Choice>,
    saying: Saying,
    adding: Adding,
    words_most: usize,
}

/// One way.
struct WayPanel {
    id: String,
    name: String,
    kind: &'static str,
    bar: Bar,
    views: Vec<ViewRow>,
    /// Why they let it go: what they said, or our sentence; and where it can be read.
    because: Option<Because>,
    letting_go: Option<LettingGo>,
}

struct Because {
    words: String,
    address: String,
    reason: String,
}

struct LettingGo {
    filling: Filling,
    said: Vec<Choice>,
}

/// How it looked to somebody at one time.
struct ViewRow {
    who: String,
    risk: &'static str,
    /// It is the latest of this person.
    is_present: bool,
    /// How they saw it before, where that was otherwise.
    before: String,
    /// Theirs, with where it can be read.
    words: String,
    address: String,
    /// Ours, beside it.
    note: String,
    is_theirs: bool,
    /// It stood on their words, and these count no longer.
    is_lost: bool,
    by: String,
    when: String,
}

/// The form that says how a way looks to somebody.
struct Saying {
    id: RiskViewId,
    filling: Filling,
    ways: Vec<Choice>,
    people: Vec<Choice>,
    risks: Vec<Choice>,
}

/// The form that names another way.
struct Adding {
    id: AlternativeId,
    filling: Filling,
    kinds: Vec<Choice>,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<AlternativesPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let page = draw(&app, &mut tx, &viewer, shown, deal, Doing::Reading).await?;
    Ok(Page(page))
}

/// Draws the page, with whatever somebody was doing on it.
pub async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    deal: OpportunityId,
    doing: Doing,
) -> Result<AlternativesPage, AppError> {
    let today = app.clock.now().date_naive();
    let whole = Whole::load(tx, deal, today).await?;
    let options = Options::load(tx, &whole).await?;
    let title = format!("What else they could do · {}", whole.deal.name);
    let frame = viewer.frame(title, "pipeline").with(shown);
    let panel = |way: &WayShown| way_panel(&whole, way, &doing, viewer, today);
    Ok(AlternativesPage {
        frame: frame.listening(Listening {
            stream: format!("/live?deal={deal}"),
            since: whole.deal.seq,
            topics: TOPICS,
        }),
        deal: deal.to_string(),
        name: whole.deal.name.clone(),
        account: whole.deal.account.clone(),
        open: options.open.iter().map(panel).collect(),
        let_go: options.let_go.iter().map(panel).collect(),
        saying: saying(&whole, &options, doing.of("saying", deal)),
        said: said(&whole, doing.of("saying", deal).value("evidence"), today),
        adding: adding(doing.of("adding", deal)),
        sentence: options.sentence,
        words_most: WORDS_MOST,
    })
}

fn way_panel(
    whole: &Whole,
    way: &WayShown,
    doing: &Doing,
    viewer: &Viewer,
    today: NaiveDate,
) -> WayPanel {
    let alternative = match way.way {
        Way::Alternative(id) => whole.alternatives.iter().find(|there| there.id == id),
        Way::DoNothing | Way::Us => None,
    };
    let views = way.views.iter().enumerate().rev();
    WayPanel {
        id: way.way.value(),
        name: way.name.clone(),
        kind: way.kind,
        bar: Bar::of(way),
        views: views
            .map(|(at, view)| view_row(whole, way, at, view, viewer, today))
            .collect(),
        because: alternative
            .and_then(|there| there.let_go.as_ref())
            .map(|why| because(whole, why)),
        letting_go: alternative
            .filter(|there| there.let_go.is_none())
            .map(|there| {
                let filling = doing.of("letting_go", there.id);
                LettingGo {
                    said: said(whole, filling.value("evidence"), today),
                    filling,
                }
            }),
    }
}

fn because(whole: &Whole, why: &LetGo) -> Because {
    let said = why.evidence.and_then(|id| evidence(whole, id));
    Because {
        words: said.map_or(String::new(), |said| said.words.clone()),
        address: said.map_or(String::new(), |said| whole.place_of(said)),
        reason: why.reason.clone(),
    }
}

fn view_row(
    whole: &Whole,
    way: &WayShown,
    at: usize,
    view: &RiskView,
    viewer: &Viewer,
    today: NaiveDate,
) -> ViewRow {
    let earlier = way.views.iter().take(at).rev();
    let before = earlier
        .clone()
        .find(|other| other.person == view.person)
        .filter(|other| other.risk != view.risk);
    let said = view.evidence.and_then(|id| evidence(whole, id));
    ViewRow {
        who: options::name(whole, view.person)
            .unwrap_or("All of them")
            .to_owned(),
        risk: view.risk.label(),
        is_present: way.present().any(|present| present.id == view.id),
        before: before.map_or(String::new(), |other| other.risk.label().to_owned()),
        words: said.map_or(String::new(), |said| said.words.clone()),
        address: said.map_or(String::new(), |said| whole.place_of(said)),
        note: view.words.clone(),
        is_theirs: is_theirs(whole, view),
        is_lost: said.is_some_and(|said| !counts(said)),
        by: view.by.clone(),
        when: format::day(view.at.with_timezone(&viewer.zone).date_naive(), today),
    }
}

fn saying(whole: &Whole, options: &Options, filling: Filling) -> Saying {
    let pick = |value: String, label: String, chosen: &str| {
        let is_chosen = value == chosen;
        Choice::new(value, label).chosen_if(is_chosen)
    };
    let ways = options.open.iter();
    let people = whole.people.iter();
    Saying {
        id: RiskViewId::new(),
        ways: ways
            .map(|way| pick(way.way.value(), way.name.clone(), filling.value("way")))
            .collect(),
        people: people
            .map(|p| pick(p.id.to_string(), p.name.clone(), filling.value("person")))
            .collect(),
        risks: Risk::ALL
            .iter()
            .map(|risk| {
                let label = format::capital(risk.label());
                pick(risk.name().into(), label, filling.value("risk"))
            })
            .collect(),
        filling,
    }
}

fn adding(filling: Filling) -> Adding {
    let kinds = AlternativeKind::ALL.iter();
    Adding {
        id: AlternativeId::new(),
        kinds: kinds
            .map(|kind| {
                let is_chosen = kind.name() == filling.value("kind");
                Choice::new(kind.name(), kind.label()).chosen_if(is_chosen)
            })
            .collect(),
        filling,
    }
}

/// What they said that counts, newest first, to be recognised by its first words.
fn said(whole: &Whole, chosen: &str, today: NaiveDate) -> Vec<Choice> {
    let counting = whole.evidence.iter().filter(|said| counts(said));
    counting
        .map(|said| {
            let day = format::day(said.happened_on, today);
            let words = glimpse(&said.words);
            let label = format!("{}, {day}: “{words}”", said.speaker.name);
            let id = said.id.to_string();
            let is_chosen = id == chosen;
            Choice::new(id, label).chosen_if(is_chosen)
        })
        .collect()
}

fn glimpse(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        ..=GLIMPSE => line,
        _ => line.chars().take(GLIMPSE - 1).chain(['…']).collect(),
    }
}
