//! A random story of deals that move, and what stood there at the end of each of its days by the tables themselves.

use crate::world::{Deal, Member, Page, World};
use chrono::{Days, NaiveDate};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use uuid::Uuid;

/// How many things happen in a day.
const ACTS: usize = 9;

const JOURNEYS: [&str; 2] = ["Considered purchase", "Short purchase"];
const CURRENCIES: [&str; 3] = ["EUR", "USD", "CHF"];

pub struct Story {
    pub world: World,
    pub mara: Member,
    pub jonas: Member,
    pub random: StdRng,
    pub days: Vec<NaiveDate>,
    /// What every deal was at the end of the day of the same place.
    snapshots: Vec<Vec<Snap>>,
    deals: Vec<Deal>,
    told: Vec<String>,
}

/// A deal as the table has it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Snap {
    owner: Uuid,
    journey: String,
    phase: i16,
    proved: bool,
    currency: String,
    amount: Option<i64>,
}

/// Whose deals, and which.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub owner: Option<Uuid>,
    pub journey: Option<&'static str>,
    pub least: Option<(&'static str, i16)>,
}

/// Deals; and, in thousands, what converts of them and what does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub deals: i64,
    pub euros: i64,
    pub francs: i64,
}

impl Story {
    pub async fn begin(seed: u64) -> Self {
        let day = NaiveDate::from_ymd_opt(2030, 3, 4).expect("a day");
        let world = World::on(&day.to_string()).await;
        let mara = world.admin("Mara Kovač").await;
        let jonas = world.manager("Jonas Okafor").await;
        let page = mara.opens_page("/settings/rates").await;
        let form = page.form("#rate-form").choose("currency", "USD");
        let form = form.fill("from_on", "2020-01-01").fill("rate", "0.5");
        mara.sends(&form).await;
        Self {
            world,
            mara,
            jonas,
            random: StdRng::seed_from_u64(seed),
            days: vec![day],
            snapshots: vec![vec![]],
            deals: vec![],
            told: vec![],
        }
    }

    pub fn told(&self) -> String {
        self.told.join("\n")
    }

    /// The next day, and what happens on it.
    pub async fn goes_on(&mut self) {
        let last = *self.days.last().expect("a day");
        let day = last + Days::new(self.random.random_range(1..6));
        self.world.sleeps_until(&day.to_string()).await;
        self.days.push(day);
        for _ in 0..ACTS {
            let act = self.act().await;
            self.told.push(format!("{day}: {act}"));
        }
        let now = self.snapshot().await;
        self.snapshots.push(now);
    }

    async fn act(&mut self) -> String {
        let kind = self.random.random_range(0..100);
        if self.deals.len() < 3 || kind < 8 {
            return self.opens().await;
        }
        let deal = self.deals.choose(&mut self.random).expect("one").clone();
        let page = self.mara.looks_at(&deal).await;
        if !page.all("form[action$='/reopening']").is_empty() {
            self.mara.reopens(&deal, "They came back").await;
            return format!("{} comes back", deal.path);
        }
        match kind {
            8..54 => self.advances(&deal, &page).await,
            54..64 => self.falls(&deal).await,
            64..90 => self.edits(&deal).await,
            _ => self.ends(&deal).await,
        }
        format!("{kind} on {}", deal.path)
    }

    async fn opens(&mut self) -> String {
        let number = self.deals.len();
        let name = format!("Deal {number}");
        let journey = JOURNEYS.choose(&mut self.random).expect("one");
        let owner = [&self.mara, &self.jonas][number % 2];
        let form = owner.opens(&name).following(journey).form().await;
        let form = match self.random.random_bool(0.9) {
            true => form
                .fill(
                    "Amount",
                    &(self.random.random_range(1..40) * 2000).to_string(),
                )
                .choose(
                    "currency",
                    CURRENCIES.choose(&mut self.random).expect("one"),
                ),
            false => form,
        };
        let page = owner.sends(&form).await;
        let path = page.address.split('?').next().expect("it").to_owned();
        self.deals.push(Deal { path });
        format!("{name} opens")
    }

    async fn advances(&self, deal: &Deal, page: &Page) {
        if page.all("#gate.open").is_empty() {
            self.mara.proves_all(deal, "So it is.").await;
        }
        // The last gate asks for more than a press: a deal that has come so far stays there.
        self.mara.advances(deal).await;
    }

