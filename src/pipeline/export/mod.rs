//! What the table shows, as a file: every deal of the list, in its order and its columns, at the moment looked at.
//!
//! The answer begins at once and is written as the deals are read, a few hundred at a time. What breaks on the way cuts
//! the file off, so that a browser tells of a download that failed rather than keep half a file for a whole one.

mod csv;
mod rows;
mod xlsx;

use super::{list::List, query::Asked};
use crate::{app::App, error::AppError, past::AsOf, people::Viewer, web::Query};
use axum::{
    body::{Body, Bytes},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream::unfold};
use rows::{Cell, Rows};
use std::io;
use tokio::sync::mpsc;

/// What is written to a file as it is read.
trait Sheet: Send + 'static {
    fn row(&mut self, cells: &[Cell]) -> Result<(), anyhow::Error>;
    /// What is ready to be sent.
    fn ready(&mut self) -> Result<Vec<u8>, anyhow::Error>;
    fn end(self) -> Result<Vec<u8>, anyhow::Error>;
}

pub async fn as_csv(
    viewer: Viewer,
    when: AsOf,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let kind = "text/csv; charset=utf-8";
    send(viewer, when, asked, csv::Sheet::new(), "csv", kind).await
}

pub async fn as_xlsx(
    viewer: Viewer,
    when: AsOf,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let sheet = xlsx::Sheet::new().map_err(AppError::broken)?;
    send(viewer, when, asked, sheet, "xlsx", kind).await
}

/// How many pieces wait for a browser that is slower than the database.
const WAITING: usize = 8;

async fn send(
    viewer: Viewer,
    when: AsOf,
    asked: Asked,
    sheet: impl Sheet,
    ending: &str,
    kind: &'static str,
) -> Result<Response, AppError> {
    let app: &App = &when.app;
    let mut tx = app.db.read(viewer.scope()).await?;
    let list = List::of(&mut tx, &viewer, &when, &asked).await?;
    let today = viewer.today(app);
    let rows = Rows::new(tx, list, asked, app.clock.now(), today);
    let (pieces, waiting) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        if let Err(error) = write(rows, sheet, &pieces).await {
            tracing::warn!(%error, "an export broke off");
            let _ = pieces
                .send(Err(io::Error::other("the export broke off")))
                .await;
        }
    });
    let stream = unfold(waiting, async |mut waiting| {
        let piece: Result<Bytes, io::Error> = waiting.recv().await?;
        Some((piece, waiting))
    });
    // Who compresses it asks once more after the end.
    let stream = stream.fuse();
    let name = format!("attachment; filename=\"pipeline-{today}.{ending}\"");
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(stream)).into_response())
}

type Pieces = mpsc::Sender<Result<Bytes, io::Error>>;

/// Ends early, and quietly, where nobody waits for the file any more.
async fn write(
    mut rows: Rows,
    mut sheet: impl Sheet,
    pieces: &Pieces,
) -> Result<(), anyhow::Error> {
    sheet.row(&rows.heads())?;
    while let Some(page) = rows.next().await? {
        for row in &page {
            sheet.row(row)?;
        }
        let ready = sheet.ready()?;
        if !ready.is_empty() && pieces.send(Ok(ready.into())).await.is_err() {
            return Ok(());
        }
    }
    let last = tokio::task::spawn_blocking(move || sheet.end()).await??;
    let _ = pieces.send(Ok(last.into())).await;
    Ok(())
}
