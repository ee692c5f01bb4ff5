//! The deal's conversation: one stream, and what is said in place beside each thing of the page.

use super::{
    about::Things,
    draft,
    message::Message,
    shown::{Showing, Shown},
    store::{self, Links},
    talk::{Composer, Form, Talk, Talks, places, things},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{MessageId, OpportunityId},
    opportunities::page::{Doing, Opened, whole::Whole},
    people::Viewer,
    web::{Page, Path, Query},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// How many messages the stream shows at once.
const STREAM: i64 = 10;
/// How many messages are shown in place below one thing.
const IN_PLACE: i64 = 12;

pub struct Panel {
    pub deal: String,
    /// Where this panel is drawn alone.
    pub address: String,
    /// The stage whose verifiers the page shows.
    pub stage: i16,
    /// The message with which the shown part ends; empty: it is the newest.
    pub until: String,
    /// Oldest first.
    pub messages: Vec<Shown>,
    /// Where earlier ones are; empty: there are none.
    pub earlier: String,
    pub composer: Composer,
}

#[derive(Template)]
#[template(path = "conversation/panel.html")]
pub struct PanelAlone {
    conversation: Panel,
    talks: Talks,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(opened): Query<Opened>,
) -> Result<Page<PanelAlone>, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let now = app.clock.now();
    let whole = Whole::load(&mut tx, deal, now.date_naive()).await?;
    let (conversation, talks) =
        panel(&mut tx, &whole, &viewer, &opened, &Doing::Reading, now).await?;
    Ok(Page(PanelAlone {
        conversation,
        talks,
    }))
}

/// The conversation as the page draws it, and what is said in place. Three queries, and one more for an earlier part.
pub async fn panel(
    tx: &mut Tx,
    whole: &Whole,
    viewer: &Viewer,
    opened: &Opened,
    doing: &Doing,
    now: DateTime<Utc>,
) -> sqlx::Result<(Panel, Talks)> {
    let deal = whole.deal.id;
    let stage = opened.stage.filter(|stage| whole.stage(*stage).is_some());
    let stage = stage.unwrap_or(whole.deal.stage);
    let until = until(tx, deal, opened).await?;
    let things_here = Things::of(tx, whole).await?;
    let places = places(whole, stage, &things_here, viewer.manages());
    let about = things(&places);
    let messages = store::shown(tx, deal, until, STREAM + 1, &about, IN_PLACE).await?;
    let ids: Vec<Uuid> = messages.iter().map(|message| message.id.0).collect();
    let links = store::links(tx, deal, &ids, &about).await?;
    let deal_name = deal.to_string();
    let showing = Showing {
        deal: &deal_name,
        things: &things_here,
        links: &links,
        viewer,
        doing,
        now,
    };
    let mut stream: Vec<&Message> = messages.iter().filter(|m| m.in_stream).collect();
    let earlier = earlier(deal, &mut stream);
    let today = now.with_timezone(&viewer.zone).date_naive();
    let mut shown: Vec<Shown> = stream
        .iter()
        .map(|message| showing.message(message))
        .collect();
    draft::offer_evidence(tx, whole, today, &links, &stream, &mut shown).await?;
    let form = Form {
        deal: &deal_name,
        stage,
        doing,
    };
    let composer = form.composer("deal", None, "message");
    let address = address(deal, stage, until);
    let talks = Talks {
        deal: deal_name.clone(),
        address: address.clone(),
        here: places
            .iter()
            .map(|place| Talk::at(place, &messages, &showing, stage))
            .collect(),
    };
    let panel = Panel {
        composer: composer.choosing(&things_here),
        deal: deal_name,
        address,
        stage,
        until: until.map_or(String::new(), |until| until.to_string()),
        messages: shown,
        earlier,
    };
    Ok((panel, talks))
}

/// The message with which the shown part ends, if it is one of this deal.
async fn until(
    tx: &mut Tx,
    deal: OpportunityId,
    opened: &Opened,
) -> sqlx::Result<Option<MessageId>> {
    let wanted = opened.until.as_deref().and_then(|id| id.parse().ok());
    match wanted {
        Some(id) => Ok(store::find(tx, deal, id).await?.map(|found| found.id)),
        None => Ok(None),
    }
}

/// Takes the one message too many away, as the sign that there are earlier ones.
fn earlier(deal: OpportunityId, stream: &mut Vec<&Message>) -> String {
    if i64::try_from(stream.len()).is_ok_and(|shown| shown <= STREAM) {
        return String::new();
    }
    let before = stream.remove(0);
    format!("/opportunities/{deal}?until={}#conversation", before.id)
}

fn address(deal: OpportunityId, stage: i16, until: Option<MessageId>) -> String {
    match until {
        Some(until) => format!("/opportunities/{deal}/conversation?stage={stage}&until={until}"),
        None => format!("/opportunities/{deal}/conversation?stage={stage}"),
    }
}

impl Links {
    /// Whether a message became anything.
    pub fn has_become(&self, message: MessageId) -> bool {
        self.became.iter().any(|(of, _, _)| *of == message)
    }
}
