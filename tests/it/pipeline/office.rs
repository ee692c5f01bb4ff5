//! An office with the library's journeys, where deals are opened, proved and ended by the product's own commands, and
//! looked at over HTTP.

use crate::world::TestDb;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use http_body_util::BodyExt;
use saidso::{
    accounts::{AccountName, ContactName, store as accounts},
    app::App,
    clock::Clock,
    config::{Args, Config},
    database::{Database, Scope, Tx},
    evidence::store::{self as evidence, NewEvidence},
    ids::*,
    journey::{
        facts::{Bearing, Deal, Verifier},
        terms::{Channel, OutcomeKind, Strength},
    },
    journeys::store as journeys,
    money::{Currency, Money},
    opportunities::{
        opportunity::Call,
        store::{self as opportunities, Details, NewOpportunity, NewOutcome, WinNote},
    },
    people::token::Token,
};
use scraper::{ElementRef, Html, Selector};
use sqlx::{PgPool, query};
use tower::ServiceExt;

pub struct Office {
    database: Database,
    behind: PgPool,
    workspace: WorkspaceId,
    /// What time it is for everybody.
    now: DateTime<Utc>,
}

/// Somebody who works in an office and has a browser open.
pub struct Colleague {
    pub id: MemberId,
    cookie: String,
}

impl Office {
    pub async fn new() -> Self {
        let db = TestDb::new().await;
        let database = Database::lazy((*db.app.connect_options()).clone(), 4);
        Self::on(database, db.superuser).await
    }

    /// Another company on the same server.
    pub async fn elsewhere(&self) -> Self {
        Self::on(self.database.clone(), self.behind.clone()).await
    }

