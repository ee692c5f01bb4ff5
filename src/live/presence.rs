//! Who else is on a deal's page. A row for every open stream, kept by the process that serves it, so that several
//! processes show the same; a process that dies is known by its silence.

use super::{publisher, store};
use crate::{
    app::App,
    database::{
        Database, Scope, Tx,
        hints::{Change, Place},
    },
    error::AppError,
    ids::OpportunityId,
    people::{Viewer, viewer::initials},
    web::{Page, Path},
};
use askama::Template;
use axum::extract::State;
use std::{collections::BTreeSet, time::Duration};
use tokio::{
    runtime::Handle,
    time::{MissedTickBehavior, interval},
};
use uuid::Uuid;

/// What open pages hear when somebody comes or goes.
pub const TOPIC: &str = "presence";

/// How often a process gives a sign of life; after three that are missed it shows nobody any more, and after four it is
/// forgotten.
const SIGN: Duration = Duration::from_secs(10);

/// Somebody on a page, as others see them.
pub struct Face {
    pub name: String,
    pub initials: String,
    pub hue: i16,
}

/// Everybody else on a deal's page.
pub struct HerePanel {
    pub deal: OpportunityId,
    pub faces: Vec<Face>,
    /// "Mara Kovač and Jonas Weber are here too"; empty when nobody is.
    pub words: String,
}

#[derive(Template)]
#[template(path = "live/here.html")]
pub struct HereAlone {
    here: HerePanel,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
) -> Result<Page<HereAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    crate::opportunities::store::find(&mut tx, deal)
        .await?
        .ok_or(AppError::NotFound)?;
    let here = panel(&mut tx, deal, &viewer).await?;
    Ok(Page(HereAlone { here }))
}

/// Who is here, without the one who looks.
pub async fn panel(tx: &mut Tx, deal: OpportunityId, viewer: &Viewer) -> sqlx::Result<HerePanel> {
    let here = store::here(tx, deal).await?;
    let faces: Vec<Face> = here
        .into_iter()
        .filter(|member| member.id != viewer.member)
        .map(|member| Face {
            initials: initials(&member.name),
            name: member.name,
            hue: member.hue,
        })
        .collect();
    let words = words(&faces.iter().map(|f| f.name.as_str()).collect::<Vec<_>>());
    Ok(HerePanel { deal, faces, words })
}

fn words(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} is here too"),
        [first @ .., last] => format!("{} and {last} are here too", first.join(", ")),
    }
}

/// A member on a page, until it is dropped.
pub struct Presence(Option<Visit>);

struct Visit {
    db: Database,
    scope: Scope,
    deal: OpportunityId,
    id: Uuid,
}

/// Shows that somebody opened a deal's page.
pub async fn arrive(app: &App, viewer: &Viewer, deal: OpportunityId) -> sqlx::Result<Presence> {
    let visit = Visit {
        db: app.db.clone(),
        scope: viewer.scope(),
        deal,
        id: Uuid::now_v7(),
    };
    store::run(&app.db, app.live.process).await?;
    let mut tx = app.db.begin(visit.scope).await?;
    store::arrive(&mut tx, deal, viewer.member, visit.id, app.live.process).await?;
    tx.commit().await?;
    visit.tell();
    Ok(Presence(Some(visit)))
}

impl Visit {
    fn tell(&self) {
        let place = Place {
            workspace: self.scope.workspace.0,
            stream: self.deal.0,
        };
        let topics = BTreeSet::from([TOPIC.to_owned()]);
        self.db.hints.add(place, Change { seq: 0, topics });
    }

    /// Where the database does not answer now, the silence of this process says the same one day.
    async fn end(self) {
        let left = async {
            let mut tx = self.db.begin(self.scope).await?;
            store::leave(&mut tx, self.deal, self.id).await?;
            tx.commit().await
        };
        match left.await {
            Ok(()) => self.tell(),
            Err(error) => tracing::debug!(%error, "a reader left unseen"),
        }
    }
}

/// The stream is gone, and with it whoever read it.
impl Drop for Presence {
    fn drop(&mut self) {
        if let (Some(visit), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(visit.end());
        }
    }
}

/// Gives a sign of life until the server stops, and forgets the processes that give none.
pub async fn be_seen(app: App) {
    let mut signs = interval(SIGN);
    signs.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_first = true;
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => break,
            _ = signs.tick() => {}
        }
        match sign(&app).await {
            // Given up by the others during a long silence, with everybody it showed: they come again.
            Ok(false) if !is_first => app.live.readers.end_for_now(),
            Ok(_) => is_first = false,
            Err(error) => tracing::debug!(%error, "no sign of life for the other processes"),
        }
    }
    if let Err(error) = go(&app).await {
        tracing::debug!(%error, "left without a word");
    }
}

async fn sign(app: &App) -> sqlx::Result<bool> {
    let was_known = store::run(&app.db, app.live.process).await?;
    // The people whom a dead process showed are gone, and it may have died between a commit and its hint.
    let lost = store::forget(&app.db, None).await? > 0;
    let message = if lost { publisher::EVERYTHING } else { "" };
    store::notify(&app.db, message).await?;
    Ok(was_known)
}

async fn go(app: &App) -> sqlx::Result<()> {
    store::forget(&app.db, Some(app.live.process)).await?;
    store::notify(&app.db, publisher::EVERYTHING).await
}
