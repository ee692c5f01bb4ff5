//! The demo is written once, lets its people in, and begins anew where it was cut short.

use super::*;

#[tokio::test]
async fn it_is_written_once_and_its_clock_is_given_back() {
    let stage = Stage::played().await;
    assert!(stage.find().await.is_some());
    assert_eq!(
        stage
            .count("select count(*) from workspace where rehearsal")
            .await,
        0
    );
    // The company's, and the one that has just begun.
    assert_eq!(stage.count("select count(*) from workspace").await, 2);
}

#[tokio::test]
async fn a_rep_a_manager_and_an_admin_each_get_a_link_that_lets_them_in_once() {
    let stage = Stage::played().await;
    let workspace = stage.find().await.expect("it is there");
    let links = demo::links::make(&stage.db, workspace).await.expect("made");
    let roles: Vec<_> = links.iter().map(|link| link.role.as_str()).collect();
    assert_eq!(roles, ["rep", "manager", "admin"]);
    let args = Args::try_parse_from(["saidso", "demo"]).expect("right");
    let (_, config) = args.settle().expect("right");
    let router = App::new(stage.db.clone(), Clock::System, config).router();
    for link in links {
        let follow = || {
            let request = Request::builder().method(Method::POST).uri(&link.path);
            let request = request.body(Body::empty()).expect("a request");
            router.clone().oneshot(request)
        };
        let Ok(first) = follow().await;
        assert_eq!(first.status(), StatusCode::SEE_OTHER, "{}", link.name);
        assert_eq!(first.headers()[LOCATION], "/");
        let Ok(second) = follow().await;
        assert_ne!(second.status(), StatusCode::SEE_OTHER, "{}", link.name);
    }
}

#[tokio::test]
async fn an_event_that_cannot_happen_stops_the_play_and_is_named() {
    let stage = Stage::empty().await;
    stage
        .behind
        .execute(
            "create function be_deaf() returns trigger language plpgsql as
                $$ begin raise exception 'not heard'; end $$;
            create trigger deaf before insert on evidence for each row
                when (new.words like 'Eleven hauliers%') execute function be_deaf()",
        )
        .await
        .expect("set up");
    let refused = stage.load().await.expect_err("one event is refused");
    let told = format!("{refused:#}");
    for part in [
        "Dock scheduling, four terminals",
        "Kestrel Ports",
        "Eleven hauliers",
        "not heard",
    ] {
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(
        stage
            .count("select count(*) from workspace where rehearsal")
            .await,
        0
    );
    assert_eq!(stage.find().await, None, "nobody is shown half a story");
}

#[tokio::test]
async fn a_play_that_was_cut_short_is_put_away_and_begun_anew() {
    let stage = Stage::empty().await;
    let (enough, mut interrupted) = tokio::sync::watch::channel(false);
    let load = demo::load(&stage.db, &stage.login, monday(), |progress: Progress| {
        enough.send_replace(progress.done >= 30);
    });
    tokio::select! {
        biased;
        _ = interrupted.wait_for(|enough| *enough) => {}
        _ = load => panic!("it was to be cut short"),
    }
    assert_eq!(
        stage
            .count("select count(*) from workspace where rehearsal")
            .await,
        1
    );
    assert_eq!(stage.find().await, None);
    assert_eq!(
        stage
            .count("select count(*) from workspace where rehearsal")
            .await,
        0
    );
    let again = stage.load().await.expect("played whole");
    assert_eq!(stage.find().await, Some(again));
}
