//! What surrounds every page: title, top bar, the viewer's card, a notice. `templates/frame.html` draws it.

use super::{assets, notice::Shown};
use crate::past::Past;

/// Every page's template has a field `frame` of this type and extends `frame.html`.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub title: String,
    /// The part of the top bar the page belongs to: "focus", "pipeline", "review", "forecast", "accounts", "journeys",
    /// "settings", or none.
    pub place: &'static str,
    /// None: nobody is signed in.
    pub viewer: Option<ViewerCard>,
    pub notice: Option<&'static str>,
    /// What a page that is open listens to; none: it stays as it was drawn.
    pub live: Option<Listening>,
    /// The moment at which the page is looked at; by default now, and it cannot be chosen.
    pub past: Past,
    /// CSS class of the body; "plain" for pages without a top bar.
    pub body: &'static str,
}

/// The stream of an open page (see `crate::live`).
#[derive(Clone, Debug)]
pub struct Listening {
    /// Where the stream is.
    pub stream: String,
    /// Up to where the page knows what happened.
    pub since: i64,
    /// The tables whose changes concern the whole page. A panel names its own by `data-live`.
    pub topics: &'static str,
}

/// What the frame shows of the person who looks.
#[derive(Clone, Debug)]
pub struct ViewerCard {
    pub name: String,
    pub initials: String,
    /// 0 to 11, drawn by the classes `hue-0` to `hue-11`.
    pub hue: u8,
    pub role: &'static str,
    pub workspace: String,
    /// How much that is meant for them they have not read, up to a hundred.
    pub unread: i64,
    pub several_workspaces: bool,
    /// A manager or an admin.
    pub manages: bool,
    pub administers: bool,
}

impl ViewerCard {
    /// "7", "99+".
    pub fn unread_words(&self) -> String {
        match self.unread {
            some @ ..100 => some.to_string(),
            _ => "99+".to_owned(),
        }
    }
}

impl Frame {
    /// The frame of a page for people who are not signed in.
    pub fn plain(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            body: "plain",
            ..Self::default()
        }
    }

    /// The frame of a page in a workspace.
    pub fn signed_in(title: impl Into<String>, place: &'static str, viewer: ViewerCard) -> Self {
        Self {
            title: title.into(),
            place,
            viewer: Some(viewer),
            ..Self::default()
        }
    }

    /// The same frame, for a page that stays up to date while it is open.
    pub fn listening(mut self, live: Listening) -> Self {
        self.live = Some(live);
        self
    }

    /// The same frame, for a page that can be looked at as it was. The past does not change: there it listens to nothing.
    pub fn looking_at(mut self, past: Past) -> Self {
        self.live = self.live.filter(|_| !past.is_past());
        self.past = past;
        self
    }

    /// The address of another page at the moment of this one.
    pub fn link(&self, address: impl AsRef<str>) -> String {
        self.past.link(address.as_ref())
    }

    /// The same frame, showing what was just done.
    pub fn with(mut self, shown: Shown) -> Self {
        self.notice = shown.0.map(|notice| notice.sentence());
        self
    }

    /// Address of the style sheet.
    pub fn css(&self) -> String {
        assets::address("saidso.css")
    }

    /// Address of the script.
    pub fn js(&self) -> String {
        assets::address("app.js")
    }

    /// Address of the icon.
    pub fn icon(&self) -> String {
        assets::address("icon.svg")
    }
}
