//! A random story of a few deals, and what every page of it looked like day by day.

use crate::world::{Deal, Member, Page, World, words};
use chrono::{Days, NaiveDate};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use scraper::Selector;

/// How many days are played and looked at.
pub const DAYS: usize = 14;

/// How many things happen in a day.
const ACTS: usize = 5;

pub struct Story {
    world: World,
    mara: Member,
    jonas: Member,
    random: StdRng,
    day: NaiveDate,
    deals: Vec<Deal>,
    number: usize,
    told: Vec<String>,
}

/// A page as it was seen on a day.
pub struct Seen {
    pub day: NaiveDate,
    pub address: String,
    pub words: String,
}

impl Story {
    pub async fn begin(seed: u64) -> Self {
        let day = NaiveDate::from_ymd_opt(2030, 3, 4).expect("a day");
        let world = World::on(&day.to_string()).await;
        let mara = world.admin("Mara Kovač").await;
        let jonas = world.manager("Jonas Okafor").await;
        let deals = vec![
            mara.opens("Route planning").at("Acme Freight").await,
            mara.opens("Cold chain").at("Ravello Foods").await,
            jonas
                .opens("Berth plans")
                .at("Acme Freight")
                .following("Short purchase")
                .await,
        ];
        Self {
            world,
            mara,
            jonas,
            random: StdRng::seed_from_u64(seed),
            day,
            deals,
            number: 0,
            told: vec![],
        }
    }

    pub fn told(&self) -> &[String] {
        &self.told
    }

    /// The next day, and what happens on it.
    pub async fn goes_on(&mut self) {
        let days = self.random.random_range(1..9);
        self.sleep(days).await;
        for _ in 0..ACTS {
            let act = self.act().await;
            self.told.push(format!("{}: {act}", self.day));
        }
    }

    pub async fn a_month_passes(&mut self) {
        self.sleep(31).await;
    }

    async fn sleep(&mut self, days: u64) {
        self.day = self.day + Days::new(days);
        self.world.sleeps_until(&self.day.to_string()).await;
    }

    async fn act(&mut self) -> String {
        self.number += 1;
        let number = self.number;
        let deal = self.deals.choose(&mut self.random).expect("deals").clone();
        let mara = &self.mara;
        let kind = self.random.random_range(0..100);
        let page = mara.looks_at(&deal).await;
        match kind {
            0..18 => drop(self.proves_one(&deal, &page).await),
            18..34 => drop(mara.advances_if_it_can(&deal, &page).await),
            34..50 => drop(
                mara.proves_all(&deal, &format!("All of it ({number})."))
                    .await,
            ),
            50..56 => drop(self.contradicts_one(&deal).await),
            56..62 => self.takes_back(&deal, "/withdrawal").await,
            62..66 => self.takes_back(&deal, "/challenges").await,
            66..70 => self.answers(&deal).await,
            70..76 => {
                let new = format!("They do it for the {number}th time");
                drop(mara.adds(&deal, 1, &new).await);
            }
            76..79 => self.closes_or_reopens(&deal, &page).await,
            79..84 => self.edits(&deal).await,
            84..87 => {
                let name = format!("Tomás Ferreira {}", number % 4);
                let part = [("to_change", "Pushes for it")];
                drop(mara.gives_a_part(&deal, &name, &part).await);
            }
            87..90 => {
                let name = format!("Initech {number}");
                drop(mara.names_an_alternative(&deal, "competitor", &name).await);
            }
            90..93 => drop(
                mara.names(&deal, "disagreement", &format!("The council {number}"))
                    .await,
            ),
            93..95 => drop(
                mara.notes(&deal, &format!("Send the minutes {number}"))
                    .await,
            ),
            95..97 => drop(mara.says_of(&deal, &format!("A thought {number}")).await),
            _ => self.renames_the_account(&page, number).await,
        }
        format!("{kind} on {}", deal.path)
    }

    async fn proves_one(&mut self, deal: &Deal, page: &Page) -> Option<Page> {
        let statement = page.missing().choose(&mut self.random)?.clone();
        let words = format!("Quite so ({}).", self.number);
        let recording = self.mara.records(deal, &words).proving(&statement);
        let speaker = ["Ines Baptista", "Rui Antunes"].choose(&mut self.random)?;
        Some(recording.said_by(speaker).await)
    }

    async fn contradicts_one(&mut self, deal: &Deal) -> Option<Page> {
        let statements = self.mara.looks_at_stage(deal, 1).await;
        let statement = statements.read("article.verifier h3");
        let statement = statement.choose(&mut self.random)?.clone();
        let words = format!("Not so ({}).", self.number);
        Some(self.mara.records(deal, &words).against(&statement).await)
    }

    /// Withdraws or challenges something of the first stage.
    async fn takes_back(&mut self, deal: &Deal, place: &str) {
        let page = self.mara.looks_at_stage(deal, 1).await;
        let selector = format!("form[action$='{place}']");
        let Some(form) = page.all(&selector).first().copied() else {
            return;
        };
        let form = crate::world::Form::read(form, &page.address);
        self.jonas
            .sends(&form.fill("reason", "It was another Ines"))
            .await;
    }

