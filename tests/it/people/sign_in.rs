//! Signing in: who gets in, who does not, and what both can learn from it.

use super::house::{Browser, House, PASSWORD, app, config};
use axum::http::StatusCode;
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_member_signs_in_and_goes_on_to_the_page_they_wanted() {
    let house = House::new().await;
    let mut ana = house.browser();
    let asked = ana.opens("/settings/members?a=b").await;
    asked.goes_to("/sign-in?then=%2Fsettings%2Fmembers%3Fa%3Db");
    let form = ana.opens(&asked.location).await;
    let then = form.attribute("input[name=then]", "value").unwrap();
    let answer = ana
        .posts(
            "/sign-in",
            &[
                ("email", " Ana@Lumen.example "),
                ("password", PASSWORD),
                ("then", &then),
            ],
        )
        .await;
    answer.goes_to("/settings/members?a=b");
    let cookie = answer.cookies.concat();
    for part in [
        "__Host-sid=",
        "; Path=/;",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Secure",
    ] {
        assert!(cookie.contains(part), "{part} is not in the cookie");
    }
    assert!(ana.is_signed_in().await);
    ana.opens("/").await.goes_to("/focus");
    ana.posts("/sign-out", &[]).await.goes_to("/sign-in");
    ana.opens("/").await.goes_to("/sign-in");
}

#[tokio::test]
async fn signing_in_never_leads_to_another_site() {
    let house = House::new().await;
    for evil in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
    ] {
        let fields = [
            ("email", "ana@lumen.example"),
            ("password", PASSWORD),
            ("then", evil),
            ("kept_to", evil),
            ("kept", "words=x"),
        ];
        let mut ana = house.browser();
        ana.posts("/sign-in", &fields).await.goes_to("/");
    }
}

#[tokio::test]
async fn a_stranger_cannot_tell_who_has_an_account() {
    let house = House::new().await;
    house
        .member("gone@lumen.example", saidso::people::Role::Rep)
        .await;
    house
        .behind_the_scenes(
            "update member set deactivated_at = now() from person p where p.id = person_id and p.email like 'gone@%'",
        )
        .await;
    let mut answers = Vec::new();
    for (email, password) in [
        ("ana@lumen.example", "wrong wrong wrong"),
        ("nobody@lumen.example", "wrong wrong wrong"),
        ("gone@lumen.example", "wrong wrong wrong"),
        ("gone@lumen.example", PASSWORD),
        ("not an address \0", "wrong wrong wrong"),
    ] {
        let answer = house.browser().signs_in(email, password).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.cookies.is_empty());
        answers.push(answer.words());
    }
    assert!(answers[0].contains("do not go together"));
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn an_unknown_address_costs_as_much_as_a_known_one() {
    let house = House::new().await;
    let mut fastest = [Duration::MAX; 2];
    for round in 0..6 {
        for (which, email) in ["ana@lumen.example", "nobody@lumen.example"]
            .iter()
            .enumerate()
        {
            let mut browser = house.browser();
            let start = Instant::now();
            let answer = browser.signs_in(email, "wrong wrong wrong").await;
            answer.is(StatusCode::UNPROCESSABLE_ENTITY);
            // The first round makes what both compare with.
            if round > 0 {
                fastest[which] = fastest[which].min(start.elapsed());
            }
        }
    }
    let [known, unknown] = fastest;
    assert!(
        unknown * 2 > known,
        "unknown {unknown:?} against known {known:?}: no password was hashed"
    );
}

