//! What was in the way and what got past it; what plays drew out.

use super::{
    FEW,
    asked::Asked,
    ground::{Bar, Ground},
    question::TRIED,
    share::{Linked, Share},
    store::{self, Drawn, Example, GotPast, InTheWay},
    tally::Side,
};
use crate::{
    app::App,
    error::AppError,
    journey::terms::{Dimension, Ended, ObstacleKind, PlayResult},
    people::Viewer,
    web::{Frame, Page, Query, Shown, format},
};
use askama::Template;
use axum::extract::State;
use std::{cmp::Reverse, collections::HashMap};

#[derive(Template)]
#[template(path = "learn/obstacles.html")]
pub struct ObstaclesPage {
    frame: Frame,
    bar: Bar,
    told: String,
    few: u64,
    kinds: Vec<KindRow>,
    /// Anything was got past.
    has_ways: bool,
    dimensions: Vec<DrawnRow>,
    verifiers: Vec<DrawnRow>,
    examples: Vec<Example>,
}

/// One kind of thing in the way.
pub struct KindRow {
    pub label: &'static str,
    /// Of those that had it, those that got past it.
    pub past: Linked,
    /// Of those that got past it, those that were won; and of those where it stayed.
    pub won_past: Linked,
    pub won_stayed: Linked,
    pub is_apart: bool,
    pub ways: Vec<GotPast>,
}

/// What plays drew out.
pub struct DrawnRow {
    pub label: String,
    pub meaning: &'static str,
    /// Of those that were tried, those after which they did it.
    pub did: Linked,
    /// (what they did, how often, address)
    pub rest: Vec<(&'static str, u64, String)>,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Page<ObstaclesPage>, AppError> {
    let mut ground = Ground::of(&viewer, &app, asked).await?;
    let (journey, since) = (ground.journey_id(), ground.since);
    let tx = &mut ground.tx;
    let in_the_way = store::in_the_way(tx, journey, since).await?;
    let ways = store::got_past(tx, journey, since).await?;
    let drawn = store::drawn(tx, journey, since).await?;
    let examples = store::examples(tx, journey, since).await?;
    Ok(Page(ObstaclesPage {
        frame: viewer.frame("In the way", "learn").with(shown),
        bar: ground.bar("/learn/obstacles"),
        told: ground.told(),
        few: FEW,
        has_ways: !ways.is_empty(),
        kinds: kinds(&ground.asked, &in_the_way, ways),
        dimensions: dimensions(&ground.asked, &drawn),
        verifiers: verifiers(&ground.asked, &drawn),
        examples,
    }))
}

/// The one that most deals had first.
fn kinds(asked: &Asked, counted: &[InTheWay], mut ways: Vec<GotPast>) -> Vec<KindRow> {
    let mut sides: HashMap<ObstacleKind, (Side, Side)> = HashMap::new();
    for one in counted {
        let (past, stayed) = sides.entry(one.kind).or_default();
        let side = if one.past { past } else { stayed };
        side.add(one.ended, one.deals);
    }
    let mut kinds: Vec<_> = sides.into_iter().collect();
    kinds.sort_by_key(|(kind, (past, stayed))| (Reverse(past.of() + stayed.of()), *kind));
    kinds
        .into_iter()
        .map(|(kind, (past, stayed))| {
            let (here, rest) = ways.drain(..).partition(|way| way.kind == kind);
            ways = rest;
            kind_row(asked, kind, (past, stayed), here)
        })
        .collect()
}

fn kind_row(
    asked: &Asked,
    kind: ObstacleKind,
    (past, stayed): (Side, Side),
    ways: Vec<GotPast>,
) -> KindRow {
    let list = |was_past: &str, ended: &str| {
        asked.list("obstacle", |a| {
            kind.name().clone_into(&mut a.obstacle);
            was_past.clone_into(&mut a.past);
            ended.clone_into(&mut a.ended);
        })
    };
    let won = |side: &Side, was_past: &str| Linked {
        share: side.share(Ended::Won),
        hits_url: list(was_past, Ended::Won.name()),
        of_url: list(was_past, ""),
    };
    KindRow {
        label: kind.label(),
        past: Linked {
            share: Share::new(past.of(), past.of() + stayed.of()),
            hits_url: list("yes", ""),
            of_url: list("", ""),
        },
        is_apart: past
            .share(Ended::Won)
            .is_apart_from(stayed.share(Ended::Won)),
        won_past: won(&past, "yes"),
        won_stayed: won(&stayed, "no"),
        ways,
    }
}

fn dimensions(asked: &Asked, drawn: &[Drawn]) -> Vec<DrawnRow> {
    let row = |dimension: &Dimension| {
        let here: Vec<&Drawn> = drawn.iter().filter(|d| d.dimension == *dimension).collect();
        let label = format::capital(dimension.name());
        let list = |result: &str| {
            asked.list("plays", |a| {
                dimension.name().clone_into(&mut a.dimension);
                result.clone_into(&mut a.result);
            })
        };
        drawn_row(label, dimension.meaning(), &here, list)
    };
    let all = Dimension::ALL.iter().map(row);
    all.filter(|row| row.did.share.of > 0 || row.rest.iter().any(|(_, plays, _)| *plays > 0))
        .collect()
}

/// By the words of the verifier, the most tried first.
fn verifiers(asked: &Asked, drawn: &[Drawn]) -> Vec<DrawnRow> {
    let mut by_words: HashMap<&str, Vec<&Drawn>> = HashMap::new();
    for one in drawn {
        by_words.entry(&one.words).or_default().push(one);
    }
    let mut rows: Vec<DrawnRow> = by_words
        .iter()
        .map(|(words, here)| {
            let list = |result: &str| {
                asked.list("plays", |a| {
                    (*words).clone_into(&mut a.verifier);
                    result.clone_into(&mut a.result);
                })
            };
            drawn_row(here[0].statement.clone(), "", here, list)
        })
        .collect();
    rows.sort_by(|a, b| (b.did.share.of, &a.label).cmp(&(a.did.share.of, &b.label)));
    rows
}

/// What was not tried is told, and is no part of the share.
fn drawn_row(
    label: String,
    meaning: &'static str,
    here: &[&Drawn],
    list: impl Fn(&str) -> String,
) -> DrawnRow {
    let count = |result: PlayResult| -> u64 {
        let there = here.iter().filter(|one| one.result == result);
        there.map(|one| one.plays).sum()
    };
    let did = count(PlayResult::DidIt);
    let rest = [
        PlayResult::DidSomethingElse,
        PlayResult::DidNothing,
        PlayResult::NotTried,
    ];
    let of = did + count(rest[0]) + count(rest[1]);
    DrawnRow {
        label,
        meaning,
        did: Linked {
            share: Share::new(did, of),
            hits_url: list(PlayResult::DidIt.name()),
            of_url: list(TRIED),
        },
        rest: rest
            .into_iter()
            .map(|result| (result.told(), count(result), list(result.name())))
            .collect(),
    }
}
