//! The drawn map: how ready people are to change, across; how they see us, up; the size of a dot by what their part
//! usually decides; and a line from each who is listened to. Pure: the same group always gives the same picture.
//!
//! Every pair of stances is a field of its own, and people in one field stand below each other, so that no two names
//! can touch. Stances that nobody knows have a margin of their own, left and below.

#[cfg(test)]
mod tests;

use super::{
    group::Member,
    stakeholder::{Influence, Weight},
};
use crate::{
    ids::ContactId,
    journey::terms::{ToChange, ToUs},
};

/// A field's width, and what stands around all of them, in the picture's own units.
const FIELD: i32 = 150;
const LEFT: i32 = 152;
const TOP: i32 = 10;
const BOTTOM: i32 = 58;
/// What one person takes of a field's height.
const EACH: i32 = 54;
/// Above and below the people of a field.
const AIR: i32 = 16;
/// The most letters of a name that fit a field.
const LETTERS: usize = 18;

/// From least to most ready, and from worst to best seen.
const ACROSS: [ToChange; 5] = [
    ToChange::Resists,
    ToChange::Content,
    ToChange::Undecided,
    ToChange::InFavour,
    ToChange::Pushes,
];
const DOWN: [ToUs; 4] = [
    ToUs::PrefersUs,
    ToUs::Open,
    ToUs::PrefersOther,
    ToUs::AgainstUs,
];

/// The whole picture.
pub struct Map {
    /// Where the words beside the rows end.
    pub left: i32,
    pub width: i32,
    pub height: i32,
    pub columns: Vec<Column>,
    pub rows: Vec<RowOf>,
    pub dots: Vec<Dot>,
    pub lines: Vec<Line>,
    /// Where the words on the axes stand.
    pub foot: i32,
}

/// One stance to the change.
pub struct Column {
    stance: ToChange,
    pub label: &'static str,
    pub x: i32,
    pub middle: i32,
    pub is_unknown: bool,
}

/// One stance to us.
pub struct RowOf {
    stance: ToUs,
    pub label: &'static str,
    pub y: i32,
    pub middle: i32,
    pub height: i32,
    pub is_unknown: bool,
}

/// One person.
pub struct Dot {
    pub contact: ContactId,
    pub x: i32,
    pub y: i32,
    pub radius: i32,
    /// As much of the name as fits.
    pub name: String,
    whole_name: String,
    /// Where the name's line stands.
    pub name_y: i32,
    /// All of it in words.
    pub title: String,
    pub class: &'static str,
}

/// One listens to the other.
pub struct Line {
    pub path: String,
    pub title: String,
}

/// How somebody stands to the change, as a tag: words and tone.
pub fn tone(to_change: ToChange) -> (&'static str, &'static str) {
    match to_change {
        ToChange::Pushes => ("pushes for change", "proof"),
        ToChange::InFavour => ("in favour", "proof"),
        ToChange::Undecided => ("undecided", "warn"),
        ToChange::Content => ("content as is", ""),
        ToChange::Resists => ("resists change", "lost"),
        ToChange::Unknown => ("stance not known", ""),
    }
}

/// Draws a group.
pub fn draw(members: &[Member], lines: &[Influence]) -> Map {
    let columns = columns(members);
    let rows = rows(members);
    let dots = dots(members, &columns, &rows);
    let below = rows.last().map_or(TOP, |row| row.y + row.height);
    let right = columns.last().map_or(LEFT, |column| column.x + FIELD);
    Map {
        left: LEFT - 14,
        width: right + 2,
        height: below + BOTTOM,
        foot: below,
        lines: lines.iter().filter_map(|line| arrow(line, &dots)).collect(),
        columns,
        rows,
        dots,
    }
}

fn columns(members: &[Member]) -> Vec<Column> {
    let unknown = members
        .iter()
        .any(|m| m.who.part.to_change == ToChange::Unknown);
    let shown = unknown
        .then_some(ToChange::Unknown)
        .into_iter()
        .chain(ACROSS);
    shown
        .zip(0..)
        .map(|(stance, place)| (stance, LEFT + place * FIELD))
        .map(|(stance, x)| Column {
            stance,
            label: stance.label(),
            x,
            middle: x + FIELD / 2,
            is_unknown: stance == ToChange::Unknown,
        })
        .collect()
}

