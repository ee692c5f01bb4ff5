//! Inviting somebody: by a link that is shown once to be copied, and mailed too where a mail server is configured.

use super::{
    Manager, Role, Viewer, members::MembersPage, person::Email, session::KEEP_NOTHING, store,
    token::Token,
};
use crate::{
    app::App,
    error::AppError,
    ids::InvitationId,
    mail::Mailer,
    web::{Form, FormErrors, Notice, Page, Path, choices::Choice},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

const PAGE: &str = "/settings/members";

#[derive(Clone, Deserialize)]
pub struct InviteForm {
    /// Minted when the form was drawn: the same form sent twice invites once.
    pub id: InvitationId,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub role: String,
}

impl InviteForm {
    pub fn fresh() -> Self {
        Self {
            id: InvitationId::new(),
            email: String::new(),
            role: String::new(),
        }
    }
}

/// An invitation's link, to be shown this once.
pub struct Fresh {
    pub email: String,
    pub url: String,
    pub mailed: Mailed,
}

/// Whether the invited will find the link in their mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailed {
    Sent,
    NotSetUp,
    Failed,
}

/// Managers invite reps; admins invite anybody.
pub fn may_invite(viewer: &Viewer, role: Role) -> bool {
    viewer.administers() || (viewer.manages() && role == Role::Rep)
}

/// The roles that this viewer may invite somebody as.
pub fn offered_roles(viewer: &Viewer, chosen: &str) -> Vec<Choice> {
    let offered = Role::ALL.iter().filter(|role| may_invite(viewer, **role));
    offered
        .map(|role| {
            Choice::new(role.name(), role.name())
                .explained(role.duty())
                .chosen_if(role.name() == chosen)
        })
        .collect()
}

pub async fn invite(
    Manager(viewer): Manager,
    State(app): State<App>,
    Form(input): Form<InviteForm>,
) -> Result<Response, AppError> {
    let mut errors = FormErrors::default();
    let email: Option<Email> = errors.take("email", input.email.parse());
    let role = errors.take("role", input.role.parse::<Role>());
    if role.is_some_and(|role| !may_invite(&viewer, role)) {
        return Err(AppError::Forbidden);
    }
    let (Some(email), Some(role)) = (email, role) else {
        return refused(&app, &viewer, input, errors).await;
    };
    let mut tx = app.db.begin(viewer.scope()).await?;
    if let Some(sentence) = obstacle(&mut tx, &email, input.id).await? {
        errors.add("email", sentence);
        return refused(&app, &viewer, input, errors).await;
    }
    let token = Token::mint();
    if !store::add_invitation(&mut tx, input.id, &token.hash(), &email, role).await? {
        return Ok(Notice::AlreadyRecorded.on(Redirect::to(PAGE)));
    }
    tx.commit().await?;
    show_link(&app, &viewer, email.as_str(), role, &token).await
}

pub async fn renew(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path(id): Path<InvitationId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    let waiting = waiting(&mut tx, &viewer, id).await?;
    let token = Token::mint();
    if !store::renew_invitation(&mut tx, id, &token.hash()).await? {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    show_link(&app, &viewer, &waiting.email, waiting.role, &token).await
}

pub async fn revoke(
    Manager(viewer): Manager,
    State(app): State<App>,
    Path(id): Path<InvitationId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    waiting(&mut tx, &viewer, id).await?;
    store::revoke_invitation(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Notice::InvitationRevoked.on(Redirect::to(PAGE)))
}

/// The waiting invitation, if this viewer may change it.
async fn waiting(
    tx: &mut crate::database::Tx,
    viewer: &Viewer,
    id: InvitationId,
) -> Result<store::Invitation, AppError> {
    let found = store::invitations(tx, Some(id)).await?.pop();
    let waiting = found.ok_or(AppError::NotFound)?;
    match may_invite(viewer, waiting.role) {
        true => Ok(waiting),
        false => Err(AppError::Forbidden),
    }
}

/// Why this address needs no new invitation. The same form sent again is no obstacle: that is told another way.
async fn obstacle(
    tx: &mut crate::database::Tx,
    email: &Email,
    id: InvitationId,
) -> sqlx::Result<Option<&'static str>> {
    let members = store::members(tx).await?;
    let there = members.iter().find(|member| member.email == email.as_str());
    if let Some(member) = there {
        return Ok(Some(match member.is_active {
            true => "This person is a member already.",
            false => "This person was a member. An admin can reactivate them below.",
        }));
    }
    let waiting = store::invitations(tx, None).await?;
    let other = waiting
        .iter()
        .any(|one| one.email == email.as_str() && one.id != id);
    Ok(other.then_some("An invitation for this address is waiting already: renew it below."))
}

async fn refused(
    app: &App,
    viewer: &Viewer,
    input: InviteForm,
    errors: FormErrors,
) -> Result<Response, AppError> {
    let page = MembersPage::load(app, viewer).await?;
    let page = page.refusing(viewer, input, errors);
    Ok(Page(page).status(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn show_link(
    app: &App,
    viewer: &Viewer,
    email: &str,
    role: Role,
    token: &Token,
) -> Result<Response, AppError> {
    let path = format!("/invitations/{}/{}", viewer.workspace, token.text());
    let url = app.config.link(&path);
    let mailed = mail(app, viewer, email, role, &url).await;
    let mut page = MembersPage::load(app, viewer).await?;
    let email = email.to_owned();
    page.fresh = Some(Fresh { email, url, mailed });
    Ok((KEEP_NOTHING, Page(page)).into_response())
}

#[derive(Template)]
#[template(path = "mail/invitation.txt")]
struct InvitationText<'a> {
    from: &'a str,
    workspace: &'a str,
    role: &'a str,
    url: &'a str,
}

#[derive(Template)]
#[template(path = "mail/invitation.html")]
struct InvitationHtml<'a> {
    from: &'a str,
    workspace: &'a str,
    role: &'a str,
    url: &'a str,
}

/// An invitation stands whether or not its mail goes out.
async fn mail(app: &App, viewer: &Viewer, to: &str, role: Role, url: &str) -> Mailed {
    let (from, workspace, role) = (&*viewer.name, &*viewer.workspace_name, role.name());
    let sending = async {
        let Some(mailer) = Mailer::of(&app.config)? else {
            return Ok(Mailed::NotSetUp);
        };
        let text = InvitationText {
            from,
            workspace,
            role,
            url,
        };
        let html = InvitationHtml {
            from,
            workspace,
            role,
            url,
        };
        let subject = format!("{from} invites you to {workspace} on Saidso");
        mailer.send(to, &subject, &text, &html).await?;
        anyhow::Ok(Mailed::Sent)
    };
    sending.await.unwrap_or_else(|error| {
        tracing::warn!(error = format!("{error:#}"), "an invitation was not mailed");
        Mailed::Failed
    })
}