    async fn falls(&self, deal: &Deal) {
        let page = self.mara.looks_at_stage(deal, 1).await;
        let statement = page.read("article.verifier h3").remove(0);
        self.mara
            .records(deal, "We were wrong.")
            .against(&statement)
            .await;
    }

    async fn edits(&mut self, deal: &Deal) {
        let path = format!("{}/details", deal.path);
        let page = self.mara.opens_page(&path).await;
        let mut form = page.form("#details-form");
        if self.random.random_bool(0.3) {
            let owner = ["Mara Kovač", "Jonas Okafor"].choose(&mut self.random);
            form = form.choose("Owner", owner.expect("an owner"));
        } else {
            let amount = self.random.random_range(1..40) * 2000;
            form = form.fill("Amount", &amount.to_string());
            if self.random.random_bool(0.3) {
                let currency = CURRENCIES.choose(&mut self.random).expect("one");
                form = form.choose("currency", currency);
            }
        }
        self.mara.sends(&form).await;
    }

    async fn ends(&mut self, deal: &Deal) {
        let ways = [
            (
                "On hold",
                "",
                Some(("comes_back_when", "The budget is there")),
            ),
            (
                "Lost to no decision",
                "The problem costs them too little",
                None,
            ),
            (
                "Lost to another supplier",
                "The other one looked safer",
                None,
            ),
            ("Qualified out by us", "We cannot win it", None),
            ("Opened by mistake", "It is on record twice", None),
        ];
        let (kind, reason, more) = ways.choose(&mut self.random).expect("one");
        self.mara.closes(deal, kind, reason, more.as_slice()).await;
    }

    async fn snapshot(&self) -> Vec<Snap> {
        sqlx::query_as(
            "select o.owner_id as owner, j.name as journey, o.phase, o.stage > 1 as proved, o.currency, o.amount
            from opportunity o
            join journey j on j.workspace_id = o.workspace_id and j.id = o.journey_id
            where o.outcome is null",
        )
        .fetch_all(&self.world.db().superuser)
        .await
        .expect("the deals are read")
    }

    /// What was verified at the end of the day of this place, or a picture of it where only one phase counts.
    pub fn stood(&self, place: usize, filter: &Filter) -> Sum {
        let counts = |snap: &&Snap| {
            snap.proved
                && filter.owner.is_none_or(|owner| owner == snap.owner)
                && filter.journey.is_none_or(|journey| journey == snap.journey)
                && filter.least.is_none_or(|(_, least)| snap.phase >= least)
        };
        let mut sum = Sum::default();
        for snap in self.snapshots[place].iter().filter(counts) {
            sum.deals += 1;
            sum.add(&snap.currency, snap.amount.unwrap_or(0) / 100_000, 1);
        }
        sum
    }

    /// Two of its days, the earlier one first.
    pub fn chooses_days(&mut self) -> (NaiveDate, NaiveDate) {
        let mut day = || *self.days.choose(&mut self.random).expect("a day");
        let (one, other) = (day(), day());
        (one.min(other), one.max(other))
    }

    /// A filter that somebody may choose.
    pub fn chooses(&mut self) -> Filter {
        let owner = [None, Some(self.mara.id.0), Some(self.jonas.id.0)];
        let journey = [None, None, Some(JOURNEYS[0]), Some(JOURNEYS[1])];
        let least = [None, None, Some(("change", 2)), Some(("frame", 3))];
        Filter {
            owner: *owner.choose(&mut self.random).expect("one"),
            journey: *journey.choose(&mut self.random).expect("one"),
            least: *least.choose(&mut self.random).expect("one"),
        }
    }
}

impl Sum {
    /// So many thousands of a currency, or that many less.
    pub fn add(&mut self, currency: &str, thousands: i64, times: i64) {
        match currency {
            "EUR" | "€" => self.euros += thousands * times,
            "USD" | "$" => self.euros += thousands * times / 2,
            _ => self.francs += thousands * times,
        }
    }

    pub fn plus(self, other: Self) -> Self {
        Self {
            deals: self.deals + other.deals,
            euros: self.euros + other.euros,
            francs: self.francs + other.francs,
        }
    }
}