fn rows(members: &[Member]) -> Vec<RowOf> {
    let unknown = members.iter().any(|m| m.who.part.to_us == ToUs::Unknown);
    let shown = DOWN.into_iter().chain(unknown.then_some(ToUs::Unknown));
    let mut y = TOP;
    shown
        .map(|stance| {
            let height = 2 * AIR + EACH * most_in_a_field(members, stance).max(1);
            let row = RowOf {
                stance,
                label: stance.label(),
                y,
                middle: y + height / 2,
                height,
                is_unknown: stance == ToUs::Unknown,
            };
            y += height;
            row
        })
        .collect()
}

/// How many people stand in the fullest field of a row.
fn most_in_a_field(members: &[Member], to_us: ToUs) -> i32 {
    let in_field = |to_change: &ToChange| {
        let there = |m: &&Member| m.who.part.to_us == to_us && m.who.part.to_change == *to_change;
        members.iter().filter(there).count()
    };
    let most = ToChange::ALL.iter().map(in_field).max();
    most.and_then(|most| most.try_into().ok()).unwrap_or(0)
}

fn dots(members: &[Member], columns: &[Column], rows: &[RowOf]) -> Vec<Dot> {
    let mut dots: Vec<Dot> = vec![];
    for row in rows {
        for column in columns {
            let here: Vec<&Member> = members
                .iter()
                .filter(|m| m.who.part.to_us == row.stance)
                .filter(|m| m.who.part.to_change == column.stance)
                .collect();
            let all = EACH * i32::try_from(here.len()).unwrap_or(0);
            let first = row.middle - all / 2;
            let placed = here.into_iter().zip(0..);
            dots.extend(placed.map(|(m, place)| dot(m, column.middle, first + place * EACH)));
        }
    }
    dots
}

/// A person whose place begins at this height.
fn dot(member: &Member, x: i32, top: i32) -> Dot {
    let part = member.who.part;
    let radius = match Weight::of(part.role) {
        Weight::Heavy => 14,
        Weight::Middle => 10,
        Weight::Light => 7,
    };
    Dot {
        contact: member.who.contact,
        x,
        y: top + 18,
        radius,
        name: shortened(&member.who.name),
        whole_name: member.who.name.clone(),
        name_y: top + 18 + 14 + 15,
        title: format!(
            "{}, {}. To the change: {}. To us: {}.{}",
            member.who.name,
            part.role.label().to_lowercase(),
            part.to_change.label(),
            part.to_us.label(),
            if member.heard_on.is_none() {
                " Not heard yet."
            } else {
                ""
            }
        ),
        class: if member.heard_on.is_some() {
            "heard"
        } else {
            "unheard"
        },
    }
}

fn shortened(name: &str) -> String {
    match name.chars().count() {
        ..=LETTERS => name.to_owned(),
        _ => name.chars().take(LETTERS - 1).chain(['…']).collect(),
    }
}

/// A bent line from the edge of one dot to the edge of the other, so that two who listen to each other have two.
fn arrow(line: &Influence, dots: &[Dot]) -> Option<Line> {
    let of = |contact| dots.iter().find(|dot| dot.contact == contact);
    let (from, to) = (of(line.from)?, of(line.to)?);
    let (start, end) = (point(from), point(to));
    let length = (end.0 - start.0).hypot(end.1 - start.1).max(1.0);
    // Across the way, a fifth of its length and at least as far as a name is from its dot.
    let bend = (length / 5.0).clamp(26.0, 90.0) / length;
    let middle = (
        (start.0 + end.0) / 2.0 + (end.1 - start.1) * bend,
        (start.1 + end.1) / 2.0 - (end.0 - start.0) * bend,
    );
    let (a, b) = (
        towards(start, middle, f64::from(from.radius) + 2.0),
        towards(end, middle, f64::from(to.radius) + 4.0),
    );
    Some(Line {
        path: format!(
            "M{:.0} {:.0}Q{:.0} {:.0} {:.0} {:.0}",
            a.0, a.1, middle.0, middle.1, b.0, b.1
        ),
        title: format!("{} listens to {}", to.whole_name, from.whole_name),
    })
}

fn point(dot: &Dot) -> (f64, f64) {
    (f64::from(dot.x), f64::from(dot.y))
}

/// So far from one point towards another.
fn towards(from: (f64, f64), to: (f64, f64), far: f64) -> (f64, f64) {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let part = far / x.hypot(y).max(1.0);
    (from.0 + x * part, from.1 + y * part)
}
