//! Every route, asked by everybody: what is another workspace's is not there, what needs a role is refused without it,
//! and who is signed out is asked to sign in.

mod list;
mod source;

use crate::world::{Deal, Member, Page, Visitor, World};
use axum::http::{Method, StatusCode};
use list::{ROUTES, Who};
use std::collections::BTreeSet;

#[test]
fn every_route_is_in_the_list() {
    let known: BTreeSet<_> = ROUTES.iter().map(|(m, p, _)| (*m, *p)).collect();
    let registered = source::registered();
    let there: BTreeSet<_> = registered
        .iter()
        .map(|(m, p)| (m.as_str(), p.as_str()))
        .collect();
    let unlisted: Vec<_> = there.difference(&known).collect();
    assert!(
        unlisted.is_empty(),
        "say in list.rs whom these are for: {unlisted:?}"
    );
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(
        gone.is_empty(),
        "these are not registered any more: {gone:?}"
    );
}

#[tokio::test]
async fn the_list_and_the_router_agree() {
    let world = World::new().await;
    let stranger = world.stranger();
    for path in ROUTES
        .iter()
        .map(|(_, path, _)| *path)
        .collect::<BTreeSet<_>>()
    {
        let listed = |method: &str| ROUTES.iter().any(|(m, p, _)| (*m, *p) == (method, path));
        let address = path.replace(['{', '}'], "");
        for method in ["PUT", "DELETE", "PATCH"] {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            let page = stranger.asks(method, &address, None).await;
            assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
        for method in [Method::GET, Method::POST] {
            let page = stranger.asks(method.clone(), &address, None).await;
            let answers = page.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(answers, listed(method.as_str()), "{method} {path}");
        }
    }
}

/// A workspace with one of everything, and the addresses of all of it.
struct Ground {
    world: World,
    mara: Member,
    /// Mara in another browser.
    mara_too: Member,
    ana: Member,
    sofia: Member,
    deal: Deal,
    /// (what stands in a route, what stands there in its place)
    ids: Vec<(&'static str, String)>,
}

const QUOTE: &str = "A secret of Acme.";

impl Ground {
    async fn lay() -> Self {
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
        ids.push(("/accounts/{id}", page.link("Acme Freight")));
        ids.push(("/contacts/{id}", page.link("Ines Baptista")));
        ids.push((
            "/settings/members/{id}",
            format!("/settings/members/{}", piet.id),
        ));
        ids.extend(draft(&ana).await);
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

    fn address(&self, path: &str) -> String {
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
    async fn ask(&self, who: &Visitor, method: &str, path: &str) -> Page {
        let form = |id| format!("id={id}&version=1&name=x&title=&email=&role=rep&direction=up");
        let body = (method == "POST").then(|| form(uuid::Uuid::now_v7()));
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        who.asks(method, &self.address(path), body).await
    }
}

/// A journey that is being changed, with a stage and a verifier of its draft.
async fn draft(manager: &Member) -> Vec<(&'static str, String)> {
    let journeys = manager.opens_page("/journeys").await;
    let journey = journeys.link("Considered purchase");
    let page = manager.opens_page(&journey).await;
    let page = manager.sends(&page.form("form[action$='/draft']")).await;
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

/// What nobody outside may ever read.
fn gives_away(page: &Page) -> bool {
    [
        "Acme",
        "Route planning",
        "Ines Baptista",
        "Mara Kova",
        QUOTE,
        "Piet Bakker",
        "new@northwind",
    ]
    .iter()
    .any(|secret| page.text.contains(secret))
}

#[tokio::test]
async fn who_is_signed_out_is_asked_to_sign_in() {
    let ground = Ground::lay().await;
    let before = ground.world.events().await;
    for (method, path, who) in ROUTES {
        let page = ground.ask(&ground.world.stranger(), method, path).await;
        assert!(!gives_away(&page), "{method} {page}");
        let asks_to_sign_in = match *method {
            "GET" => page.status == StatusCode::SEE_OTHER && page.text.starts_with("/sign-in"),
            _ => page.status == StatusCode::UNAUTHORIZED,
        };
        assert_eq!(asks_to_sign_in, *who != Who::Anybody, "{method} {page}");
        assert!(!page.status.is_server_error(), "{method} {page}");
    }
    assert_eq!(ground.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn what_is_another_workspaces_is_not_there() {
    let ground = Ground::lay().await;
    let elsewhere = ground.world.elsewhere().await;
    let outsider = elsewhere.admin("Olga Outsider").await;
    let before = ground.world.events_here().await;
    for (method, path, who) in ROUTES {
        if *path == "/sign-out" {
            continue;
        }
        let page = ground.ask(&outsider, method, path).await;
        assert!(!gives_away(&page), "{method} {page}");
        let names_something = path.contains('{') && ![Who::Anybody, Who::Own].contains(who);
        if names_something {
            assert_eq!(
                page.status,
                StatusCode::NOT_FOUND,
                "{method} {path}: {page}"
            );
        }
        assert!(!page.status.is_server_error(), "{method} {page}");
    }
    assert_eq!(
        ground.world.events_here().await,
        before,
        "nothing was written"
    );
    ground
        .mara_too
        .looks_at(&ground.deal)
        .await
        .is(StatusCode::OK);
}

#[tokio::test]
async fn what_needs_a_role_is_refused_without_it() {
    let ground = Ground::lay().await;
    let before = ground.world.events().await;
    let refused: [(&Member, &[Who]); 2] = [
        (&ground.mara, &[Who::Manager, Who::Admin]),
        (&ground.ana, &[Who::Admin]),
    ];
    for (member, roles) in refused {
        for (method, path, _) in ROUTES.iter().filter(|(_, _, who)| roles.contains(who)) {
            let page = ground.ask(member, method, path).await;
            page.is(StatusCode::FORBIDDEN);
            page.says("Your role does not include this");
        }
    }
    assert_eq!(ground.world.events().await, before, "nothing was written");
}

/// Asks for every route that is for a member, and finds that it answers.
async fn walk(ground: &Ground, member: &Member, roles: &[Who]) {
    for (method, path, who) in ROUTES {
        if !roles.contains(who) && *who != Who::Own {
            continue;
        }
        let page = ground.ask(member, method, path).await;
        let missing = [
            StatusCode::FORBIDDEN,
            StatusCode::UNAUTHORIZED,
            StatusCode::METHOD_NOT_ALLOWED,
        ];
        assert!(!missing.contains(&page.status), "{method} {path}: {page}");
        assert!(!page.status.is_server_error(), "{method} {path}: {page}");
        assert_ne!(
            page.status,
            StatusCode::NOT_FOUND,
            "{method} {path}: {page}"
        );
        let is_page = *method == "GET" && page.status != StatusCode::SEE_OTHER;
        assert!(
            !is_page || page.status == StatusCode::OK,
            "{method} {path}: {page}"
        );
    }
}

#[tokio::test]
async fn a_rep_gets_what_is_for_members() {
    let ground = Ground::lay().await;
    walk(&ground, &ground.mara, &[Who::SignedIn, Who::Member]).await;
    let page = ground.mara_too.looks_at(&ground.deal).await;
    assert!(
        page.address.starts_with("/sign-in"),
        "its session was ended: {page}"
    );
}

#[tokio::test]
async fn a_manager_gets_what_is_for_managers() {
    let ground = Ground::lay().await;
    walk(
        &ground,
        &ground.ana,
        &[Who::SignedIn, Who::Member, Who::Manager],
    )
    .await;
    ground
        .mara_too
        .looks_at(&ground.deal)
        .await
        .is(StatusCode::OK);
}

#[tokio::test]
async fn an_admin_gets_everything() {
    let ground = Ground::lay().await;
    walk(
        &ground,
        &ground.sofia,
        &[Who::SignedIn, Who::Member, Who::Manager, Who::Admin],
    )
    .await;
}

#[tokio::test]
async fn a_deactivated_member_gets_nothing() {
    let ground = Ground::lay().await;
    let piet = ground.world.rep("Piet Bakker the younger").await;
    piet.looks_at(&ground.deal).await.is(StatusCode::OK);
    let page = ground.sofia.opens_page("/settings/members").await;
    let form = page.form(&format!("form[action$='{}/deactivation']", piet.id));
    ground.sofia.sends(&form).await.is(StatusCode::OK);
    for (method, path, who) in ROUTES {
        if !matches!(who, Who::Member | Who::Manager | Who::Admin) {
            continue;
        }
        let page = ground.ask(&piet, method, path).await;
        assert!(!gives_away(&page), "{method} {page}");
        let is_out = [StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED].contains(&page.status)
            || page.text.starts_with("/sign-in");
        assert!(is_out, "{method} {path}: {page}");
    }
}

/// Every address that answers.
pub fn addresses() -> Vec<&'static str> {
    ROUTES.iter().map(|(_, path, _)| *path).collect()
}
