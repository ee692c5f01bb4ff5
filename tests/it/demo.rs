//! The demo's workspace, played from its first day to now.

use crate::world::TestDb;
use chrono::{DateTime, Utc};
use saidso::{
    database::Database,
    demo::{self, Progress},
};
use sqlx::{PgPool, postgres::PgConnectOptions};

struct Stage {
    db: Database,
    login: PgConnectOptions,
    behind: PgPool,
}

async fn stage() -> Stage {
    let test = TestDb::new().await;
    Stage {
        db: Database::lazy((*test.app.connect_options()).clone(), 4),
        login: (*test.superuser.connect_options()).clone(),
        behind: test.superuser,
    }
}

fn monday() -> DateTime<Utc> {
    "2026-11-23T11:00:00Z".parse().expect("a moment")
}

#[tokio::test]
async fn the_demo_plays_whole() {
    let stage = stage().await;
    let began = std::time::Instant::now();
    let mut last = None;
    let loaded = demo::load(&stage.db, &stage.login, monday(), |p: Progress| {
        last = Some(p)
    })
    .await;
    loaded.expect("every event could happen");
    println!("{last:?} {:?}", began.elapsed());
    let _ = &stage.behind;
}
