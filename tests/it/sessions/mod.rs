//! A team thinks together about one deal: in silence first, shown together, decided with dissent kept.

mod deciding;
mod hidden;
mod many;
mod steering;

use crate::world::{Deal, Member, Page, World};

/// A deal, three people, and a session that Mara started.
pub struct Room {
    pub world: World,
    pub mara: Member,
    pub jonas: Member,
    pub ana: Member,
    pub deal: Deal,
    pub session: Page,
}

pub async fn room() -> Room {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let jonas = world.rep("Jonas Weber").await;
    let ana = world.manager("Ana Lindqvist").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let session = mara.starts_a_session(&deal).await;
    Room {
        world,
        mara,
        jonas,
        ana,
        deal,
        session,
    }
}

impl Room {
    /// Everybody takes part, and the session has come to this step.
    pub async fn at_step(step: u8) -> Self {
        let room = room().await;
        for member in [&room.jonas, &room.ana] {
            let page = member.sees(&room.session).await;
            member.sends(&page.form("form[action$='/part']")).await;
        }
        room.mara.goes_on_to(&room.session, step).await;
        room
    }

    /// Every address that anybody could ask for something hidden, as this member reads it.
    pub async fn everything(&self, member: &Member) -> String {
        let path = self.session.address.split('?').next().unwrap_or_default();
        let deal = &self.deal.path;
        let live = format!("{deal}/sessions");
        let mut all = String::new();
        for address in [
            path,
            deal,
            &live,
            &format!("{deal}/history"),
            &format!("{deal}/here"),
            "/pipeline",
            "/pipeline/table",
        ] {
            all.push_str(&member.opens_page(address).await.text);
        }
        all
    }
}
