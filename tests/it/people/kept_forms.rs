//! What was typed survives a lost session.

use super::house::{House, PASSWORD};
use axum::http::StatusCode;

#[tokio::test]
async fn a_form_sent_after_the_session_ended_comes_back_and_is_sent_by_hand() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    ana.cookies.clear();
    let typed = [("name", "Lumen & \"Söhne\" <i>"), ("currency", "CHF")];
    let answer = ana.posts("/settings", &typed).await;
    answer
        .is(StatusCode::UNAUTHORIZED)
        .says("You are signed out");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let hidden = |name: &str| answer.attribute(&format!("input[name={name}]"), "value");
    let (to, kept) = (hidden("kept_to").unwrap(), hidden("kept").unwrap());
    assert_eq!(to, "/settings");

    let sign_in = async |browser: &mut super::house::Browser, password| {
        let fields = [
            ("email", "ana@lumen.example"),
            ("password", password),
            ("kept_to", &to),
            ("kept", &kept),
        ];
        browser.posts("/sign-in", &fields).await
    };
    let wrong = sign_in(&mut ana, "wrong").await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attribute("input[name=kept]", "value").unwrap(), kept);

    let page = sign_in(&mut ana, PASSWORD).await;
    page.is(StatusCode::OK)
        .says("Here is what you typed")
        .says("Lumen & \"Söhne\" <i>");
    assert_eq!(
        page.attribute("main form", "action").as_deref(),
        Some("/settings")
    );
    let field = |name: &str| page.attribute(&format!("main input[name={name}]"), "value");
    let (name, currency) = (field("name").unwrap(), field("currency").unwrap());
    assert_eq!((name.as_str(), currency.as_str()), (typed[0].1, "CHF"));
    let before = ana.opens("/settings").await;
    assert_eq!(
        before.attribute("#name", "value").as_deref(),
        Some("Lumen"),
        "it was sent by itself"
    );
    ana.posts(&to, &[("name", &name), ("currency", &currency)])
        .await
        .goes_to("/settings");
    let after = ana.opens("/settings").await;
    assert_eq!(
        after.attribute("#name", "value").as_deref(),
        Some(typed[0].1)
    );
}

#[tokio::test]
async fn passwords_and_floods_are_not_kept() {
    let house = House::new().await;
    let mut stranger = house.browser();
    let fields = [("present_password", "geheim"), ("new_password", "geheimer")];
    let answer = stranger.posts("/settings/me/password", &fields).await;
    answer.is(StatusCode::UNAUTHORIZED);
    assert!(!answer.text.contains("geheim"));
    let flood = "x".repeat(200_000);
    let answer = stranger.posts("/settings", &[("name", &flood)]).await;
    answer
        .is(StatusCode::UNAUTHORIZED)
        .says("You are signed out");
    assert!(!answer.text.contains("xxx"));
}
