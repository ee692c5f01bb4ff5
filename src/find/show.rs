//! The page: a field, what was found for what stands in it, and which of the quotes to look through.

use super::{
    asked::{Asked, Filter, LONGEST},
    meant::{self, Meant},
    result::{Group, NameRow, Quote},
    store::{self, Kind},
    words::Words,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    people::Viewer,
    web::{FormErrors, Frame, Page, Query, Shown, choices::Choice},
};
use askama::Template;
use axum::extract::State;

/// How many of each are shown beside others, how many quotes, and how many where one group is shown alone.
const A_FEW: usize = 5;
const QUOTES: usize = 10;
const A_PAGE: usize = 20;

/// Where fewer are found, it may have been another word that was meant.
const HARDLY: usize = 3;

/// How many people of one name are looked through.
const NAMESAKES: i32 = 50;

#[derive(Template)]
#[template(path = "find/find.html")]
pub struct FindPage {
    frame: Frame,
    errors: FormErrors,
    asked: Asked,
    longest: usize,
    /// Who was chosen: their name; empty where a name is to be typed.
    person: String,
    verifiers: Vec<Choice>,
    strengths: Vec<Choice>,
    /// Nothing was asked.
    is_blank: bool,
    /// A filter is in force.
    narrows: bool,
    /// How much was found, in one sentence.
    count: String,
    /// What was looked for instead of what was typed; empty: just that.
    instead: String,
    /// (words, address)
    suggestions: Vec<(String, String)>,
    groups: Vec<Names>,
    said: Quotes,
    /// Where everything is shown again; empty where it is.
    all_url: String,
    /// Without the filter; empty where there is none.
    wide_url: String,
    contact_url: String,
}

/// Deals, accounts or people.
struct Names {
    group: Group,
    rows: Vec<NameRow>,
    more_url: String,
}

#[derive(Default)]
struct Quotes {
    rows: Vec<Quote>,
    more_url: String,
}

/// What was found.
#[derive(Default)]
struct Found {
    groups: Vec<Names>,
    said: Quotes,
}

impl Found {
    fn len(&self) -> usize {
        let names: usize = self.groups.iter().map(|group| group.rows.len()).sum();
        names + self.said.rows.len()
    }

    fn counted(&self) -> String {
        let said = (Group::Said, self.said.rows.len(), &self.said.more_url);
        let groups = self
            .groups
            .iter()
            .map(|g| (g.group, g.rows.len(), &g.more_url));
        let counts: Vec<String> = groups
            .chain([said])
            .filter(|(_, shown, _)| *shown > 0)
            .map(|(group, shown, more)| group.counted(shown, !more.is_empty()))
            .collect();
        match counts.as_slice() {
            [] => String::new(),
            [one] => format!("Found {one}."),
            [rest @ .., last] => format!("Found {} and {last}.", rest.join(", ")),
        }
    }
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<FindPage>, AppError> {
    let asked = asked.tidy();
    let mut errors = FormErrors::default();
    let mut tx = app.db.read(viewer.scope()).await?;
    let statements = store::statements(&mut tx).await?;
    let mut filter = Filter::of(&asked, &statements, &mut errors);
    let person = speaker(&mut tx, &asked, &mut filter, &mut errors).await?;
    let typed = Words::of(&asked.q);
    let is_blank = typed.is_empty() && !filter.narrows();
    let meant = meant(&mut tx, &typed).await?;
    let looking = Looking {
        asked: &asked,
        words: &meant.words,
        filter: &filter,
        only: Group::read(&asked.only),
    };
    let found = match is_blank {
        true => Found::default(),
        false => looking.finds(&mut tx, &viewer, &app).await?,
    };
    let suggestions = match found.len() < HARDLY && asked.after.is_empty() && !meant.is_corrected {
        true => suggestions(&mut tx, &typed, &asked).await?,
        false => vec![],
    };
    let title = match asked.q.is_empty() {
        true => "Find".to_owned(),
        false => format!("Find {}", asked.q),
    };
    Ok(Page(FindPage {
        frame: viewer.frame(title, "find").with(shown),
        errors,
        longest: LONGEST,
        contact_url: match person.is_empty() {
            true => String::new(),
            false => format!("/contacts/{}", asked.person),
        },
        person,
        verifiers: filter.verifiers(&statements),
        strengths: filter.strengths(),
        is_blank,
        narrows: filter.narrows(),
        count: found.counted(),
        instead: match meant.is_corrected {
            true => meant.words.0.join(" "),
            false => String::new(),
        },
        suggestions,
        groups: found.groups,
        said: found.said,
        all_url: match asked.only.is_empty() && asked.after.is_empty() {
            true => String::new(),
            false => asked.address(&[("in", ""), ("after", "")]),
        },
        wide_url: match filter.narrows() {
            true => asked.address(&[
                ("in", ""),
                ("after", ""),
                ("person", ""),
                ("from", ""),
                ("to", ""),
                ("verifier", ""),
                ("strength", ""),
            ]),
            false => String::new(),
        },
        asked,
    }))
}

/// Whose words are looked through: the contact who was chosen, or everybody of the name that was typed. Gives the name of
/// who was chosen.
async fn speaker(
    tx: &mut Tx,
    asked: &Asked,
    filter: &mut Filter,
    errors: &mut FormErrors,
) -> sqlx::Result<String> {
    if let Some(id) = asked.contact() {
        let name = store::person(tx, id).await?;
        filter.people = Some(name.iter().map(|_| id).collect());
        return Ok(name.unwrap_or_default());
    }
    let words = Words::of(&asked.person);
    if words.is_empty() {
        return Ok(String::new());
    }
    let words = meant(tx, &words).await?.words;
    let people = store::names(tx, &[Kind::Person], &words, None, NAMESAKES).await?;
    if people.is_empty() {
        errors.add("person", "Nobody here has a name like this.");
    }
    filter.people = Some(people.into_iter().map(|named| named.id.into()).collect());
    Ok(String::new())
}

async fn meant(tx: &mut Tx, typed: &Words) -> sqlx::Result<Meant> {
    let alike = match typed.is_empty() {
        true => vec![],
        false => store::alike(tx, typed, false).await?,
    };
    Ok(meant::corrected(typed, &alike))
}

async fn suggestions(
    tx: &mut Tx,
    typed: &Words,
    asked: &Asked,
) -> sqlx::Result<Vec<(String, String)>> {
    if typed.is_empty() {
        return Ok(vec![]);
    }
    let alike = store::alike(tx, typed, true).await?;
    let words = meant::suggestions(typed, &alike).into_iter();
    let with_address = words.map(|words| {
        let address = asked.address(&[("q", &words)]);
        (words, address)
    });
    Ok(with_address.collect())
}

/// One question.
struct Looking<'a> {
    asked: &'a Asked,
    words: &'a Words,
    filter: &'a Filter,
    only: Option<Group>,
}

