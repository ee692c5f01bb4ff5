//! A deal, and its page as a reader takes it in.

use super::{
    form::Form,
    page::{Page, all, words},
};
use scraper::ElementRef;

/// A deal that somebody opened.
#[derive(Clone, Debug)]
pub struct Deal {
    /// Where its page is.
    pub path: String,
}

impl Page {
    /// The stage at which the deal stands; of a won deal there is none.
    pub fn stage(&self) -> String {
        let here = ".journey [aria-current=step] b";
        self.read(here).join(" ")
    }

    #[track_caller]
    pub fn stands_at(&self, stage: &str) -> &Self {
        assert_eq!(self.stage(), stage, "{self}");
        self
    }

    /// What the shown stage still waits for.
    pub fn missing(&self) -> Vec<String> {
        let rows = self.all("article.verifier:has(.needs)");
        let is_required = |row: &ElementRef| !words(all(*row, ".asks")[0]).contains("optional");
        let missing = rows.into_iter().filter(is_required);
        missing.map(|row| words(all(row, "h3")[0])).collect()
    }

    /// How far a verifier of the shown stage is proved, in the words of its mark.
    #[track_caller]
    pub fn mark(&self, statement: &str) -> String {
        let mark = all(self.verifier(statement), "i.mark").remove(0);
        mark.attr("aria-label").unwrap_or_default().to_owned()
    }

    /// A verifier of the shown stage.
    #[track_caller]
    pub fn verifier(&self, statement: &str) -> ElementRef<'_> {
        let rows = self.all("article.verifier");
        let is_it = |row: &&ElementRef| {
            all(**row, "h3")
                .first()
                .is_some_and(|h| words(*h) == statement)
        };
        match rows.iter().find(is_it) {
            Some(row) => *row,
            None => panic!("no verifier “{statement}” on {self}"),
        }
    }

    /// The customer's words with what surrounds them, where they first stand among the shown stage's evidence.
    #[track_caller]
    pub fn said(&self, quote: &str) -> ElementRef<'_> {
        let pieces = self.all("article.verifier .evidence");
        let is_it = |piece: &&ElementRef| words(all(**piece, "blockquote")[0]) == quote;
        match pieces.iter().find(is_it) {
            Some(piece) => *piece,
            None => panic!("no “{quote}” among the evidence of {self}"),
        }
    }

    /// The form below somebody's words that leads to a place of this name.
    #[track_caller]
    pub fn form_below(&self, quote: &str, place: &str) -> Form {
        let forms = all(self.said(quote), "form");
        let leads_there =
            |form: &&ElementRef| form.attr("action").is_some_and(|a| a.ends_with(place));
        match forms.iter().find(leads_there) {
            Some(form) => Form::read(*form, &self.address),
            None => panic!("no form to {place} below “{quote}” on {self}"),
        }
    }

    /// The lines of the deal's history, newest first.
    pub fn history(&self) -> Vec<String> {
        self.read(".history li")
    }

    /// What a reader is told before anything else.
    pub fn news(&self) -> String {
        self.read(".callout").join(" / ")
    }
}
