//! A page as somebody reads it: its status, its words, its links and its forms.

use super::form::Form;
use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};

pub struct Page {
    pub status: StatusCode,
    /// Where it was found, after every redirect.
    pub address: String,
    pub html: Html,
    /// For what is not HTML.
    pub text: String,
}

/// Everything that matches, in the page's order.
pub fn all<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap_or_else(|_| panic!("a selector: {selector}"));
    within.select(&selector).collect()
}

/// An element's words, in one line.
pub fn words(element: ElementRef) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    /// The whole page.
    pub fn root(&self) -> ElementRef<'_> {
        self.html.root_element()
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        all(self.root(), selector)
    }

    /// The words of everything that matches.
    pub fn read(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(words).collect()
    }

    /// The words of all of it, in one line.
    pub fn words(&self) -> String {
        words(self.root())
    }

    #[track_caller]
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        match self.all(selector).as_slice() {
            [one] => *one,
            found => panic!("{} of {selector} on {self}", found.len()),
        }
    }

    /// The form that matches.
    #[track_caller]
    pub fn form(&self, selector: &str) -> Form {
        Form::read(self.one(selector), &self.address)
    }

    /// Where the link with these words leads.
    #[track_caller]
    pub fn link(&self, label: &str) -> String {
        let links = self.all("a[href]");
        let found = links.iter().find(|link| words(**link) == label);
        let link = found.unwrap_or_else(|| panic!("no link “{label}” on {self}"));
        self.resolve(link.attr("href").unwrap_or_default())
    }

    /// An address as this page means it.
    pub fn resolve(&self, address: &str) -> String {
        super::form::resolve(&self.address, address)
    }

    #[track_caller]
    pub fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// It can be read here.
    #[track_caller]
    pub fn says(&self, sentence: &str) -> &Self {
        assert!(self.words().contains(sentence), "“{sentence}” on {self}");
        self
    }

    #[track_caller]
    pub fn does_not_say(&self, sentence: &str) -> &Self {
        assert!(!self.words().contains(sentence), "“{sentence}” on {self}");
        self
    }

    /// What was just done, as told below the top bar.
    #[track_caller]
    pub fn tells(&self, notice: &str) -> &Self {
        assert_eq!(self.status, StatusCode::OK, "{self}");
        let told = self.read("#notice > p").join(" ");
        assert!(told.contains(notice), "“{notice}” told on {self}");
        self
    }

    /// A form came back with this sentence beside the field of this name.
    #[track_caller]
    pub fn complains(&self, field: &str, sentence: &str) -> &Self {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{self}");
        let beside = self.read(&format!("#{field}-error")).join(" ");
        assert!(
            beside.contains(sentence),
            "“{sentence}” beside {field}, which has “{beside}”, on {self}"
        );
        self
    }
}

/// For the message of a failed test.
impl std::fmt::Display for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = match self.all("body").first() {
            Some(body) => words(*body),
            None => self.text.clone(),
        };
        write!(f, "{} ({}): {words}", self.address, self.status)
    }
}