impl Looking<'_> {
    async fn finds(&self, tx: &mut Tx, viewer: &Viewer, app: &App) -> sqlx::Result<Found> {
        let (names, quotes) = match self.only {
            Some(Group::Said) => (0, A_PAGE),
            Some(_) => (A_PAGE, 0),
            // A name has no day, no strength and nobody who said it.
            None if self.filter.narrows() => (0, A_PAGE),
            None => (A_FEW, QUOTES),
        };
        let groups = match names {
            0 => vec![],
            most => self.names(tx, most).await?,
        };
        let said = match quotes {
            0 => Quotes::default(),
            most => self.said(tx, most, viewer, app).await?,
        };
        Ok(Found { groups, said })
    }

    /// One more than is shown tells whether there are more.
    async fn names(&self, tx: &mut Tx, most: usize) -> sqlx::Result<Vec<Names>> {
        let groups = Group::ALL.iter().copied();
        let groups: Vec<(Group, Kind)> = groups
            .filter(|group| self.only.is_none_or(|only| only == *group))
            .filter_map(|group| Some((group, group.kind()?)))
            .collect();
        let kinds: Vec<Kind> = groups.iter().map(|(_, kind)| *kind).collect();
        let after = self.only.and(self.asked.after());
        let found = store::names(tx, &kinds, self.words, after, one_more(most)).await?;
        let mut drawn = vec![];
        for (group, kind) in groups {
            let mut rows: Vec<_> = found.iter().filter(|n| n.kind == kind).cloned().collect();
            let has_more = rows.len() > most;
            rows.truncate(most);
            let last = rows.last().map_or(String::new(), |row| row.id.to_string());
            if !rows.is_empty() {
                drawn.push(Names {
                    group,
                    more_url: self.more(group, has_more, &last),
                    rows: rows
                        .into_iter()
                        .map(|row| NameRow::of(row, self.words))
                        .collect(),
                });
            }
        }
        Ok(drawn)
    }

    async fn said(
        &self,
        tx: &mut Tx,
        most: usize,
        viewer: &Viewer,
        app: &App,
    ) -> sqlx::Result<Quotes> {
        let after = self.only.and(self.asked.after());
        let mut found = store::said(tx, self.words, self.filter, after, one_more(most)).await?;
        let has_more = found.len() > most;
        found.truncate(most);
        let last = found.last().map_or(String::new(), |row| row.id.to_string());
        let today = viewer.today(app);
        Ok(Quotes {
            more_url: self.more(Group::Said, has_more, &last),
            rows: found
                .into_iter()
                .map(|said| Quote::of(said, self.words, today))
                .collect(),
        })
    }

    /// Where a group goes on: alone, after the last that is shown.
    fn more(&self, group: Group, has_more: bool, last: &str) -> String {
        match has_more {
            true => self.asked.address(&[("in", group.word()), ("after", last)]),
            false => String::new(),
        }
    }
}

fn one_more(most: usize) -> i32 {
    i32::try_from(most + 1).unwrap_or(i32::MAX)
}