    async fn answers(&mut self, deal: &Deal) {
        let page = self.mara.looks_at_stage(deal, 1).await;
        let Some(form) = page.all("form[action$='/answer']").first().copied() else {
            return;
        };
        let form = crate::world::Form::read(form, &page.address);
        let button = ["It counts", "The doubt is right"].choose(&mut self.random);
        let button = button.expect("a button");
        self.mara
            .presses(button, &form.fill("reason", "We asked her"))
            .await;
    }

    async fn closes_or_reopens(&mut self, deal: &Deal, page: &Page) {
        if page.all("form[action$='/reopening']").is_empty() {
            let why = [("comes_back_when", "The budget is there")];
            self.mara.closes(deal, "On hold", "", &why).await;
        } else {
            self.mara.reopens(deal, "They came back").await;
        }
    }

    async fn edits(&mut self, deal: &Deal) {
        let page = self
            .mara
            .opens_page(&format!("{}/details", deal.path))
            .await;
        let amount = self.random.random_range(1..900) * 1000;
        let owner = ["Mara Kovač", "Jonas Okafor"].choose(&mut self.random);
        let form = page
            .form("#details-form")
            .fill("Amount", &amount.to_string());
        let form = form.choose("Owner", owner.expect("an owner"));
        self.mara.sends(&form).await;
    }

    async fn renames_the_account(&mut self, page: &Page, number: usize) {
        let account = page.all(".crumbs a")[0].value().attr("href").expect("it");
        let page = self.mara.opens_page(&format!("{account}/edit")).await;
        let form = page
            .form("main form")
            .fill("name", &format!("Acme {number}"));
        self.mara.sends(&form).await;
    }

    /// Rows of which the ledger tells something after the moment by which they say that all was told: none, or a page of
    /// the past would take what they are now for what they were.
    pub async fn told_later_than_they_say(&self) -> Vec<String> {
        let kept = [
            ("account", "id", "workspace_id"),
            ("contact", "id", "workspace_id"),
            ("member", "id", "workspace_id"),
            ("journey", "id", "workspace_id"),
            ("stakeholder", "contact_id", "opportunity_id"),
            ("alternative", "id", "opportunity_id"),
            ("strategy_session", "id", "opportunity_id"),
        ];
        let late = kept.map(|(table, subject, stream)| {
            format!(
                "select e.kind || ' at ' || e.at from public.{table} t join event e on e.subject_id = t.{subject}
                and e.stream_id = t.{stream} and e.kind in ('{table} added', '{table} changed') and e.at >= t.told_by"
            )
        });
        sqlx::query_scalar(sqlx::AssertSqlSafe(late.join(" union all ")))
            .fetch_all(&self.world.db().superuser)
            .await
            .expect("rows")
    }

    /// Every page that can be looked at as of a moment, as it is now.
    pub async fn looks_at_everything(&self) -> Vec<Seen> {
        let mut addresses = vec![
            "/pipeline".to_owned(),
            "/pipeline?owner=mine".to_owned(),
            "/pipeline/table?outcome=all".to_owned(),
            "/review?since=month".to_owned(),
        ];
        for deal in &self.deals {
            addresses.push(deal.path.clone());
            addresses.push(format!("{}?stage=1", deal.path));
            addresses.push(format!("{}/history", deal.path));
        }
        let mut seen = vec![];
        for address in addresses {
            let page = self.mara.opens_page(&address).await;
            seen.push(Seen {
                day: self.day,
                words: told(&page),
                address,
            });
        }
        seen
    }

    /// The words of the same page, as of that noon.
    pub async fn looks_back_at(&self, seen: &Seen) -> String {
        let joint = if seen.address.contains('?') { '&' } else { '?' };
        let address = format!("{}{joint}at={}T12%3A00%3A00Z", seen.address, seen.day);
        let page = self.mara.opens_page(&address).await;
        page.says("As it was on");
        told(&page)
    }
}

impl Member {
    async fn advances_if_it_can(&self, deal: &Deal, page: &Page) -> Option<Page> {
        (!page.all("#gate").is_empty()).then_some(())?;
        Some(self.advances(deal).await)
    }
}

/// What a page tells, without what can be done there and the way into the past.
fn told(page: &Page) -> String {
    let mut html = page.html.clone();
    let acts = ".past-banner, .head-actions, .as-of, legend, form[action='/as-of'], .views, .bulk, .tick, .talk-foot";
    let acts = Selector::parse(acts).expect("a selector");
    let gone: Vec<_> = html.select(&acts).map(|act| act.id()).collect();
    for id in gone {
        html.tree.get_mut(id).expect("it is there").detach();
    }
    let main = Selector::parse("main").expect("a selector");
    html.select(&main).map(words).collect()
}
