//! Two workspaces with something of everything in each.

use crate::world::{Deal, Member, Page, Visitor, World};
use axum::http::Method;

/// A workspace with one of everything, and the addresses of all of it.
pub struct Ground {
    pub world: World,
    pub mara: Member,
    /// Mara in another browser.
    pub mara_too: Member,
    pub ana: Member,
    pub sofia: Member,
    pub deal: Deal,
    /// (what stands in a route, what stands there in its place)
    pub ids: Vec<(&'static str, String)>,
}

pub const QUOTE: &str = "A secret of Acme.";

impl Ground {
    pub async fn lay() -> Self {
        let world = World::new().await;
        let mara = world.rep("Mara Kovač").await;
        let ana = world.manager("Ana Lindqvist").await;
        let sofia = world.admin("Sofia Ruiz").await;
        let piet = world.rep("Piet Bakker").await;
        let deal = mara.opens("Route planning").at("Acme Freight").await;
        mara.proves_all(&deal, QUOTE).await;
        let page = ana.challenges(&deal, 1, QUOTE, "Really?").await;
        let mut ids = vec![("{deal}", last(&deal.path))];
        ids.push((
            "{challenge}",
            before(&page.form_below(QUOTE, "/answer").action),
        ));
        ids.push((
            "{evidence}",
            before(&page.form_below(QUOTE, "/withdrawal").action),
        ));
        let inbox = mara.opens_page("/inbox").await;
        let item = inbox.all(".inbox a[href]")[0].attr("href").map(last);
        ids.push(("{item}", item.expect("what Ana doubts")));
        let page = mara.says_of(&deal, QUOTE).await;
        let message = page.one("#conversation .message").attr("id");
        let message = message.map(|id| id.trim_start_matches("m-").to_owned());
        ids.push(("{message}", message.expect("a message")));
        ids.extend(session(&mara, &deal).await);
        mara.gives_a_part(&deal, "Ines Baptista", &[]).await;
        let group = mara.opens_page(&format!("{}/group", deal.path)).await;
        ids.push(("{stakeholder}", last(&group.link("Change Ines Baptista"))));
        let page = mara
            .names_an_alternative(&deal, "competitor", "Routely")
            .await;
        let form = page.form("form[action$='/letting-go']");
        ids.push(("{alternative}", before(&form.action)));
        let page = mara.looks_at(&deal).await;
        ids.push(("/accounts/{id}", page.link("Acme Freight")));
        ids.push(("/contacts/{id}", page.link("Ines Baptista")));
        ids.push((
            "/settings/members/{id}",
            format!("/settings/members/{}", piet.id),
        ));
        let details = mara.opens_page(&format!("{}/details", deal.path)).await;
        let form = details.form("#details-form");
        mara.sends(&form.choose("Really at", "Choosing")).await;
        let talk = mara.opens_page("/review").await;
        let sitting = mara.sends(&talk.form("#sitting")).await;
        ids.push(("{sitting}", before(&sitting.address)));
        ids.extend(in_the_way(&mara, &deal).await);
        ids.extend(learnt(&mara).await);
        ids.extend(draft(&ana).await);
        ids.extend(of_the_pipeline(&mara, &deal).await);
        ids.extend(invitation(&sofia).await);
        let mara_too = world.another_browser_of(&mara).await;
        let me = mara.opens_page("/settings/me").await;
        let session = me.all("form[action^='/settings/me/sessions/']")[0]
            .attr("action")
            .map(before);
        let session = session.expect("a session of my own");
        ids.push((
            "/settings/me/sessions/{id}",
            format!("/settings/me/sessions/{session}"),
        ));
        ids.push(("{number}", "1".into()));
        ids.push(("{name}", "nothing.css".into()));
        ids.push(("{token}", "A".repeat(43)));
        ids.push(("{workspace}", uuid::Uuid::now_v7().to_string()));
        Self {
            world,
            mara,
            mara_too,
            ana,
            sofia,
            deal,
            ids,
        }
    }

    pub fn address(&self, path: &str) -> String {
        let filled = self
            .ids
            .iter()
            .fold(path.to_owned(), |path, (part, id)| path.replace(part, id));
        assert!(
            !filled.contains('{'),
            "nothing stands for a part of {filled}"
        );
        filled
    }

