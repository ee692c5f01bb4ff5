//! Changing what one deal is judged by.

use super::{Deal, Form, Member, Page};
use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};

/// A change of a deal's verifiers about to be made; awaited, it is.
pub struct Tailoring<'a> {
    member: &'a Member,
    deal: &'a Deal,
    stage: u8,
    act: &'static str,
    old: String,
    new: String,
    reason: String,
    least: String,
    insists: bool,
}

impl Member {
    fn tailors<'a>(&'a self, deal: &'a Deal, stage: u8, act: &'static str) -> Tailoring<'a> {
        Tailoring {
            member: self,
            deal,
            stage,
            act,
            old: String::new(),
            new: String::new(),
            reason: "It fits this customer better".to_owned(),
            least: "heard".to_owned(),
            insists: false,
        }
    }

    pub fn drops<'a>(&'a self, deal: &'a Deal, stage: u8, old: &str) -> Tailoring<'a> {
        self.tailors(deal, stage, "Drop one").of(old, "")
    }

    pub fn adds<'a>(&'a self, deal: &'a Deal, stage: u8, new: &str) -> Tailoring<'a> {
        self.tailors(deal, stage, "Add one").of("", new)
    }

    pub fn replaces<'a>(
        &'a self,
        deal: &'a Deal,
        stage: u8,
        old: &str,
        new: &str,
    ) -> Tailoring<'a> {
        self.tailors(deal, stage, "Replace one").of(old, new)
    }

    pub fn rewords<'a>(&'a self, deal: &'a Deal, stage: u8, old: &str, new: &str) -> Tailoring<'a> {
        self.tailors(deal, stage, "Reword one").of(old, new)
    }

    /// Takes back the latest change of a deal's verifiers.
    pub async fn undoes_tailoring(&self, deal: &Deal, reason: &str) -> Page {
        let page = self.looks_at(deal).await;
        let form = page.form("form[action$='/tailoring']");
        self.sends(&form.fill("reason", reason)).await
    }
}

impl Tailoring<'_> {
    fn of(mut self, old: &str, new: &str) -> Self {
        (self.old, self.new) = (old.to_owned(), new.to_owned());
        self
    }

    pub fn because(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.reason);
        self
    }

    pub fn needing(mut self, strength: &str) -> Self {
        strength.clone_into(&mut self.least);
        self
    }

    /// Keeps the wording although the page offers another.
    pub fn insisting(mut self) -> Self {
        self.insists = true;
        self
    }

    /// The form, filled and not sent.
    pub async fn form(&self) -> Form {
        let address = format!("{}/tailoring/new?stage={}", self.deal.path, self.stage);
        let page = self.member.opens_page(&address).await;
        self.fill(page.form("#tailoring-form"))
    }

    pub fn fill(&self, form: Form) -> Form {
        let mut form = form
            .tick("act", self.act)
            .choose("Needs at least", &self.least)
            .fill("The new statement", &self.new)
            .fill("reason", &self.reason);
        if !self.old.is_empty() {
            form = form.choose("Which one?", &self.old);
        }
        form
    }
}

impl<'a> IntoFuture for Tailoring<'a> {
    type Output = Page;
    type IntoFuture = Pin<Box<dyn Future<Output = Page> + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let page = self.member.sends(&self.form().await).await;
            match self.insists {
                true => {
                    let form = page
                        .form("#tailoring-form")
                        .tick("insist", "Keep my wording");
                    self.member.sends(&form).await
                }
                false => page,
            }
        })
    }
}
