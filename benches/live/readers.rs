//! Everybody who has a page open.

use crate::{PEOPLE, ground::Ground, wire};
use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// What one of them heard: the number of the last event each time, or 0, and when.
pub struct Heard {
    /// None: the board.
    pub deal: Option<Uuid>,
    pub all: Vec<(i64, DateTime<Utc>)>,
}

pub struct Readers {
    tasks: JoinSet<Heard>,
    enough: CancellationToken,
}

/// Opens every page's stream.
pub async fn open(ground: &Ground) -> Result<Readers> {
    let mut tasks = JoinSet::new();
    let enough = CancellationToken::new();
    for person in 0..PEOPLE {
        let deal = ground.looks_at(person).map(|deal| deal.id);
        let page = deal.map_or("/pipeline".to_owned(), |deal| {
            format!("/opportunities/{deal}")
        });
        let cookie = &ground.people[person];
        let page = wire::ask(&ground.address, &page, cookie, None).await?.body;
        let stream = wire::between(&page, "data-stream=\"", "\"")?;
        let since = wire::between(&page, "data-since=\"", "\"")?;
        let and = if stream.contains('?') { '&' } else { '?' };
        let path = format!("{stream}{and}since={since}");
        let mut stream = BufReader::new(wire::send(&ground.address, &path, cookie, None).await?);
        let mut status = String::new();
        stream.read_line(&mut status).await?;
        ensure!(status.contains(" 200 "), "no stream: {status}");
        tasks.spawn(listen(deal, stream, enough.clone()));
    }
    Ok(Readers { tasks, enough })
}

async fn listen(
    deal: Option<Uuid>,
    stream: BufReader<TcpStream>,
    enough: CancellationToken,
) -> Heard {
    let mut heard = Heard { deal, all: vec![] };
    let mut lines = stream.lines();
    let (mut is_change, mut seq) = (false, 0);
    loop {
        let line = tokio::select! {
            line = lines.next_line() => line,
            () = enough.cancelled() => return heard,
        };
        let Ok(Some(line)) = line else { return heard };
        if line == "event: change" {
            is_change = true;
        } else if let Some(id) = line.strip_prefix("id: ") {
            seq = id.parse().unwrap_or(0);
        } else if line.is_empty() {
            if is_change {
                heard.all.push((seq, Utc::now()));
            }
            (is_change, seq) = (false, 0);
        }
    }
}

impl Readers {
    /// Everybody closes their page.
    pub async fn end(self) -> Vec<Heard> {
        self.enough.cancel();
        self.tasks.join_all().await
    }
}
