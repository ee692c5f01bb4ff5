//! The buying group on a page of its own: the map, and the same as a table.

use super::{
    group::{Concern, Group, Member, heard},
    influence::Input,
    map::{self, Map},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::OpportunityId,
    opportunities::page::whole::Whole,
    people::Viewer,
    web::{FormErrors, Frame, Listening, Page, Path, Shown, choices::Choice, format},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;

/// What this page shows: when any of it changes, it is drawn anew.
const TOPICS: &str = "stakeholder influence opportunity evidence withdrawal challenge_answer passage fall_back outcome reopening tailoring";

/// The form that draws a line, as it was refused.
#[derive(Default)]
pub struct Choosing {
    pub input: Input,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "stakeholders/group.html")]
pub struct GroupPage {
    frame: Frame,
    deal: String,
    name: String,
    account: String,
    concerns: Vec<Concern>,
    map: Map,
    rows: Vec<Row>,
    others: Vec<(String, String, String)>,
    lines: Vec<LineRow>,
    listeners: Vec<Choice>,
    listened_to: Vec<Choice>,
    errors: FormErrors,
}

/// One row of the table.
struct Row {
    id: String,
    contact: String,
    name: String,
    title: String,
    role: &'static str,
    to_change: String,
    to_us: String,
    reach: String,
    heard: String,
    position: String,
    listens_to: String,
    heard_by: String,
    /// Why they seem to make things happen: where it can be read, and what.
    moved: Vec<Act>,
}

/// Something a person did.
struct Act {
    address: String,
    words: String,
    when: String,
}

/// One listens to the other.
struct LineRow {
    from: String,
    to: String,
    words: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<GroupPage>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let choosing = Choosing::default();
    Ok(Page(
        draw(&app, &mut tx, &viewer, shown, deal, choosing).await?,
    ))
}

/// Draws the page, with the form as it was refused.
pub async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    deal: OpportunityId,
    choosing: Choosing,
) -> Result<GroupPage, AppError> {
    let today = app.clock.now().date_naive();
    let whole = Whole::load(tx, deal, today).await?;
    let group = Group::load(tx, &whole, today).await?;
    let title = format!("Buying group · {}", whole.deal.name);
    let frame = viewer.frame(title, "pipeline").with(shown);
    Ok(GroupPage {
        frame: frame.listening(Listening {
            stream: format!("/live?deal={deal}"),
            since: whole.deal.seq,
            topics: TOPICS,
        }),
        deal: deal.to_string(),
        name: whole.deal.name.clone(),
        account: whole.deal.account.clone(),
        map: map::draw(&group.members, &group.lines),
        rows: group
            .members
            .iter()
            .map(|member| row(&whole, &group, member, today))
            .collect(),
        others: group
            .others
            .iter()
            .map(|other| {
                let facts =
                    super::panel::joined([other.title.clone(), heard(other.heard_on, today)]);
                (other.id.to_string(), other.name.clone(), facts)
            })
            .collect(),
        lines: lines(&group),
        listeners: people(&group, &choosing.input.listener),
        listened_to: people(&group, &choosing.input.to),
        errors: choosing.errors,
        concerns: group.concerns,
    })
}

fn row(whole: &Whole, group: &Group, member: &Member, today: NaiveDate) -> Row {
    let part = member.who.part;
    let own = member.who.contact;
    let named = |found: Vec<&str>| found.join(", ");
    let name = |contact| group.member(contact).map(|m| m.who.name.as_str());
    let lines = group.lines.iter();
    Row {
        id: member.who.id.to_string(),
        contact: own.to_string(),
        name: member.who.name.clone(),
        title: member.who.title.clone(),
        role: part.role.label(),
        to_change: format::capital(part.to_change.label()),
        to_us: format::capital(part.to_us.label()),
        reach: format::capital(part.reach.label()),
        heard: member
            .heard_on
            .map_or("Has given nothing yet".into(), |day| {
                format::day(day, today)
            }),
        position: format::capital(member.position.label()),
        listens_to: named(
            lines
                .clone()
                .filter(|line| line.to == own)
                .filter_map(|line| name(line.from))
                .collect(),
        ),
        heard_by: named(
            lines
                .filter(|line| line.from == own)
                .filter_map(|line| name(line.to))
                .collect(),
        ),
        moved: moved(whole, member, today),
    }
}

fn moved(whole: &Whole, member: &Member, today: NaiveDate) -> Vec<Act> {
    let of = |id| whole.evidence.iter().find(|said| said.id == id);
    let acts = member.moved.iter().filter_map(|id| of(*id));
    acts.map(|said| Act {
        address: whole.place_of(said),
        words: said.words.clone(),
        when: format::day(said.happened_on, today),
    })
    .collect()
}

fn lines(group: &Group) -> Vec<LineRow> {
    let lines = group.lines.iter();
    lines
        .filter_map(|line| {
            let (from, to) = (group.member(line.from)?, group.member(line.to)?);
            Some(LineRow {
                from: line.from.to_string(),
                to: line.to.to_string(),
                words: format!("{} listens to {}", to.who.name, from.who.name),
            })
        })
        .collect()
}

fn people(group: &Group, chosen: &str) -> Vec<Choice> {
    let members = group.members.iter();
    members
        .map(|member| {
            let id = member.who.contact.to_string();
            let is_chosen = id == chosen;
            Choice::new(id, member.who.name.clone()).chosen_if(is_chosen)
        })
        .collect()
}
