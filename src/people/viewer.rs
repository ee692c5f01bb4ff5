//! Who looks at a page. Taking a [`Viewer`] is how a handler says: members of the workspace only.

use super::{
    Role,
    store::{self, SignedIn},
    token::Token,
};
use crate::{
    app::App,
    database::{Scope, vocabulary::stored},
    error::AppError,
    ids::{MemberId, PersonId, SessionId, WorkspaceId},
    money::Currency,
    web::{Frame, ViewerCard, notice::cookie},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// A signed-in member of the workspace that their session has open.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub session: SessionId,
    pub person: PersonId,
    pub email: String,
    pub zone: Tz,
    pub workspace: WorkspaceId,
    pub workspace_name: String,
    pub currency: Currency,
    pub member: MemberId,
    pub name: String,
    pub hue: i16,
    pub role: Role,
    /// In how many workspaces this person is an active member.
    pub memberships: i64,
    /// How much in their inbox they have not read, up to a hundred.
    pub unread: i64,
}

/// A viewer who is a manager or an admin.
#[derive(Clone, Debug)]
pub struct Manager(pub Viewer);

/// A viewer who is an admin.
#[derive(Clone, Debug)]
pub struct Admin(pub Viewer);

impl Viewer {
    /// The scope of this viewer's transactions: their workspace, acting as themselves.
    pub fn scope(&self) -> Scope {
        Scope {
            workspace: self.workspace,
            member: Some(self.member),
        }
    }

    /// The frame of a page for this viewer. `place` is the part of the top bar.
    pub fn frame(&self, title: impl Into<String>, place: &'static str) -> Frame {
        Frame::signed_in(title, place, self.card())
    }

    /// A manager or an admin.
    pub fn manages(&self) -> bool {
        self.role >= Role::Manager
    }

    /// An admin.
    pub fn administers(&self) -> bool {
        self.role == Role::Admin
    }

    /// The day it is where this viewer is.
    pub fn today(&self, app: &App) -> NaiveDate {
        app.clock.today_in(self.zone)
    }

    /// What the frame shows of this viewer.
    pub fn card(&self) -> ViewerCard {
        ViewerCard {
            name: self.name.clone(),
            initials: initials(&self.name),
            hue: u8::try_from(self.hue).unwrap_or_default(),
            role: self.role.name(),
            workspace: self.workspace_name.clone(),
            unread: self.unread,
            several_workspaces: self.memberships > 1,
            manages: self.manages(),
            administers: self.administers(),
        }
    }
}

/// The first letters of the first and the last word of a name, for a face.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    first
        .into_iter()
        .chain(words.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}

/// The session's secret, if the browser brings one that could be.
pub fn brought_token(parts: &Parts, app: &App) -> Option<Token> {
    cookie(&parts.headers, app.config.session_cookie()).and_then(Token::read)
}

impl FromRequestParts<App> for Viewer {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let token = brought_token(parts, app).ok_or(AppError::SignedOut)?;
        store::signed_in(&app.db.pool, &token.hash())
            .await?
            .ok_or(AppError::SignedOut)?
            .try_into()
    }
}

impl TryFrom<SignedIn> for Viewer {
    type Error = AppError;

    fn try_from(row: SignedIn) -> Result<Self, AppError> {
        let currency = of_open(row.currency)?;
        let role = of_open(row.role)?;
        Ok(Self {
            session: row.session,
            person: row.person,
            email: row.email,
            zone: row.time_zone.parse().unwrap_or(Tz::UTC),
            workspace: of_open(row.workspace)?,
            workspace_name: of_open(row.workspace_name)?,
            currency: stored(&currency)?,
            member: of_open(row.member)?,
            name: of_open(row.member_name)?,
            hue: of_open(row.hue)?,
            role: stored(&role)?,
            memberships: row.memberships,
            unread: row.unread,
        })
    }
}

/// What is there only where the session has a workspace open.
fn of_open<T>(part: Option<T>) -> Result<T, AppError> {
    part.ok_or(AppError::NoWorkspace)
}

impl FromRequestParts<App> for Manager {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let viewer = Viewer::from_request_parts(parts, app).await?;
        if viewer.manages() {
            Ok(Self(viewer))
        } else {
            Err(AppError::Forbidden)
        }
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let viewer = Viewer::from_request_parts(parts, app).await?;
        if viewer.administers() {
            Ok(Self(viewer))
        } else {
            Err(AppError::Forbidden)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_face_shows_the_first_letters_of_the_first_and_last_name() {
        assert_eq!(initials("Mara Kovač"), "MK");
        assert_eq!(initials("Ana Sofia de Melo"), "AM");
        assert_eq!(initials("Étienne"), "É");
        assert_eq!(initials("  "), "");
    }
}