    /// Asks for a route, with a form where it takes one.
    pub async fn ask(&self, who: &Visitor, method: &str, path: &str) -> Page {
        let form = |id| format!("id={id}&version=1&name=x&title=&email=&role=rep&direction=up");
        let body = (method == "POST").then(|| form(uuid::Uuid::now_v7()));
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        who.asks(method, &self.address(path), body).await
    }
}

/// A session that has come to its last step, with an idea and something to try.
async fn session(mara: &Member, deal: &Deal) -> Vec<(&'static str, String)> {
    let page = mara.starts_a_session(deal).await;
    let page = mara.goes_on_to(&page, 3).await;
    let page = mara.writes(&page, 1, "They have a works council.").await;
    let page = mara.goes_on_to(&page, 6).await;
    let idea = before(&page.form("form[action$='/doubts']").action);
    let form = page
        .form("#try-form")
        .fill("what", "Let a driver talk to theirs");
    let form = form
        .choose("verifier", "Agreeing to change")
        .fill("by_day", "2027-03-01");
    let page = mara.sends(&form).await;
    let one = before(&page.form("form[action*='/tries/']").action);
    vec![
        ("{session}", last(&page.address)),
        ("{idea}", idea),
        ("{try}", one),
    ]
}

/// Something in the way of a deal, a play, and what they agreed to do.
async fn in_the_way(mara: &Member, deal: &Deal) -> Vec<(&'static str, String)> {
    mara.names(deal, "disagreement", "A secret obstacle.").await;
    mara.tries(deal, "A secret play.").await;
    mara.notes(deal, "A secret promise.").await;
    let page = mara.looks_at(deal).await;
    let id = |place: &str| {
        let form = page.all(&format!("form[action*='/{place}/']"))[0];
        before(form.attr("action").unwrap_or_default())
    };
    vec![
        ("{obstacle}", id("obstacles")),
        ("{play}", id("plays")),
        ("{commitment}", id("commitments")),
    ]
}

/// A deal that was left, and a verifier of which a change is proposed.
async fn learnt(mara: &Member) -> Vec<(&'static str, String)> {
    let left = mara.opens("A secret that we left").at("Acme Freight").await;
    mara.closes(&left, "Qualified out by us", "We cannot win it", &[])
        .await;
    let page = mara.opens_page("/learn/qualified-out").await;
    let ending = page.link("A secret that we left");
    let page = mara.opens_page("/learn/verifiers").await;
    let verifier = page.all("table.learn tbody th a")[0].attr("href");
    let verifier = last(verifier.expect("a verifier"));
    let address = format!("/learn/verifiers/{verifier}/proposals");
    let form = mara.opens_page(&address).await.form("#proposal");
    let page = mara.sends(&form.fill("words", "A secret proposal.")).await;
    let proposal = page.all("#proposals article")[0].attr("id");
    let proposal = proposal.map(|id| id.trim_start_matches("p-").to_owned());
    vec![
        ("/learn/qualified-out/{ending}", ending),
        (
            "/learn/verifiers/{verifier}",
            format!("/learn/verifiers/{verifier}"),
        ),
        (
            "/learn/proposals/{id}",
            format!("/learn/proposals/{}", proposal.expect("a proposal")),
        ),
    ]
}

/// A view for everybody, and deals that were handed over in one act.
async fn of_the_pipeline(mara: &Member, deal: &Deal) -> Vec<(&'static str, String)> {
    let page = mara.opens_page("/pipeline/table?outcome=all").await;
    let form = page.form("#bulk").add("deal", &last(&deal.path));
    let form = form.fill("day", "2027-05-01");
    let new = mara.opens_page(&page.link("Save this view")).await;
    let new = new.form("#save-view").fill("name", "A secret view");
    let page = mara.sends(&new.tick("reader", "everybody")).await;
    let view = page.link("A secret view");
    let preview = mara.sends_as(&form, "act", "date").await;
    let page = mara.sends(&preview.form("#confirm")).await;
    let change = page.link("See what was just done, or undo it");
    vec![("/views/{id}", view), ("/pipeline/changes/{id}", change)]
}

/// A journey that is being changed, with a stage and a verifier of its draft.
async fn draft(manager: &Member) -> Vec<(&'static str, String)> {
    let journeys = manager.opens_page("/journeys").await;
    let journey = journeys.link("Considered purchase");
    let page = manager.opens_page(&journey).await;
    let page = manager
        .sends(&page.form("form.head-actions[action$='/draft']"))
        .await;
    let first = |part: &str| {
        let found = page.all(&format!("form[action*='/draft/{part}/']"));
        before(found[0].attr("action").unwrap_or_default())
    };
    vec![
        ("/journeys/{id}", journey),
        ("{stage}", first("stages")),
        ("{verifier}", first("verifiers")),
    ]
}

async fn invitation(admin: &Member) -> Vec<(&'static str, String)> {
    let page = admin.opens_page("/settings/members").await;
    let form = page.form("form[action='/settings/members/invitations']");
    let form = form
        .fill("email", "new@northwind.example")
        .tick("role", "rep");
    let page = admin.sends(&form).await;
    let form = page.form("form[action$='/renewal']");
    let invitation = form.action.trim_end_matches("/renewal").to_owned();
    vec![("/settings/members/invitations/{id}", invitation)]
}

/// The last part of an address.
fn last(path: &str) -> String {
    let parts = path.split('?').next().unwrap_or_default();
    parts.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The part before the last.
fn before(path: &str) -> String {
    path.rsplit('/').nth(1).unwrap_or_default().to_owned()
}
