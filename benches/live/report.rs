//! What came of it, in a few lines.

use crate::{ground::Events, readers::Heard};
use chrono::{DateTime, Utc};
use std::time::Duration;

pub fn memory(before: u64, with_streams: u64, after: u64, people: usize) {
    let mb = |kilobytes: u64| kilobytes as f64 / 1024.0;
    let each = with_streams.saturating_sub(before) as f64 / people as f64;
    println!(
        "memory of the server: {:.1} MB before, {:.1} MB with all streams ({each:.1} kB each), {:.1} MB after the changes",
        mb(before),
        mb(with_streams),
        mb(after)
    );
}

pub fn cpu((server, database): (u64, u64), took: Duration) {
    let part = |hundredths: u64| hundredths as f64 / took.as_secs_f64();
    println!(
        "work: server {:.0} % of a core, its database connections {:.0} %",
        part(server),
        part(database)
    );
}

/// From the writing of each event to each page of its deal. Whether every one of them arrived.
pub fn latency(heard: &[Heard], events: &Events) -> bool {
    let (mut all, mut lost) = (vec![], 0);
    for (reader, events) in heard
        .iter()
        .filter_map(|h| Some((h, events.get(&h.deal?)?)))
    {
        for (seq, at) in events {
            match reader.all.iter().find(|(known, _)| known >= seq) {
                Some((_, when)) => all.push((*when - at).num_microseconds().unwrap_or(i64::MAX)),
                None => lost += 1,
            }
        }
    }
    all.sort_unstable();
    let at = |part: f64| {
        all.get(((all.len() as f64 - 1.0) * part) as usize)
            .map_or(f64::NAN, |us| *us as f64 / 1000.0)
    };
    println!(
        "{} times an event was heard: p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest {:.1} ms; lost {lost}",
        all.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    lost == 0 && !all.is_empty()
}

/// Whether every page knows its deal's last event, and every board heard something after the last one of all.
pub fn nothing_missed(heard: &[Heard], events: &Events) -> bool {
    let latest: Option<DateTime<Utc>> = events.values().flatten().map(|(_, at)| *at).max();
    let (mut deals, mut boards, mut behind) = (0, 0, 0);
    for reader in heard {
        let knows_all = match reader.deal.and_then(|deal| events.get(&deal)) {
            Some(events) => {
                deals += 1;
                reader.all.iter().map(|(seq, _)| *seq).max() >= events.last().map(|(seq, _)| *seq)
            }
            None => {
                boards += 1;
                reader.all.last().map(|(_, when)| *when) >= latest
            }
        };
        behind += usize::from(!knows_all);
    }
    println!("{deals} pages of deals and {boards} boards know the last change; {behind} do not");
    behind == 0
}
