//! A story with a known truth: of the deals in which the first stage was proved at once most are won, of the others most
//! are not.

use crate::world::{Deal, Member, World};

pub const COST: &str = "Someone who has the problem says what it costs them";
pub const WHY_NOW: &str = "They say why now, and not next year";
pub const JOURNEY: &str = "Short purchase";

pub struct Story {
    pub world: World,
    pub mara: Member,
}

impl Story {
    /// The fifth of January.
    pub async fn begin() -> Self {
        let world = World::on("2026-01-05").await;
        let mara = world.rep("Mara Kovač").await;
        Self { world, mara }
    }

    pub async fn opens(&self, name: &str) -> Deal {
        self.mara
            .opens(name)
            .at("Acme Freight")
            .following(JOURNEY)
            .await
    }

    /// Somebody has the problem, and says so.
    pub async fn proves(&self, deal: &Deal) {
        let said = self.mara.records(deal, "Two drivers a week.");
        said.proving(COST)
            .by("Document of theirs")
            .await
            .is_recorded();
    }

    pub async fn wins(&self, deal: &Deal) {
        for _ in 0..3 {
            self.mara.goes_through(deal).await;
        }
        self.mara.looks_at(deal).await.says("Won");
    }

    pub async fn ends(&self, deal: &Deal, kind: &str, reason: &str) {
        self.mara
            .closes(deal, kind, reason, &[])
            .await
            .tells("The deal is closed");
    }

    pub async fn loses(&self, deal: &Deal) {
        let reason = "The other one looked safer";
        self.ends(deal, "Lost to another supplier", reason).await;
    }

    pub async fn never_decides(&self, deal: &Deal) {
        let reason = "They never felt they knew enough";
        self.ends(deal, "Lost to no decision", reason).await;
    }

    pub async fn leaves(&self, deal: &Deal) {
        self.ends(deal, "Qualified out by us", "We cannot win it")
            .await;
    }

    /// Deals with and without somebody who says what it costs; of each all but one end as most do. Closed in March.
    pub async fn told(with: usize, without: usize) -> Self {
        let story = Self::begin().await;
        let mut proved = vec![];
        let mut others = vec![];
        for number in 0..with {
            let deal = story.opens(&format!("Proved {number}")).await;
            story.proves(&deal).await;
            proved.push(deal);
        }
        for number in 0..without {
            others.push(story.opens(&format!("Not proved {number}")).await);
        }
        story.world.sleeps_until("2026-03-09").await;
        for (at, deal) in proved.iter().enumerate() {
            match at {
                0 => story.loses(deal).await,
                _ => story.wins(deal).await,
            }
        }
        for (at, deal) in others.iter().enumerate() {
            match at {
                0 => story.wins(deal).await,
                _ => story.never_decides(deal).await,
            }
        }
        story
    }
}
