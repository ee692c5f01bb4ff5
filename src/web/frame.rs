//! What stands round every page.

pub struct Frame {
    pub title: String,
    pub place: &'static str,
    pub viewer: Option<ViewerCard>,
    pub notice: Option<&'static str>,
    pub body: &'static str,
}

pub struct ViewerCard {
    pub name: String,
    pub initials: String,
    pub hue: u8,
    pub role: &'static str,
    pub workspace: String,
    pub several_workspaces: bool,
    pub manages: bool,
    pub administers: bool,
}

impl Frame {
    pub fn css(&self) -> &'static str {
        "/static/saidso.css"
    }
    pub fn js(&self) -> &'static str {
        "/static/app.js"
    }
    pub fn icon(&self) -> &'static str {
        "/static/icon.svg"
    }
}
