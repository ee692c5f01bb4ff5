//! The page of all members and waiting invitations, and what an admin changes about a member.

use super::{
    Admin, Role, Viewer,
    invite::{Fresh, InviteForm, Mailed, may_invite, offered_roles},
    store,
    viewer::initials,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{InvitationId, MemberId},
    web::{Form, FormErrors, Frame, Notice, Page, Path, Shown, choices::Choice, format},
};
use askama::Template;
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use serde::Deserialize;

const PAGE: &str = "/settings/members";

#[derive(Deserialize)]
pub struct RoleForm {
    #[serde(default)]
    role: String,
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
) -> Result<Page<MembersPage>, AppError> {
    let mut page = MembersPage::load(&app, &viewer).await?;
    page.frame = page.frame.with(shown);
    Ok(Page(page))
}

pub async fn change_role(
    Admin(viewer): Admin,
    State(app): State<App>,
    Path(member): Path<MemberId>,
    Form(input): Form<RoleForm>,
) -> Result<Response, AppError> {
    let role: Role = input.role.parse().map_err(|_| AppError::Unreadable)?;
    let mut tx = app.db.begin(viewer.scope()).await?;
    guard_admins(&mut tx, &viewer, member, role == Role::Admin).await?;
    if !store::set_role(&mut tx, member, role).await? {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    Ok(Notice::RoleChanged.on(Redirect::to(PAGE)))
}

pub async fn deactivate(
    Admin(viewer): Admin,
    State(app): State<App>,
    Path(member): Path<MemberId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    guard_admins(&mut tx, &viewer, member, false).await?;
    if !store::deactivate(&mut tx, member).await? {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    Ok(Notice::MemberDeactivated.on(Redirect::to(PAGE)))
}

pub async fn reactivate(
    Admin(viewer): Admin,
    State(app): State<App>,
    Path(member): Path<MemberId>,
) -> Result<Response, AppError> {
    let mut tx = app.db.begin(viewer.scope()).await?;
    guard_admins(&mut tx, &viewer, member, true).await?;
    if !store::reactivate(&mut tx, member).await? {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    Ok(Notice::MemberReactivated.on(Redirect::to(PAGE)))
}

/// Under the lock on all admins: the one who acts is still one of them, and one is left afterwards. So two admins cannot
/// remove each other at the same time.
async fn guard_admins(
    tx: &mut Tx,
    viewer: &Viewer,
    member: MemberId,
    stays_admin: bool,
) -> Result<(), AppError> {
    let admins = store::lock_admins(tx).await?;
    if !admins.contains(&viewer.member) {
        return Err(AppError::Forbidden);
    }
    if !stays_admin && admins == [member] {
        return Err(AppError::refused(
            "A workspace needs at least one admin, and this is the last one. Make somebody else an admin first.",
        ));
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "people/members.html")]
pub struct MembersPage {
    pub frame: Frame,
    pub errors: FormErrors,
    place: &'static str,
    administers: bool,
    manages: bool,
    members: Vec<MemberRow>,
    waiting: Vec<WaitingRow>,
    pub invite: InviteForm,
    roles: Vec<Choice>,
    /// The link of an invitation just made, shown this once.
    pub fresh: Option<Fresh>,
}

struct MemberRow {
    id: MemberId,
    name: String,
    email: String,
    initials: String,
    hue: i16,
    role: &'static str,
    roles: Vec<Choice>,
    is_active: bool,
    is_me: bool,
    /// The last admin stays one.
    is_fixed: bool,
}

struct WaitingRow {
    id: InvitationId,
    email: String,
    role: &'static str,
    invited_by: String,
    until: String,
    is_over: bool,
    may_change: bool,
}

impl MembersPage {
    /// The page as this viewer sees it, in two queries.
    pub async fn load(app: &App, viewer: &Viewer) -> Result<Self, AppError> {
        let mut tx = app.db.read(viewer.scope()).await?;
        let members = store::members(&mut tx).await?;
        let waiting = match viewer.manages() {
            true => store::invitations(&mut tx, None).await?,
            false => Vec::new(),
        };
        let admins = members
            .iter()
            .filter(|member| member.is_active && member.role == Role::Admin)
            .count();
        let (zone, now) = (viewer.zone, app.clock.now());
        let waiting_row = |one: store::Invitation| WaitingRow {
            until: format::moment(one.expires_at, zone, now),
            may_change: may_invite(viewer, one.role),
            id: one.id,
            email: one.email,
            role: one.role.name(),
            invited_by: one.invited_by,
            is_over: one.is_over,
        };
        Ok(Self {
            frame: viewer.frame("Members", "settings"),
            errors: FormErrors::default(),
            place: "members",
            administers: viewer.administers(),
            manages: viewer.manages(),
            members: members
                .into_iter()
                .map(|member| MemberRow::new(member, viewer, admins))
                .collect(),
            waiting: waiting.into_iter().map(waiting_row).collect(),
            invite: InviteForm::fresh(),
            roles: offered_roles(viewer, Role::Rep.name()),
            fresh: None,
        })
    }

    /// The same page with what was typed into the invitation, and what is wrong with it.
    pub fn refusing(mut self, viewer: &Viewer, invite: InviteForm, errors: FormErrors) -> Self {
        self.roles = offered_roles(viewer, &invite.role);
        self.invite = invite;
        self.errors = errors;
        self
    }
}

impl MemberRow {
    fn new(member: store::Member, viewer: &Viewer, admins: usize) -> Self {
        let is_admin = member.is_active && member.role == Role::Admin;
        let roles = Role::ALL
            .iter()
            .map(|role| Choice::new(role.name(), role.name()).chosen_if(*role == member.role));
        Self {
            initials: initials(&member.name),
            is_me: member.id == viewer.member,
            is_fixed: is_admin && admins == 1,
            roles: roles.collect(),
            id: member.id,
            name: member.name,
            email: member.email,
            hue: member.hue,
            role: member.role.name(),
            is_active: member.is_active,
        }
    }
}
