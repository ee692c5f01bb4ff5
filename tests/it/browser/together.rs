//! Two people on one page see each other come and go, whichever process serves them.

use super::{Setup, Site, window::Window};
use crate::world::{Deal, Member};
use serde_json::json;

const MARA_IS_HERE: &str = "Mara Kovač is here too";
const JONAS_IS_HERE: &str = "Jonas Weber is here too";

struct Office {
    site: Site,
    mara: Member,
    jonas: Member,
    deal: Deal,
}

impl Office {
    async fn open() -> Self {
        let site = Site::open().await;
        let mara = site.world.rep("Mara Kovač").await;
        let jonas = site.world.rep("Jonas Weber").await;
        let deal = mara.opens("Route planning").at("Acme Freight").await;
        Self {
            site,
            mara,
            jonas,
            deal,
        }
    }

    async fn window(&self, member: &Member) -> Window<'_> {
        self.window_as(member, Setup::default()).await
    }

    async fn window_as(&self, member: &Member, setup: Setup) -> Window<'_> {
        let window = Window::open(&self.site, setup).await;
        window.is_used_by(member).await;
        window
    }
}

#[tokio::test]
async fn two_people_on_one_page_see_each_other_and_are_gone_when_they_leave() {
    let office = Office::open().await;
    let mara = office.window(&office.mara).await;
    mara.goes_to(&office.deal.path).await;
    let jonas = office.window(&office.jonas).await;
    jonas.goes_to(&office.deal.path).await;
    jonas.says(MARA_IS_HERE).await;
    mara.says(JONAS_IS_HERE).await;
    let face = "return document.querySelector('#here .face').textContent.trim()";
    assert_eq!(mara.runs(face).await, json!("JW"));

    // To another page, and back again by the button.
    jonas.goes_to("/accounts").await;
    mara.no_longer_says(JONAS_IS_HERE).await;
    jonas.client.back().await.expect("the page before");
    mara.says(JONAS_IS_HERE).await;
    jonas.says(MARA_IS_HERE).await;
    office.mara.proves_all(&office.deal, "It is all so.").await;
    jonas.says("It is all so.").await;

    jonas.client.close_window().await.expect("closed");
    mara.no_longer_says(JONAS_IS_HERE).await;
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_in_a_tab_behind_listens_no_more_and_catches_up_when_it_is_looked_at() {
    let office = Office::open().await;
    let mara = office.window(&office.mara).await;
    mara.goes_to(&office.deal.path).await;
    let jonas = office.window_as(&office.jonas, Setup::WITH_TABS).await;
    jonas.goes_to(&office.deal.path).await;
    mara.says(JONAS_IS_HERE).await;

    let deal = jonas.client.window().await.expect("a tab");
    let other = jonas.client.new_window(true).await.expect("a tab");
    jonas
        .client
        .switch_to_window(other.handle)
        .await
        .expect("to it");
    jonas.goes_to("/pipeline").await;
    mara.no_longer_says(JONAS_IS_HERE).await;
    office.mara.proves_all(&office.deal, "It is all so.").await;

    jonas.client.switch_to_window(deal).await.expect("back");
    jonas.devtools("Page.bringToFront", json!({})).await;
    jonas.says("It is all so.").await;
    mara.says(JONAS_IS_HERE).await;
    assert_eq!(jonas.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn people_served_by_two_processes_see_each_other_and_each_others_changes() {
    let office = Office::open().await;
    let (there, origin) = office.site.another_process().await;
    let mara = office.window(&office.mara).await;
    mara.goes_to(&office.deal.path).await;
    let jonas = office.window(&office.jonas).await;
    let address = format!("{origin}{}", office.deal.path);
    jonas.client.goto(&address).await.expect("a page");
    jonas.says(MARA_IS_HERE).await;
    mara.says(JONAS_IS_HERE).await;
    office.mara.proves_all(&office.deal, "It is all so.").await;
    jonas.says("It is all so.").await;

    // One process stops: whom it showed is gone for the other.
    there.end().await;
    mara.no_longer_says(JONAS_IS_HERE).await;
    assert_eq!(mara.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn whom_a_process_showed_that_was_killed_is_gone_within_a_minute() {
    let office = Office::open().await;
    let (there, origin) = office.site.another_process().await;
    let jonas = office.window(&office.jonas).await;
    let address = format!("{origin}{}", office.deal.path);
    jonas.client.goto(&address).await.expect("a page");
    let mara = office.window(&office.mara).await;
    mara.goes_to(&office.deal.path).await;
    mara.says(JONAS_IS_HERE).await;
    // It is silent as a dead one is, and its readers are nowhere else.
    jonas.client.goto("about:blank").await.expect("nothing");
    drop(there);
    let killed = "
        with dead as (insert into live_process (id, seen_at) values (gen_random_uuid(), now() - interval '1 hour') returning id)
        insert into presence (workspace_id, stream_id, id, member_id, process_id)
        select m.workspace_id, o.id, gen_random_uuid(), m.id, dead.id
        from member m, opportunity o, dead
        where m.id = $1";
    sqlx::query(killed)
        .bind(office.jonas.id.0)
        .execute(&office.site.world.db().superuser)
        .await
        .expect("a dead process");
    mara.no_longer_says(JONAS_IS_HERE).await;
}