#[tokio::test]
async fn too_many_wrong_passwords_for_one_account_are_refused_by_every_process() {
    let house = House::new().await;
    let apps = [app(&house.db, config()), app(&house.db, config())];
    for attempt in 0..8_u8 {
        let mut thief = Browser::of(apps[usize::from(attempt % 2)].clone());
        thief.address = ([198, 51, 100, attempt], 1).into();
        let answer = thief.signs_in("ana@lumen.example", "wrong").await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    for app in apps {
        let mut ana = Browser::of(app);
        let answer = ana.signs_in("ANA@lumen.example", PASSWORD).await;
        answer
            .is(StatusCode::TOO_MANY_REQUESTS)
            .says("Please wait 15 minutes");
        assert!(answer.headers.contains_key("retry-after"));
    }
    let mut stranger = house.browser();
    stranger.address = ([198, 51, 100, 99], 1).into();
    for _ in 0..8 {
        stranger.signs_in("nobody@lumen.example", "wrong").await;
    }
    let answer = stranger.signs_in("nobody@lumen.example", "wrong").await;
    answer.is(StatusCode::TOO_MANY_REQUESTS);

    house
        .behind_the_scenes("update sign_in_failure set at = at - interval '16 minutes'")
        .await;
    house.signed_in("ana@lumen.example").await;
}

#[tokio::test]
async fn many_attempts_at_once_do_not_slip_through() {
    let house = House::new().await;
    let router = app(&house.db, config());
    let attempts = (0..24).map(|number| {
        let mut thief = Browser::of(router.clone());
        thief.address = ([198, 51, 100, number], 1).into();
        tokio::spawn(async move { thief.signs_in("ana@lumen.example", "wrong").await.status })
    });
    let attempts: Vec<_> = attempts.collect();
    let mut looked_at = 0;
    for attempt in attempts {
        if attempt.await.unwrap() == StatusCode::UNPROCESSABLE_ENTITY {
            looked_at += 1;
        }
    }
    assert!(looked_at <= 8, "{looked_at} passwords were tried");
}

#[tokio::test]
async fn one_address_cannot_try_many_accounts() {
    let house = House::new().await;
    let mut thief = house.browser();
    for number in 0..30 {
        let email = format!("somebody{number}@lumen.example");
        let answer = thief.signs_in(&email, "wrong").await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = thief.signs_in("ana@lumen.example", PASSWORD).await;
    answer.is(StatusCode::TOO_MANY_REQUESTS);
    let mut ana = house.browser();
    ana.address = ([203, 0, 113, 5], 1).into();
    ana.signs_in("ana@lumen.example", PASSWORD)
        .await
        .goes_to("/");
}

#[tokio::test]
async fn getting_it_right_forgives_what_went_wrong_before() {
    let house = House::new().await;
    for _ in 0..3 {
        let mut ana = house.browser();
        for _ in 0..7 {
            ana.signs_in("ana@lumen.example", "wrong").await;
        }
        ana.signs_in("ana@lumen.example", PASSWORD)
            .await
            .goes_to("/");
    }
}

#[tokio::test]
async fn signing_in_changes_the_sessions_secret() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    let mut thief = ana.clone();
    let before = ana.secret().unwrap();
    ana.signs_in("ana@lumen.example", PASSWORD)
        .await
        .goes_to("/");
    assert_ne!(ana.secret().unwrap(), before);
    assert!(ana.is_signed_in().await);
    assert!(!thief.is_signed_in().await, "the old secret still works");
}

#[tokio::test]
async fn a_session_lives_thirty_days_from_when_it_was_last_seen() {
    let house = House::new().await;
    let mut ana = house.signed_in("ana@lumen.example").await;
    house
        .behind_the_scenes(
            "update session set seen_at = now() - interval '29 days', expires_at = now() + interval '1 day'",
        )
        .await;
    assert!(ana.is_signed_in().await);
    house
        .behind_the_scenes("update session set expires_at = expires_at - interval '28 days'")
        .await;
    assert!(ana.is_signed_in().await, "being seen did not renew it");
    house
        .behind_the_scenes("update session set expires_at = now() - interval '1 second'")
        .await;
    assert!(!ana.is_signed_in().await);
}

#[tokio::test]
async fn no_secret_is_in_the_database_as_it_is() {
    let house = House::new().await;
    let ana = house.signed_in("ana@lumen.example").await;
    let mut wrong = house.browser();
    wrong.signs_in("geheim@lumen.example", "wrong").await;
    let everything: String = sqlx::query_scalar(
        "select concat((select string_agg(s::text, ' ') from session s), (select string_agg(f::text, ' ') from sign_in_failure f), (select string_agg(p::text, ' ') from person p))",
    )
    .fetch_one(&house.db.superuser)
    .await
    .unwrap();
    for secret in [ana.secret().unwrap().as_str(), PASSWORD, "geheim"] {
        assert!(!everything.contains(secret));
    }
}
