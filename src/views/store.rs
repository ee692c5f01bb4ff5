//! All SQL of this room. What somebody keeps for themselves the database shows to nobody else.

use super::view::{Place, SavedView, ViewName};
use crate::{
    database::{Tx, vocabulary::stored},
    ids::{MemberId, SavedViewId},
};
use sqlx::Result;

/// How many views a menu offers.
const MOST: i64 = 100;

struct Row {
    id: SavedViewId,
    member: MemberId,
    by: String,
    name: String,
    shared: bool,
    place: String,
    query: String,
}

impl Row {
    fn view(self) -> Result<SavedView> {
        Ok(SavedView {
            id: self.id,
            member: self.member,
            by: self.by,
            name: self.name,
            shared: self.shared,
            place: place(&self.place)?,
            query: self.query,
        })
    }
}

fn place(word: &str) -> Result<Place> {
    stored(word)
}

/// The workspace's views and the reader's own, by name.
pub async fn views(tx: &mut Tx) -> Result<Vec<SavedView>> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select v.id as "id: SavedViewId", v.member_id as "member: MemberId", m.name as by, v.name, v.shared, v.place, v.query
        from saved_view v
        join member m
            on m.workspace_id = v.workspace_id and m.id = v.member_id
        where v.workspace_id = $1 and v.removed_at is null
        order by lower(v.name), v.id
        limit $2
        "#,
        tx.workspace().0,
        MOST
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Row::view).collect()
}

/// One view, if it is there for whoever asks.
pub async fn find(tx: &mut Tx, id: SavedViewId) -> Result<Option<SavedView>> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select v.id as "id: SavedViewId", v.member_id as "member: MemberId", m.name as by, v.name, v.shared, v.place, v.query
        from saved_view v
        join member m
            on m.workspace_id = v.workspace_id and m.id = v.member_id
        where v.workspace_id = $1 and v.id = $2 and v.removed_at is null
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(Row::view).transpose()
}

/// What a view shows, and under which name to whom.
#[derive(Clone, Debug)]
pub struct Kept {
    pub name: ViewName,
    pub shared: bool,
    pub place: Place,
    pub query: String,
}

/// Keeps a view. False: this very view is kept already.
pub async fn save(tx: &mut Tx, id: SavedViewId, kept: &Kept) -> Result<bool> {
    let done = sqlx::query!(
        "
        insert into saved_view (workspace_id, id, name, shared, place, query)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        id.0,
        kept.name.as_str(),
        kept.shared,
        kept.place.name(),
        kept.query
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn change(tx: &mut Tx, id: SavedViewId, kept: &Kept) -> Result<()> {
    sqlx::query!(
        "
        update saved_view
        set name = $3, shared = $4, place = $5, query = $6
        where workspace_id = $1 and id = $2 and removed_at is null
        ",
        tx.workspace().0,
        id.0,
        kept.name.as_str(),
        kept.shared,
        kept.place.name(),
        kept.query
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Takes a view away. It stays on record.
pub async fn remove(tx: &mut Tx, id: SavedViewId) -> Result<()> {
    sqlx::query!(
        "
        update saved_view
        set removed_at = moment()
        where workspace_id = $1 and id = $2 and removed_at is null
        ",
        tx.workspace().0,
        id.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}
