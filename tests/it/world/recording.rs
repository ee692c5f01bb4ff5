//! Opening a deal, and recording what a customer said, as sentences.

use super::{Deal, Form, Member, Page};
use axum::http::StatusCode;
use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};

type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A deal about to be opened; awaited, it is.
pub struct Opening<'a> {
    member: &'a Member,
    name: String,
    account: String,
    journey: String,
}

/// Evidence about to be recorded; awaited, it is.
#[derive(Clone)]
pub struct Recording<'a> {
    member: &'a Member,
    deal: &'a Deal,
    words: String,
    speaker: String,
    title: String,
    proves: Vec<String>,
    contradicts: Vec<String>,
    others: Vec<(&'static str, String)>,
}

impl Member {
    pub fn opens(&self, name: &str) -> Opening<'_> {
        Opening {
            member: self,
            name: name.to_owned(),
            account: "Acme Freight".to_owned(),
            journey: "Considered purchase".to_owned(),
        }
    }

    pub fn records<'a>(&'a self, deal: &'a Deal, words: &str) -> Recording<'a> {
        Recording {
            member: self,
            deal,
            words: words.to_owned(),
            speaker: "Ines Baptista".to_owned(),
            title: String::new(),
            proves: vec![],
            contradicts: vec![],
            others: vec![],
        }
    }

    /// Records one signed paper for everything that the gate still waits for.
    pub async fn proves_all(&self, deal: &Deal, words: &str) -> Page {
        let page = self.looks_at(deal).await;
        let missing = page.missing();
        let recording = missing
            .iter()
            .fold(self.records(deal, words), |r, m| r.proving(m));
        recording.by("Signed paper").await
    }

    /// Records one signed paper for every verifier of a stage, wherever the deal stands.
    pub async fn proves_all_of(&self, deal: &Deal, stage: u8) -> Page {
        let page = self.looks_at_stage(deal, stage).await;
        let statements = page.read("article.verifier h3");
        let paper = self.records(deal, "All of it.").by("Signed paper");
        let recording = statements.iter().fold(paper, |r, v| r.proving(v));
        recording.await
    }

    /// Proves all that the present stage waits for, and moves on.
    pub async fn goes_through(&self, deal: &Deal) -> Page {
        let words = format!("Yes, we do. ({})", self.looks_at(deal).await.stage());
        self.proves_all(deal, &words)
            .await
            .tells("the deal can move");
        let page = self.advances(deal).await;
        page.is(StatusCode::OK);
        page
    }
}

impl Opening<'_> {
    pub fn at(mut self, account: &str) -> Self {
        account.clone_into(&mut self.account);
        self
    }

    pub fn following(mut self, journey: &str) -> Self {
        journey.clone_into(&mut self.journey);
        self
    }

    /// The form, filled and not sent.
    pub async fn form(&self) -> Form {
        let page = self.member.opens_page("/opportunities/new").await;
        page.form("#new-opportunity")
            .fill("What is it about?", &self.name)
            .fill("Which account?", &self.account)
            .tick("journey", &self.journey)
    }
}

impl<'a> IntoFuture for Opening<'a> {
    type Output = Deal;
    type IntoFuture = Pending<'a, Deal>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let page = self.member.sends(&self.form().await).await;
            page.tells("The deal is open");
            Deal {
                path: page.address.clone(),
            }
        })
    }
}

impl Recording<'_> {
    pub fn said_by(mut self, name: &str) -> Self {
        name.clone_into(&mut self.speaker);
        self
    }

    /// What a speaker who is not on record yet does.
    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    pub fn proving(mut self, statement: &str) -> Self {
        self.proves.push(statement.to_owned());
        self
    }

    pub fn against(mut self, statement: &str) -> Self {
        self.contradicts.push(statement.to_owned());
        self
    }

    pub fn on(self, day: &str) -> Self {
        self.with("When?", day)
    }

    pub fn by(self, channel: &str) -> Self {
        self.with("How?", channel)
    }

    pub fn strong(self, strength: &str) -> Self {
        self.with("How good is it?", strength)
    }

    pub fn seen_at(self, link: &str) -> Self {
        self.with("Where can it be seen?", link)
    }

    fn with(mut self, field: &'static str, value: &str) -> Self {
        self.others.push((field, value.to_owned()));
        self
    }

    /// The form, filled and not sent.
    pub async fn form(&self) -> Form {
        let address = format!("{}?record=any", self.deal.path);
        let page = self.member.opens_page(&address).await;
        self.fill(page.form("#record"))
    }

    /// Fills the form as it stands on a page.
    pub fn fill(&self, form: Form) -> Form {
        let mut form = form.fill("Their words", &self.words);
        form = match form.offers("Who said it?", &self.speaker) {
            true => form.choose("Who said it?", &self.speaker),
            false => form
                .fill("Their name", &self.speaker)
                .fill("What they do", &self.title),
        };
        for statement in &self.proves {
            form = form.tick("proves", statement);
        }
        for statement in &self.contradicts {
            form = form.tick("contradicts", statement);
        }
        self.others.iter().fold(form, |form, (field, value)| {
            match ["How?", "How good is it?"].contains(field) {
                true => form.choose(field, value),
                false => form.fill(field, value),
            }
        })
    }
}

impl<'a> IntoFuture for Recording<'a> {
    type Output = Page;
    type IntoFuture = Pending<'a, Page>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.member.presses("Record it", &self.form().await).await })
    }
}

impl Page {
    #[track_caller]
    pub fn is_recorded(&self) -> &Self {
        self.tells("Recorded.")
    }

    /// An expected "no": the page says so, and what was asked for was not done.
    #[track_caller]
    pub fn is_refused(&self, sentence: &str) -> &Self {
        let is_no = [StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY].contains(&self.status);
        assert!(is_no, "not refused: {self}");
        self.says(sentence)
    }
}
