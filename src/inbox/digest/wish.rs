//! Switching the mail of the day on and off, in one's own settings.

use crate::{
    app::App,
    error::AppError,
    inbox::store,
    people::{Viewer, me::MePage},
    web::{Form, FormErrors, Notice, Page, choices::Choice},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

/// What the settings show of it.
pub struct Wish {
    pub hours: Vec<Choice>,
    /// A mail server is set up.
    pub can_mail: bool,
}

#[derive(Deserialize)]
pub struct WishForm {
    /// Empty: no mail.
    #[serde(default)]
    hour: String,
}

impl Wish {
    /// What somebody chose; none at all is what everybody begins with.
    pub async fn of(
        app: &App,
        viewer: &Viewer,
        connection: &mut PgConnection,
    ) -> sqlx::Result<Self> {
        let chosen = store::wished_hour(connection, viewer.workspace, viewer.member).await?;
        let hours = (0..24).map(|hour| {
            Choice::new(hour.to_string(), format!("At {hour:02}:00"))
                .chosen_if(chosen == Some(hour))
        });
        Ok(Self {
            hours: hours.collect(),
            can_mail: app.config.mail.is_some(),
        })
    }
}

pub async fn change(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<WishForm>,
) -> Result<Response, AppError> {
    let Ok(hour) = read(&input.hour) else {
        let mut errors = FormErrors::default();
        errors.add("hour", "Please choose an hour from the list.");
        let page = MePage::load(&app, &viewer, errors).await?;
        return Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let mut tx = app.db.begin(viewer.scope()).await?;
    let notice = match hour {
        Some(hour) => {
            store::wish(&mut tx, hour, app.clock.now()).await?;
            Notice::DigestOn
        }
        None => {
            store::wish_no_more(&mut tx).await?;
            Notice::DigestOff
        }
    };
    tx.commit().await?;
    Ok(notice.on(Redirect::to("/settings/me")))
}

fn read(hour: &str) -> Result<Option<i16>, ()> {
    match hour {
        "" => Ok(None),
        some => match some.parse() {
            Ok(hour @ 0..24) => Ok(Some(hour)),
            _ => Err(()),
        },
    }
}
