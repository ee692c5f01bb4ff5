//! What was said in passing becomes evidence in one act: the form to record it opens with the words filled in.

use super::{
    about::{self, About},
    message::{Kind, Message, Words},
    post::{self, about},
    shown::{Link, Shown as ShownMessage, origin},
    store::{self, Links},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    evidence::{form::EvidenceForm, paste, reading},
    ids::{MessageId, OpportunityId},
    opportunities::{
        page::{Doing, Opened, again, draw, whole::Whole},
        store::owners,
    },
    people::Viewer,
    web::{Form, Page, Path, Shown},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The words of a message, for the form that makes something else of it; `None`: there is no such message on this deal,
/// or its words are gone.
pub async fn words_of(
    tx: &mut Tx,
    deal: OpportunityId,
    from: &str,
) -> sqlx::Result<Option<Message>> {
    let Ok(id) = from.parse::<MessageId>() else {
        return Ok(None);
    };
    let found = store::find(tx, deal, id).await?;
    Ok(found.filter(|message| !message.is_removed))
}

/// The message that a form was opened from: none, or one of this deal.
pub async fn source(
    tx: &mut Tx,
    deal: OpportunityId,
    from: &str,
) -> Result<Option<MessageId>, AppError> {
    if from.is_empty() {
        return Ok(None);
    }
    let id: MessageId = from.parse().map_err(|_| AppError::NotFound)?;
    let found = store::find(tx, deal, id).await?;
    Ok(Some(found.ok_or(AppError::NotFound)?.id))
}

/// The messages that a thing came from: who wrote them, and where they stand.
pub async fn origins(
    tx: &mut Tx,
    deal: OpportunityId,
    thing: impl Into<Uuid>,
) -> sqlx::Result<Vec<Link>> {
    let links = store::links(tx, deal, &[], &[thing.into()]).await?;
    let became = links.became.into_iter();
    Ok(became
        .map(|(message, _, author)| origin(&deal.to_string(), message, &author))
        .collect())
}

/// Puts down what the message that a form was opened from became.
pub async fn became(
    tx: &mut Tx,
    deal: OpportunityId,
    from: Option<MessageId>,
    kind: about::Kind,
    id: impl Into<Uuid>,
) -> sqlx::Result<()> {
    match from {
        Some(from) => {
            let id = id.into();
            store::became(tx, deal, from, About { kind, id }).await
        }
        None => Ok(()),
    }
}

/// The form to record evidence, with a message's words in it.
pub async fn evidence(
    tx: &mut Tx,
    whole: &Whole,
    from: &str,
    form: &mut EvidenceForm,
    today: NaiveDate,
) -> sqlx::Result<()> {
    if let Some(message) = words_of(tx, whole.deal.id, from).await? {
        form.input.from = message.id.to_string();
        fill_in(tx, whole, form, message.body, message.about, today).await?;
    }
    Ok(())
}

async fn fill_in(
    tx: &mut Tx,
    whole: &Whole,
    form: &mut EvidenceForm,
    words: String,
    about: Option<About>,
    today: NaiveDate,
) -> sqlx::Result<()> {
    let us = owners(tx, None).await?;
    let read = reading::read(words, &whole.people, &us, today);
    let mut input = std::mem::take(&mut form.input).filled_in(read);
    let verifier = about.filter(|about| about.kind == about::Kind::Verifier);
    input
        .proves
        .extend(verifier.map(|about| about.id.to_string()));
    form.input = input;
    form.is_drafted = true;
    Ok(())
}

/// What was pasted where the team talks is the customer's: the form opens with it, and nothing is posted.
pub async fn from_composer(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Form(input): Form<post::Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let today = viewer.today(&app);
    let whole = Whole::load(&mut tx, deal, app.clock.now().date_naive()).await?;
    let about = about(&mut tx, &input.about, &whole).await?;
    if let Err(error) = Words::parse(&input.body) {
        let (stage, doing) = (input.stage, input.refused(about, Kind::Note, error));
        return again(&app, &mut tx, &viewer, shown, deal, stage, doing).await;
    }
    let mut form = EvidenceForm::fresh(today, "any");
    fill_in(&mut tx, &whole, &mut form, input.body, about, today).await?;
    form.input.stage = input.stage;
    let opened = Opened {
        stage: input.stage,
        ..Opened::default()
    };
    let doing = Doing::Recording(Box::new(form));
    let page = draw(&app, &mut tx, &viewer, shown, deal, opened, doing).await?;
    Ok(Page(page).into_response())
}

/// Says of each message whether the customer seems to have written it, where it became nothing yet. Our own names are
/// asked for only if some message looks so at all.
pub async fn offer_evidence(
    tx: &mut Tx,
    whole: &Whole,
    today: NaiveDate,
    links: &Links,
    messages: &[&Message],
    shown: &mut [ShownMessage],
) -> sqlx::Result<()> {
    let looks_pasted = |message: &Message| {
        let pasted = paste::read(&message.body, today);
        message.body.contains('\n') && (pasted.medium.is_some() || pasted.sender_name.is_some())
    };
    let is_open = |message: &Message| !message.is_removed && !links.has_become(message.id);
    let pasted: Vec<usize> = (0..messages.len())
        .filter(|at| is_open(messages[*at]) && looks_pasted(messages[*at]))
        .collect();
    if pasted.is_empty() {
        return Ok(());
    }
    let us = owners(tx, None).await?;
    for at in pasted {
        let read = reading::read(messages[at].body.clone(), &whole.people, &us, today);
        shown[at].could_be_evidence = read.contact.is_some() || read.channel.is_some();
    }
    Ok(())
}
