//! Every route, asked by everybody: what is another workspace's is not there, what needs a role is refused without it,
//! and who is signed out is asked to sign in.

mod ground;
mod list;
mod source;

use crate::world::{Member, Page, World};
use axum::http::{Method, StatusCode};
use ground::{Ground, QUOTE};
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

/// What nobody outside may ever read.
fn gives_away(page: &Page) -> bool {
    [
        "Acme",
        "Route planning",
        "Ines Baptista",
        "Mara Kova",
        QUOTE,
        "A secret",
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
    walk(
        &ground,
        &ground.mara,
        &[Who::SignedIn, Who::Member, Who::Reader],
    )
    .await;
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