    async fn on(database: Database, behind: PgPool) -> Self {
        let mut office = Self {
            workspace: WorkspaceId::new(),
            now: "2026-03-02T12:00:00Z".parse().unwrap(),
            database,
            behind,
        };
        let mut tx = office.begin(None).await;
        query("insert into workspace (id, name) values ($1, 'Lumen')")
            .bind(office.workspace.0)
            .execute(&mut *tx)
            .await
            .unwrap();
        journeys::seed(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        // From here on the clock obeys.
        query("update workspace set rehearsal = true where id = $1")
            .bind(office.workspace.0)
            .execute(&office.behind)
            .await
            .unwrap();
        office.sleeps(1);
        office
    }

    /// So many days pass, and nobody records anything.
    pub fn sleeps(&mut self, days: i64) {
        self.now += TimeDelta::days(days);
    }

    /// A transaction a minute later than the one before.
    async fn begins(&mut self, member: MemberId) -> Tx {
        self.now += TimeDelta::minutes(1);
        self.begin(Some(member)).await
    }

    async fn begin(&self, member: Option<MemberId>) -> Tx {
        let workspace = self.workspace;
        let rehearsed = self.database.rehearsing(self.now);
        rehearsed.begin(Scope { workspace, member }).await.unwrap()
    }

    pub async fn hires(&self, name: &str) -> Colleague {
        let (person, id, token) = (PersonId::new(), MemberId::new(), Token::mint());
        let mut tx = self.begin(None).await;
        query("insert into person (id, email) values ($1, $2)")
            .bind(person.0)
            .bind(format!("{person}@lumen.example"))
            .execute(&mut *tx)
            .await
            .unwrap();
        query("insert into member (workspace_id, id, person_id, name, role, hue) values ($1, $2, $3, $4, 'rep', 3)")
            .bind(self.workspace.0)
            .bind(id.0)
            .bind(person.0)
            .bind(name)
            .execute(&mut *tx)
            .await
            .unwrap();
        query("insert into session (id, token_hash, person_id, workspace_id, expires_at) values ($1, $2, $3, $4, now() + interval '1 day')")
            .bind(SessionId::new().0)
            .bind(token.hash())
            .bind(person.0)
            .bind(self.workspace.0)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let cookie = format!("{}={}", config().session_cookie(), token.text());
        Colleague { id, cookie }
    }

    /// A new deal, for an amount like "€480k".
    pub async fn opens(
        &mut self,
        owner: &Colleague,
        account: &str,
        journey: &str,
        amount: (&str, &str),
    ) -> OpportunityId {
        let mut tx = self.begins(owner.id).await;
        let offered = journeys::published(&mut tx).await.unwrap();
        let edition = offered.iter().find(|offered| offered.name == journey);
        let edition = edition.expect("a journey of the library");
        let name = AccountName::parse(account).unwrap();
        let (account, _) = accounts::find_or_create_account(&mut tx, &name)
            .await
            .unwrap();
        let currency: Currency = amount.1.parse().unwrap();
        let new = NewOpportunity {
            id: OpportunityId::new(),
            account,
            journey: edition.journey,
            edition: edition.id,
            details: Details {
                name: format!("{} with us", name.as_str()),
                owner: owner.id,
                amount: Some(Money::parse(amount.0, currency).unwrap()),
                currency,
                customer_date: None,
                customer_date_by: None,
                customer_date_said_on: None,
                call: Call::default(),
            },
        };
        assert!(opportunities::open(&mut tx, &new).await.unwrap());
        tx.commit().await.unwrap();
        new.id
    }

    /// The customer proves, or contradicts, every required verifier of a stage.
    pub async fn hears(
        &mut self,
        by: &Colleague,
        deal: OpportunityId,
        stage: i16,
        words: &str,
        supports: bool,
    ) {
        let mut tx = self.begins(by.id).await;
        let shown = opportunities::find(&mut tx, deal).await.unwrap().unwrap();
        let bearings = verifiers(&mut tx, deal, shown.edition_id).await;
        let bearings = bearings
            .iter()
            .filter(|verifier| verifier.required && verifier.stage == stage)
            .map(|verifier| Bearing {
                verifier: verifier.id,
                supports,
            });
        let bearings: Vec<Bearing> = bearings.collect();
        let ines = ContactName::parse("Ines Baptista").unwrap();
        let ines = accounts::find_or_create_contact(&mut tx, shown.account_id, &ines, None, None);
        let (speaker, _) = ines.await.unwrap();
        let new = NewEvidence {
            id: EvidenceId::new(),
            opportunity: deal,
            speaker,
            words: words.to_owned(),
            happened_on: self.now.date_naive(),
            channel: Channel::SignedPaper,
            strength: Strength::Confirmed,
            link: String::new(),
            bearings,
        };
        assert!(evidence::record(&mut tx, &new).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// Moves a deal through its open gate.
    pub async fn passes(&mut self, by: &Colleague, deal: OpportunityId) {
        let mut tx = self.begins(by.id).await;
        let shown = opportunities::find(&mut tx, deal).await.unwrap().unwrap();
        let stages = opportunities::stages(&mut tx, shown.edition_id)
            .await
            .unwrap();
        let asked = [(deal, shown.edition_id)];
        let mut facts = opportunities::facts_of(&mut tx, &asked).await.unwrap();
        let facts = facts.remove(&deal).unwrap();
        let judged = Deal {
            stage: shown.stage,
            stages: stages.len().try_into().unwrap(),
            closed: false,
            verifiers: facts.verifiers,
            evidence: facts.evidence,
        };
        let passage = judged.judged_on(self.now.date_naive()).passage().unwrap();
        let (id, note) = (PassageId::new(), WinNote::default());
        opportunities::pass(&mut tx, id, deal, &passage, &note)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn holds(&mut self, by: &Colleague, deal: OpportunityId) {
        let mut tx = self.begins(by.id).await;
        let outcome = NewOutcome {
            id: uuid::Uuid::now_v7(),
            kind: OutcomeKind::OnHold,
            reason: String::new(),
            note: String::new(),
            rival: String::new(),
            comes_back_when: "Their budget is through".into(),
            comes_back_on: None,
        };
        assert!(opportunities::close(&mut tx, deal, &outcome).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// Reckons the sums of the pipeline anew, `step` versions at a time: how often.
    pub async fn reckons(&self, step: i32) -> usize {
        let mut times = 0;
        loop {
            let mut tx = self
                .database
                .begin(Scope {
                    workspace: self.workspace,
                    member: None,
                })
                .await
                .unwrap();
            let done: bool = sqlx::query_scalar("select sum_up_pipeline($1, interval '0')")
                .bind(step)
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            if !done {
                return times;
            }
            times += 1;
        }
    }

    /// What a colleague sees at an address.
    pub async fn shows(&self, reader: &Colleague, address: &str) -> View {
        let router = App::new(self.database.clone(), Clock::Fixed(self.now), config()).router();
        let request = Request::get(address).header("cookie", &reader.cookie);
        let request = request.body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{address}");
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        View(Html::parse_document(std::str::from_utf8(&body).unwrap()))
    }
}

fn config() -> Config {
    let args = Args::try_parse_from(["saidso", "serve"]).unwrap();
    args.settle().unwrap().1
}

async fn verifiers(tx: &mut Tx, deal: OpportunityId, edition: EditionId) -> Vec<Verifier> {
    let mut facts = opportunities::facts_of(tx, &[(deal, edition)])
        .await
        .unwrap();
    facts.remove(&deal).unwrap().verifiers
}

/// A page as its reader sees it.
pub struct View(Html);

impl View {
    /// The words of everything that a selector finds.
    pub fn words(&self, selector: &str) -> Vec<String> {
        self.found(selector).map(words).collect()
    }

    /// The accounts whose cards stand in a column.
    pub fn column(&self, word: &str) -> Vec<String> {
        self.words(&format!("#phase-{word} .deal-card h3"))
    }

    /// Where the first link leads that a selector finds.
    pub fn link(&self, selector: &str) -> Option<String> {
        let link = self.found(selector).next()?;
        let address = link.attr("href")?.split('#').next()?;
        Some(address.to_owned())
    }

    /// The value of the choice with these words.
    pub fn value_of(&self, selector: &str, label: &str) -> String {
        let choice = self.found(selector).find(|choice| words(*choice) == label);
        choice.unwrap().attr("value").unwrap().to_owned()
    }

    fn found<'a>(&'a self, selector: &str) -> impl Iterator<Item = ElementRef<'a>> {
        let selector = Selector::parse(selector).unwrap();
        self.0.select(&selector).collect::<Vec<_>>().into_iter()
    }
}

fn words(element: ElementRef) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
