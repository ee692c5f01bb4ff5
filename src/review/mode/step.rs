//! One deal of a sitting, and behind the last one what was asked on the way.

use super::{deal::DealTold, sitting::Sitting, store};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{LookId, MessageId, SittingId},
    opportunities::page::whole::Whole,
    people::Viewer,
    review::talk::facts::Period,
    web::{FormErrors, Frame, Page, Path, Shown},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

#[derive(Template)]
#[template(path = "review/mode.html")]
pub struct StepPage {
    frame: Frame,
    deal: DealTold,
    number: i16,
    all: i16,
    here: String,
    back: String,
    next: String,
    done: String,
    /// A day for the page on paper.
    since: String,
    manages: bool,
    /// What was written about which verifier; empty: the deal.
    asked: Vec<(String, String)>,
    errors: FormErrors,
    /// The form that was refused, and what was typed there.
    refused: (String, String),
}

impl StepPage {
    fn asked_about(&self, about: &impl ToString) -> Vec<&str> {
        let about = about.to_string();
        let here = self.asked.iter().filter(|(on, _)| *on == about);
        here.map(|(_, words)| words.as_str()).collect()
    }

    fn typed<'a>(&'a self, about: &impl ToString, otherwise: &'a str) -> &'a str {
        match self.refused.0 == about.to_string() && self.errors.any() {
            true => &self.refused.1,
            false => otherwise,
        }
    }

    fn error(&self, about: &impl ToString) -> &str {
        match self.refused.0 == about.to_string() {
            true => self.errors.of("body"),
            false => "",
        }
    }

    fn message(&self) -> MessageId {
        MessageId::new()
    }
}

#[derive(Template)]
#[template(path = "review/over.html")]
pub struct OverPage {
    frame: Frame,
    all: i16,
    back: String,
    asked: Vec<store::Asked>,
    /// For "I have looked", minted now.
    look: LookId,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path((id, number)): Path<(SittingId, i16)>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let sitting = store::own(&mut tx, viewer.member, id).await?;
    let sitting = sitting.ok_or(AppError::NotFound)?;
    if number < 1 || number > sitting.length() + 1 {
        return Err(AppError::NotFound);
    }
    store::keep_place(&mut tx, id, number).await?;
    let response = match sitting.deal(number) {
        Some(_) => {
            let fresh = (FormErrors::default(), Default::default());
            let mut page = draw(&app, &mut tx, &viewer, &sitting, number, fresh).await?;
            page.frame = page.frame.with(shown);
            Page(page).into_response()
        }
        None => over(&mut tx, &viewer, shown, &sitting).await?,
    };
    tx.commit().await?;
    Ok(response)
}

/// One deal of a sitting, with the form that was refused.
pub async fn draw(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    sitting: &Sitting,
    number: i16,
    (errors, refused): (FormErrors, (String, String)),
) -> Result<StepPage, AppError> {
    let period = Period {
        since: sitting.since,
        now: app.clock.now(),
    };
    let id = sitting.deal(number).ok_or(AppError::NotFound)?;
    let whole = Whole::load(tx, id, period.today()).await?;
    let deal = DealTold::of(tx, viewer, &whole, &period).await?;
    let asked = store::asked(tx, viewer.member, sitting.at, &[id]).await?;
    let all = sitting.length();
    Ok(StepPage {
        frame: viewer.frame(format!("{} · deal {number} of {all}", deal.name), "review"),
        here: sitting.url(number),
        back: match number {
            1 => String::new(),
            _ => sitting.url(number - 1),
        },
        next: match number == all {
            true => String::new(),
            false => sitting.url(number + 1),
        },
        done: sitting.url(all + 1),
        since: sitting
            .since
            .with_timezone(&viewer.zone)
            .date_naive()
            .to_string(),
        manages: viewer.manages(),
        asked: asked
            .into_iter()
            .map(|one| {
                (
                    one.about.map_or(String::new(), |id| id.to_string()),
                    one.body,
                )
            })
            .collect(),
        deal,
        number,
        all,
        errors,
        refused,
    })
}

async fn over(
    tx: &mut Tx,
    viewer: &Viewer,
    shown: Shown,
    sitting: &Sitting,
) -> Result<Response, AppError> {
    let page = OverPage {
        frame: viewer.frame("Gone through", "review").with(shown),
        all: sitting.length(),
        back: sitting.url(sitting.length()),
        asked: store::asked(tx, viewer.member, sitting.at, &sitting.deals).await?,
        look: LookId::new(),
    };
    Ok(Page(page).into_response())
}
