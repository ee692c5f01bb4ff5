//! Saving what one looks at.

use super::{
    query,
    store::{self, Kept},
    view::{Place, ViewName},
};
use crate::{
    app::App,
    error::AppError,
    ids::SavedViewId,
    people::Viewer,
    web::{Form, FormErrors, Frame, Notice, Page, Query, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use serde::Deserialize;

/// What a browser sends; the menu's link says what is to be saved.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub id: String,
    pub name: String,
    /// "me" or "everybody".
    pub reader: String,
    pub place: String,
    pub query: String,
}

#[derive(Template)]
#[template(path = "views/new.html")]
pub struct NewPage {
    frame: Frame,
    input: Input,
    errors: FormErrors,
    readers: Vec<Choice>,
    /// Back to what is looked at.
    back: String,
}

pub async fn show(viewer: Viewer, Query(mut input): Query<Input>) -> Page<NewPage> {
    input.id = SavedViewId::new().to_string();
    Page(NewPage::of(&viewer, input, FormErrors::default()))
}

pub async fn save(
    viewer: Viewer,
    State(app): State<App>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let kept = match read(&input) {
        Ok(kept) => kept,
        Err(errors) => {
            let page = Page(NewPage::of(&viewer, input, errors));
            return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let id = input.id.parse().unwrap_or_else(|_| SavedViewId::new());
    let mut tx = app.db.begin(viewer.scope()).await?;
    let notice = match (store::save(&mut tx, id, &kept).await?, kept.shared) {
        (false, _) => Notice::AlreadyRecorded,
        (true, true) => Notice::ViewShared,
        (true, false) => Notice::ViewSaved,
    };
    tx.commit().await?;
    Ok(notice.on(Redirect::to(&kept.place.address(&kept.query))))
}

/// Reads the form of a view. A place that is none is the board.
pub fn read(input: &Input) -> Result<Kept, FormErrors> {
    let mut errors = FormErrors::default();
    let name = errors.take("name", ViewName::parse(&input.name));
    let query = query::tidied(&input.query);
    if query.len() > query::MOST {
        errors.refuse("There is too much in this view to save it. Take away some of its filters.");
    }
    match name {
        Some(name) if !errors.any() => Ok(Kept {
            name,
            shared: input.reader == EVERYBODY,
            place: input.place.parse().unwrap_or_default(),
            query,
        }),
        _ => Err(errors),
    }
}

pub const EVERYBODY: &str = "everybody";

/// For whom a view can be.
pub fn readers(chosen: &str) -> Vec<Choice> {
    let is_shared = chosen == EVERYBODY;
    vec![
        Choice::new("me", "For me")
            .explained("Nobody else sees it.")
            .chosen_if(!is_shared),
        Choice::new(EVERYBODY, "For everybody")
            .explained("It stands in everybody’s menu. Its filters follow whoever looks: “mine” is theirs.")
            .chosen_if(is_shared),
    ]
}

impl NewPage {
    fn of(viewer: &Viewer, input: Input, errors: FormErrors) -> Self {
        let place: Place = input.place.parse().unwrap_or_default();
        Self {
            frame: viewer.frame("Save this view", "pipeline"),
            readers: readers(&input.reader),
            back: place.address(&query::tidied(&input.query)),
            input,
            errors,
        }
    }
}
