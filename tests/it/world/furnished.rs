//! A database with a workspace that has its journeys: what nearly every story starts from, so it is made once and copied.

use super::{House, TestDb, builders, settings};
use saidso::ids::WorkspaceId;
use tokio::sync::OnceCell;

static MADE: OnceCell<(String, WorkspaceId)> = OnceCell::const_new();

/// A database of its own, and the workspace that is in it.
pub async fn furnished() -> (TestDb, WorkspaceId) {
    let (name, workspace) = MADE.get_or_init(make).await;
    (TestDb::copy_of(name).await, *workspace)
}

async fn make() -> (String, WorkspaceId) {
    let house = House::build(TestDb::new().await, settings(&[]));
    let workspace = builders::workspace(&house, "Northwind").await;
    // Nobody may be connected to what is copied.
    house.database.pool.close().await;
    (house.db.shut().await, workspace)
}
