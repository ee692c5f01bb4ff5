//! What every answer carries, what is refused at the door, and what a visitor is told when something goes wrong.

use super::{answer, app, form, get_page, with};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use saidso::web::assets;

#[tokio::test]
async fn every_answer_keeps_to_itself() {
    let (_, headers, _) = get_page("/nothing").await;
    let csp = headers["content-security-policy"].to_str().expect("text");
    assert!(
        csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
        "{csp}"
    );
    assert!(!csp.contains("unsafe"), "{csp}");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "same-origin");
    assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
    assert_eq!(headers["cache-control"], "private, no-cache");
    assert!(headers.contains_key("permissions-policy"));
}

#[tokio::test]
async fn only_an_https_address_insists_on_https() {
    let page = || Request::get("/").body(Body::empty()).expect("a request");
    let (_, plain, _) = answer(app(&[]), page()).await;
    let (_, secure, _) = answer(app(&["--base-url", "https://saidso.example"]), page()).await;
    assert!(!plain.contains_key("strict-transport-security"));
    assert!(secure.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_with_a_page() {
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        let (status, _, page) = answer(app(&[]), with(form("/echo", "word=x"), name, value)).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(page.contains("That came from another site"), "{page}");
    }
}

#[tokio::test]
async fn a_form_of_our_own_is_taken() {
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://localhost:8080"),
        ("accept", "*/*"),
    ] {
        let (status, _, text) = answer(
            app(&[]),
            with(form("/echo", "word=two&word=words"), name, value),
        )
        .await;
        assert_eq!(
            (status, text.as_str()),
            (StatusCode::OK, "two words"),
            "{name}: {value}"
        );
    }
}

#[tokio::test]
async fn what_does_not_fit_the_form_is_told_calmly() {
    let huge = Request::post("/echo").header("content-type", "application/x-www-form-urlencoded");
    let huge = huge
        .body(Body::from(format!("word={}", "x".repeat(1024 * 1024))))
        .expect("a request");
    assert_eq!(
        answer(app(&[]), huge).await.0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let other = Request::post("/echo")
        .header("content-type", "text/plain")
        .body(Body::from("word=x"));
    let (status, _, page) = answer(app(&[]), other.expect("a request")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(page.contains("We could not read that"), "{page}");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_has_a_page() {
    for path in ["/nothing", "/number/many", "/assets/app.js"] {
        let (status, _, page) = get_page(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.contains("<title>There is nothing here"),
            "{path}: {page}"
        );
    }
    let (status, _, page) = answer(app(&[]), form("/panic", "")).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.contains("does not work that way"), "{page}");
}

#[tokio::test]
async fn every_request_has_an_id_that_its_sender_does_not_choose() {
    let asked = || {
        with(
            Request::get("/nothing")
                .body(Body::empty())
                .expect("a request"),
            "x-request-id",
            "mine",
        )
    };
    let (_, one, _) = answer(app(&[]), asked()).await;
    let (_, two, _) = answer(app(&[]), asked()).await;
    assert_ne!(one["x-request-id"], "mine");
    assert_ne!(one["x-request-id"], two["x-request-id"]);
}

#[tokio::test]
async fn what_broke_is_told_by_its_id_alone() {
    for path in ["/broken", "/panic"] {
        let (status, headers, page) = get_page(path).await;
        let id = headers["x-request-id"].to_str().expect("text");
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(page.contains(id), "{path} should show {id}: {page}");
        assert!(!page.contains("cellar"), "{path} shows what broke: {page}");
    }
}

#[tokio::test]
async fn a_refusal_is_shown_in_its_own_words_and_escaped() {
    let (status, headers, page) = get_page("/refused").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("Fish &#38; &#60;chips&#62; are out."),
        "{page}"
    );
    let id = headers["x-request-id"].to_str().expect("text");
    assert!(
        !page.contains(id),
        "nothing broke, so the id is no use: {page}"
    );
}

#[tokio::test]
async fn a_busy_server_says_when_to_come_back() {
    let (status, headers, _) = get_page("/busy").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(headers["retry-after"], "2");
}

#[tokio::test]
async fn who_is_signed_out_signs_in_and_goes_on() {
    let (status, headers, _) = get_page("/private?of=her").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers["location"], "/sign-in?then=%2Fprivate%3Fof%3Dher");
    let (status, _, page) = answer(app(&[]), form("/private", "")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(page.contains("what you typed is still here"), "{page}");
}

#[tokio::test]
async fn a_notice_is_shown_once() {
    let (status, headers, _) = get_page("/done").await;
    let cookie = headers["set-cookie"].to_str().expect("text");
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(
        cookie.starts_with("notice=saved; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    let next = || {
        Request::get("/shows")
            .body(Body::empty())
            .expect("a request")
    };
    let (_, headers, page) = answer(app(&[]), with(next(), "cookie", "notice=saved")).await;
    assert_eq!(page, "Saved.");
    assert!(
        headers["set-cookie"]
            .to_str()
            .expect("text")
            .starts_with("notice=; Path=/; Max-Age=0")
    );
    let (_, headers, page) = answer(app(&[]), with(next(), "cookie", "notice=free money")).await;
    assert_eq!(page, "", "only the vocabulary is spoken");
    assert!(headers.contains_key("set-cookie"));
    assert!(!answer(app(&[]), next()).await.1.contains_key("set-cookie"));
}

#[tokio::test]
async fn an_asset_is_kept_for_ever_under_the_name_of_its_content() {
    for name in ["saidso.css", "app.js", "icon.svg"] {
        let (status, headers, text) = get_page(&assets::address(name)).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        assert_eq!(
            headers["cache-control"], "public, max-age=31536000, immutable",
            "{name}"
        );
        assert!(
            !headers.contains_key("content-encoding") && !text.is_empty(),
            "{name}"
        );
    }
    let asked = Request::get(assets::address("saidso.css"))
        .body(Body::empty())
        .expect("a request");
    let (_, headers, _) = answer(app(&[]), with(asked, "accept-encoding", "gzip, br")).await;
    assert_eq!(headers["content-encoding"], "br");
    assert_eq!(headers["content-type"], "text/css; charset=utf-8");
}

#[tokio::test]
async fn the_server_lives_without_a_database_but_is_not_ready() {
    assert_eq!(get_page("/healthz").await.0, StatusCode::OK);
    assert_eq!(get_page("/readyz").await.0, StatusCode::SERVICE_UNAVAILABLE);
}
