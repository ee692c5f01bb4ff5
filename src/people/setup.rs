//! The first set-up: whoever has the link from the log names the workspace and becomes its admin.

use super::{
    Role,
    browser::Browser,
    choices, closed,
    password::{Password, PasswordHash},
    person::{Email, PersonName, WorkspaceName},
    session::{self, KEEP_NOTHING},
    store,
    token::Token,
};
use crate::{
    app::App,
    database::{Database, Scope, Tx},
    error::AppError,
    ids::{MemberId, PersonId, WorkspaceId},
    journeys::store as journeys,
    money::Currency,
    web::{Form, FormErrors, Frame, Page, Path, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono_tz::Tz;
use serde::Deserialize;

const CLOSED: &str =
    "Saidso was set up with it, or it is not one of ours. Sign in, or ask an admin to invite you.";

/// A workspace that is to be, with its first admin.
pub struct NewWorkspace {
    pub name: WorkspaceName,
    pub currency: Currency,
    pub founder: NewPerson,
}

/// A person who is to be, or is found by the address.
pub struct NewPerson {
    pub name: PersonName,
    pub email: Email,
    /// None: this person can only come by a sign-in link.
    pub password: Option<PasswordHash>,
    pub zone: Tz,
}

/// Makes a workspace, with its journeys and its first admin.
pub async fn found_workspace(
    db: &Database,
    new: &NewWorkspace,
) -> Result<(WorkspaceId, MemberId), AppError> {
    let (mut tx, founder) = begin_new(db).await?;
    found(&mut tx, founder, new).await?;
    let workspace = tx.workspace();
    tx.commit().await?;
    Ok((workspace, founder))
}

/// Makes somebody a member. Where they are one already, they stay as they are.
pub async fn add_member(tx: &mut Tx, new: &NewPerson, role: Role) -> sqlx::Result<MemberId> {
    let (member, _) = add_member_as(tx, MemberId::new(), new, role).await?;
    Ok(member)
}

async fn add_member_as(
    tx: &mut Tx,
    member: MemberId,
    new: &NewPerson,
    role: Role,
) -> sqlx::Result<(MemberId, PersonId)> {
    let person = store::find_or_add_person(tx, new).await?;
    if store::add_member(tx, member, person, &new.name, role).await? {
        return Ok((member, person));
    }
    let known = store::member_of(tx, person).await?;
    Ok((known, person))
}

/// A transaction in a workspace that is not there yet, in which its founder acts.
async fn begin_new(db: &Database) -> sqlx::Result<(Tx, MemberId)> {
    let founder = MemberId::new();
    let scope = Scope {
        workspace: WorkspaceId::new(),
        member: Some(founder),
    };
    Ok((db.begin(scope).await?, founder))
}

async fn found(tx: &mut Tx, founder: MemberId, new: &NewWorkspace) -> sqlx::Result<PersonId> {
    store::add_workspace(tx, &new.name, new.currency).await?;
    let (_, person) = add_member_as(tx, founder, &new.founder, Role::Admin).await?;
    journeys::seed(tx).await?;
    Ok(person)
}

/// The path of a set-up link, as long as nobody can sign in. To be told in the log when the server starts.
pub async fn link(db: &Database) -> sqlx::Result<Option<String>> {
    let mut tx = db.begin_unscoped().await?;
    if store::is_anybody_here(&mut tx).await? {
        return Ok(None);
    }
    let token = Token::mint();
    store::add_setup_link(&mut tx, &token.hash()).await?;
    tx.commit().await?;
    Ok(Some(format!("/setup/{}", token.text())))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SetupForm {
    workspace: String,
    currency: String,
    name: String,
    email: String,
    password: String,
    time_zone: String,
}

pub async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response, AppError> {
    if open_link(&app, &token).await?.is_none() {
        return Ok(closed::page(CLOSED));
    }
    let page = Page(SetupPage::new(
        token,
        SetupForm::default(),
        FormErrors::default(),
    ));
    Ok((KEEP_NOTHING, page).into_response())
}

pub async fn set_up(
    State(app): State<App>,
    Path(token): Path<String>,
    browser: Browser,
    Form(input): Form<SetupForm>,
) -> Result<Response, AppError> {
    let Some(link) = open_link(&app, &token).await? else {
        return Ok(closed::page(CLOSED));
    };
    let (name, currency, founder) = match read(&input) {
        Ok(read) => read,
        Err(errors) => {
            let page = Page(SetupPage::new(token, input, errors));
            let answer = page.status(StatusCode::UNPROCESSABLE_ENTITY);
            return Ok((KEEP_NOTHING, answer).into_response());
        }
    };
    let new = NewWorkspace {
        name,
        currency,
        founder: founder.hashed().await?,
    };
    let (mut tx, founder) = begin_new(&app.db).await?;
    if !store::use_setup_link(&mut tx, &link.hash()).await? {
        return Ok(closed::page(CLOSED));
    }
    let person = found(&mut tx, founder, &new).await?;
    let workspace = tx.workspace();
    let token = session::open(&mut tx, person, Some(workspace), &browser).await?;
    tx.commit().await?;
    Ok(session::hand_over(&app.config, &token, Redirect::to("/")))
}

async fn open_link(app: &App, token: &str) -> Result<Option<Token>, AppError> {
    let Some(token) = Token::read(token) else {
        return Ok(None);
    };
    let mut tx = app.db.begin_unscoped().await?;
    let is_open = store::is_setup_link(&mut tx, &token.hash()).await?
        && !store::is_anybody_here(&mut tx).await?;
    Ok(is_open.then_some(token))
}

fn read(input: &SetupForm) -> Result<(WorkspaceName, Currency, Chosen), FormErrors> {
    let mut errors = FormErrors::default();
    let workspace = errors.take("workspace", input.workspace.parse());
    let currency = errors.take("currency", input.currency.parse());
    let chosen = Chosen::read(
        &mut errors,
        &input.name,
        &input.email,
        &input.password,
        &input.time_zone,
    );
    match (workspace, currency, chosen) {
        (Some(workspace), Some(currency), Some(chosen)) => Ok((workspace, currency, chosen)),
        _ => Err(errors),
    }
}

/// What a new person typed, read but not hashed yet.
pub struct Chosen {
    name: PersonName,
    email: Email,
    password: Password,
    zone: Tz,
}

impl Chosen {
    /// Reads name, address and a new password; sentences go beside the fields of these names.
    pub fn read(
        errors: &mut FormErrors,
        name: &str,
        email: &str,
        password: &str,
        zone: &str,
    ) -> Option<Self> {
        let own = [name, email];
        let name = errors.take("name", name.parse());
        let email = errors.take("email", email.parse());
        let password = errors.take("password", Password::choose(password, &own));
        Some(Self {
            name: name?,
            email: email?,
            password: password?,
            zone: zone.parse().unwrap_or(Tz::UTC),
        })
    }

    /// Hashes the password, which takes a while.
    pub async fn hashed(self) -> Result<NewPerson, AppError> {
        Ok(NewPerson {
            name: self.name,
            email: self.email,
            password: Some(self.password.hash().await?),
            zone: self.zone,
        })
    }
}

#[derive(Template)]
#[template(path = "people/setup.html")]
struct SetupPage {
    frame: Frame,
    errors: FormErrors,
    token: String,
    input: SetupForm,
    currencies: Vec<Choice>,
}

impl SetupPage {
    fn new(token: String, input: SetupForm, errors: FormErrors) -> Self {
        Self {
            frame: Frame::plain("Set up Saidso"),
            errors,
            token,
            currencies: choices::currencies(&input.currency),
            input,
        }
    }
}
