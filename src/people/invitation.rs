//! Accepting an invitation: as a new person, as one who signs in with the password they have, or as one who is signed in.

use super::{
    Role, attempts,
    browser::Browser,
    closed,
    person::PersonName,
    session::{self, KEEP_NOTHING},
    setup::{Chosen, NewPerson},
    store,
    token::Token,
    visitor::Visitor,
};
use crate::{
    app::App,
    database::Scope,
    error::AppError,
    ids::{MemberId, PersonId, WorkspaceId},
    web::{Form, FormErrors, Frame, Notice, Page, Path},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

const CLOSED: &str = "The invitation was accepted, taken back, or has run out. Sign in if you have joined; else ask for a new one.";
const MEMBER: &str = "You are a member already, or were one. Sign in, or ask an admin of the workspace to let you in again.";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    name: String,
    password: String,
    time_zone: String,
}

/// Who opens the link.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Guest {
    /// Nobody has this address yet.
    New,
    /// Somebody has; here they are signed out.
    Known,
    /// The invited person, signed in.
    Here(Visitor),
    /// Somebody else, signed in.
    Other(Visitor),
}

/// An open invitation, and who came with it.
struct Call {
    token: Token,
    workspace: WorkspaceId,
    workspace_name: String,
    email: String,
    role: Role,
    guest: Guest,
}

type Address = (WorkspaceId, String);

pub async fn show(
    State(app): State<App>,
    Path(address): Path<Address>,
    visitor: Result<Visitor, AppError>,
) -> Result<Response, AppError> {
    let Some(call) = open(&app, address, visitor.ok()).await? else {
        return Ok(closed::page(CLOSED));
    };
    let mut input = AcceptForm::default();
    if let Guest::Here(visitor) = &call.guest {
        let mut tx = app.db.begin_as(visitor.person).await?;
        let name = store::name_elsewhere(&mut tx, visitor.person).await?;
        input.name = name.unwrap_or_default();
    }
    let page = Page(InvitationPage::new(call, input, FormErrors::default()));
    Ok((KEEP_NOTHING, page).into_response())
}

pub async fn accept(
    State(app): State<App>,
    Path(address): Path<Address>,
    visitor: Result<Visitor, AppError>,
    browser: Browser,
    Form(input): Form<AcceptForm>,
) -> Result<Response, AppError> {
    let Some(call) = open(&app, address, visitor.ok()).await? else {
        return Ok(closed::page(CLOSED));
    };
    let mut errors = FormErrors::default();
    let (name, person) = match who(&app, &call, &browser, &input, &mut errors).await? {
        Some(found) => found,
        None => {
            let page = Page(InvitationPage::new(call, input, errors));
            let answer = page.status(StatusCode::UNPROCESSABLE_ENTITY);
            return Ok((KEEP_NOTHING, answer).into_response());
        }
    };
    join(&app, call, &browser, &name, person).await
}

/// The open invitation behind a link, and how its visitor stands to it.
async fn open(
    app: &App,
    (workspace, token): Address,
    visitor: Option<Visitor>,
) -> Result<Option<Call>, AppError> {
    let Some(token) = Token::read(&token) else {
        return Ok(None);
    };
    let scope = Scope {
        workspace,
        member: None,
    };
    let mut tx = app.db.read(scope).await?;
    let invitation = store::invitation_of(&mut tx, &token.hash()).await?;
    let name = store::workspace_name(&mut tx).await?;
    let (Some(invitation), Some(workspace_name)) = (invitation, name) else {
        return Ok(None);
    };
    let known = store::person_of(&mut tx, &invitation.email).await?;
    let guest = match visitor {
        Some(visitor) if visitor.email == invitation.email => Guest::Here(visitor),
        Some(visitor) => Guest::Other(visitor),
        None if known.is_some() => Guest::Known,
        None => Guest::New,
    };
    Ok(Some(Call {
        token,
        workspace,
        workspace_name,
        email: invitation.email,
        role: invitation.role,
        guest,
    }))
}

/// Who joins: a person who is there, or a new one. None: something in the form is to be mended.
async fn who(
    app: &App,
    call: &Call,
    browser: &Browser,
    input: &AcceptForm,
    errors: &mut FormErrors,
) -> Result<Option<(PersonName, Joining)>, AppError> {
    let name: Option<PersonName> = errors.take("name", input.name.parse());
    let joining = match &call.guest {
        Guest::Here(visitor) => Some(Joining::Known(visitor.person)),
        Guest::Other(_) => None,
        Guest::Known => {
            let typed = input.password.clone();
            let proved = attempts::prove(app, browser, &call.email, typed).await?;
            let denied = |denied: attempts::Denied| denied.to_string();
            errors
                .take("password", proved.map_err(denied))
                .map(Joining::Known)
        }
        Guest::New => {
            let (name, zone) = (&input.name, &input.time_zone);
            match Chosen::read(errors, name, &call.email, &input.password, zone) {
                Some(chosen) => Some(Joining::New(Box::new(chosen.hashed().await?))),
                None => None,
            }
        }
    };
    Ok(name.zip(joining))
}

enum Joining {
    Known(PersonId),
    New(Box<NewPerson>),
}

async fn join(
    app: &App,
    call: Call,
    browser: &Browser,
    name: &PersonName,
    joining: Joining,
) -> Result<Response, AppError> {
    let member = MemberId::new();
    let scope = Scope {
        workspace: call.workspace,
        member: Some(member),
    };
    let mut tx = app.db.begin(scope).await?;
    if !store::accept_invitation(&mut tx, &call.token.hash()).await? {
        return Ok(closed::page(CLOSED));
    }
    let person = match joining {
        Joining::Known(person) => Some(person),
        Joining::New(new) => store::add_person(&mut tx, &new).await?,
    };
    let Some(person) = person else {
        return Ok(closed::page(MEMBER));
    };
    if !store::add_member(&mut tx, member, person, name, call.role).await? {
        return Ok(closed::page(MEMBER));
    }
    attempts::forgive(&mut tx, &call.email).await?;
    if let Guest::Here(visitor) = call.guest {
        store::open_workspace(&mut tx, visitor.session, call.workspace).await?;
        tx.commit().await?;
        return Ok(Notice::Joined.on(Redirect::to("/")));
    }
    let token = session::open(&mut tx, person, Some(call.workspace), browser).await?;
    tx.commit().await?;
    let answer = Notice::Joined.on(Redirect::to("/"));
    Ok(session::hand_over(&app.config, &token, answer))
}

#[derive(Template)]
#[template(path = "people/invitation.html")]
struct InvitationPage {
    frame: Frame,
    errors: FormErrors,
    workspace: WorkspaceId,
    workspace_name: String,
    token: String,
    email: String,
    role: Role,
    guest: Guest,
    input: AcceptForm,
}

impl InvitationPage {
    fn new(call: Call, input: AcceptForm, errors: FormErrors) -> Self {
        Self {
            frame: Frame::plain(format!("Join {}", call.workspace_name)),
            errors,
            workspace: call.workspace,
            workspace_name: call.workspace_name,
            token: call.token.text(),
            email: call.email,
            role: call.role,
            guest: call.guest,
            input,
        }
    }
}
