//! A seeded workspace is a believable one: everything in it could have happened, and the guard held.

use crate::world::TestDb;
use chrono::{DateTime, Utc};
use saidso::{
    database::Database,
    ledger,
    seed::{self, Seeded, Wish},
};
use sqlx::{Executor, PgPool, Row, postgres::PgConnectOptions};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::sync::OnceCell;

static MADE: OnceCell<(PgConnectOptions, PgConnectOptions)> = OnceCell::const_new();

/// A database, as the server, as the login that migrates, and behind the scenes.
struct Place {
    db: Database,
    login: PgConnectOptions,
    behind: PgPool,
}

impl Place {
    async fn empty() -> Self {
        let test = TestDb::new().await;
        Self::on(
            &test.app.connect_options(),
            &test.superuser.connect_options(),
        )
    }

    /// One with a seeded workspace, for all who only look.
    async fn seeded() -> Self {
        let (app, login) = MADE
            .get_or_init(|| async {
                let place = Self::empty().await;
                place.seed(wish()).await.expect("everything could happen");
                let app = (*place.db.pool.connect_options()).clone();
                (app, place.login)
            })
            .await;
        Self::on(app, login)
    }

    fn on(app: &PgConnectOptions, login: &PgConnectOptions) -> Self {
        Self {
            db: Database::lazy(app.clone(), 5),
            login: login.clone(),
            behind: PgPool::connect_lazy_with(login.clone()),
        }
    }

    async fn seed(&self, wish: Wish) -> anyhow::Result<Seeded> {
        seed::seed(&self.db, &self.login, wish, monday(), |_| {}).await
    }

    async fn count(&self, question: &'static str) -> i64 {
        let row = self.behind.fetch_one(question).await.expect("counted");
        row.get(0)
    }

    /// Every deal in one line.
    async fn told(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', a.name, o.name, o.amount, o.currency, o.stage, o.outcome, o.created_at,
                (select string_agg(e.words, ' ' order by e.recorded_at, e.ordinal) from evidence e where e.opportunity_id = o.id))
            from opportunity o join account a on a.id = o.account_id
            order by 1",
        )
        .fetch_all(&self.behind)
        .await
        .expect("read")
    }
}

fn wish() -> Wish {
    Wish {
        name: "Sixty deals".into(),
        deals: 60,
        played: 2_000,
        seed: 3,
    }
}

fn monday() -> DateTime<Utc> {
    "2026-11-23T11:00:00Z".parse().expect("a moment")
}

#[tokio::test]
async fn every_kind_of_end_is_there_and_more_than_half_the_deals_are_open() {
    let place = Place::seeded().await;
    let rows = place
        .behind
        .fetch_all("select coalesce(outcome, 'open'), count(*) from opportunity group by 1")
        .await
        .expect("counted");
    let ends: BTreeMap<String, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let kinds: Vec<&str> = ends.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [
            "lost_to_supplier",
            "no_decision",
            "on_hold",
            "open",
            "qualified_out",
            "void",
            "won"
        ]
    );
    assert_eq!(ends.values().sum::<i64>(), 60);
    assert!((30..45).contains(&ends["open"]), "{ends:?}");
}

#[tokio::test]
async fn much_is_heard_and_not_everything_goes_well() {
    let place = Place::seeded().await;
    let evidence = place.count("select count(*) from evidence").await;
    assert!((60 * 5..60 * 12).contains(&evidence), "{evidence}");
    for happened in [
        "select count(*) from passage",
        "select count(*) from fall_back where cause = 'lapse'",
        "select count(*) from fall_back where cause = 'contradiction'",
        "select count(*) from withdrawal",
        "select count(*) from challenge_answer where upheld",
        "select count(*) from challenge_answer where not upheld",
        "select count(*) from tailoring",
        "select count(*) from reopening",
        "select count(*) from stakeholder",
        "select count(*) from obstacle",
        "select count(*) from commitment",
        "select count(*) from opportunity where currency <> 'EUR'",
        "select count(*) from opportunity where call_stage > stage",
        "select count(*) from evidence where strength = 1",
    ] {
        assert!(place.count(happened).await > 0, "{happened}");
    }
}

#[tokio::test]
async fn no_deal_stands_further_than_its_evidence_and_none_is_due() {
    let place = Place::seeded().await;
    let mut behind = place.behind.acquire().await.expect("a connection");
    behind
        .execute("select set_config('app.workspace_id', (select id::text from workspace), false)")
        .await
        .expect("scoped");
    for question in [
        "select count(*) from opportunity o, verifier_standing(o.id, '2026-11-23') v
        where o.outcome is null and v.required and v.stage < o.stage and not v.stands",
        "select count(*) from opportunity o where o.ready <> (o.outcome is null and (
            select bool_and(v.stands and v.unchallenged) from verifier_standing(o.id, '2026-11-23') v
            where v.required and v.stage = o.stage))",
        "select count(*) from lapse_watch where lapses_on <= '2026-11-23'",
        "select count(*) from hold_watch where comes_back_on <= '2026-11-23'",
        "select count(*) from workspace where rehearsal",
    ] {
        let found: i64 = behind.fetch_one(question).await.expect("counted").get(0);
        assert_eq!(found, 0, "{question}");
    }
}

#[tokio::test]
async fn everything_lies_in_the_past_and_people_work_on_weekdays() {
    let place = Place::seeded().await;
    for question in [
        "select count(*) from event where at > '2026-11-23T11:00:00Z'",
        "select count(*) from event where kind = 'evidence added' and member_id is null",
        "select count(*) from evidence where extract(isodow from recorded_at) > 5",
        "select count(*) from evidence e join opportunity o on o.id = e.opportunity_id
        where e.recorded_at < o.created_at",
    ] {
        assert_eq!(place.count(question).await, 0, "{question}");
    }
    let days = "select extract(day from '2026-11-23' - min(created_at))::bigint from opportunity";
    assert!(place.count(days).await > 500);
}

/// Eighty deals, of which twenty-seven are played, and the last of their twins are fewer.
fn with_twins() -> Wish {
    Wish {
        name: "Twins".into(),
        deals: 80,
        played: 30,
        seed: 1,
    }
}

#[tokio::test]
async fn a_large_one_tells_the_same_tales_again_of_other_customers() {
    let place = Place::empty().await;
    let seeded = place.seed(with_twins()).await.expect("the guard holds");
    let deals: i64 = seeded.sum.open.iter().map(|(_, deals)| deals).sum::<i64>()
        + seeded
            .sum
            .closed
            .iter()
            .map(|(_, deals)| deals)
            .sum::<i64>();
    assert_eq!(deals, 80);
    for (question, expected) in [
        ("select count(*) from opportunity", 80),
        ("select count(distinct name) - count(*) from account", 0),
        (
            "select count(distinct latest_evidence_id) - count(latest_evidence_id) from opportunity",
            0,
        ),
        (
            "select count(*) from opportunity o join evidence e on e.id = o.latest_evidence_id where e.opportunity_id <> o.id",
            0,
        ),
        (
            "select count(*) from pg_trigger where not tgisinternal and tgenabled <> 'A' and tgrelid = 'evidence'::regclass",
            0,
        ),
        (
            "select count(*) from pg_class where relname like 'seeding%'",
            0,
        ),
    ] {
        assert_eq!(place.count(question).await, expected, "{question}");
    }
    let mut behind = place.behind.acquire().await.expect("a connection");
    let verified = ledger::verify(&mut behind).await.expect("read");
    verified.expect("not a row was changed");
}

#[tokio::test]
async fn its_ledger_holds() {
    let place = Place::seeded().await;
    let mut behind = place.behind.acquire().await.expect("a connection");
    let verified = ledger::verify(&mut behind).await.expect("read");
    let sum = verified.expect("not a row was changed");
    assert!(sum.events > 1_000);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_deals_and_another_gives_others() {
    let first = Place::seeded().await.told().await;
    let place = Place::empty().await;
    let told = Arc::new(Mutex::new(vec![]));
    let heard = told.clone();
    seed::seed(&place.db, &place.login, wish(), monday(), move |progress| {
        heard.lock().expect("nobody panicked").push(progress);
    })
    .await
    .expect("made");
    assert_eq!(place.told().await, first);
    let last = told.lock().expect("nobody panicked").last().copied();
    let last = last.expect("it says how far it is");
    assert_eq!((last.deals, last.of), (60, 60));

    let other = Wish {
        name: "Others".into(),
        seed: 2,
        ..wish()
    };
    let place = Place::empty().await;
    place.seed(other).await.expect("made");
    assert_ne!(place.told().await, first);
}

#[tokio::test]
async fn a_name_that_is_taken_is_refused_and_another_is_made_beside_it() {
    let place = Place::empty().await;
    let small = |name: &str| Wish {
        name: name.into(),
        deals: 10,
        played: 2_000,
        seed: 1,
    };
    place.seed(small("Ours")).await.expect("made");
    let again = place.seed(small("Ours")).await;
    let refused = again.err().expect("it is there already").to_string();
    assert!(refused.contains("“Ours” is there already"), "{refused}");
    assert_eq!(place.count("select count(*) from workspace").await, 1);
    assert_eq!(place.count("select count(*) from opportunity").await, 10);
    let beside = place.seed(small("Theirs")).await.expect("made");
    assert_eq!(place.count("select count(*) from opportunity").await, 20);
    let roles: Vec<&str> = beside.links.iter().map(|link| link.role).collect();
    assert_eq!(roles, ["admin", "manager", "rep"]);
}

#[tokio::test]
async fn one_that_was_cut_short_is_put_away_and_begun_anew() {
    let place = Place::empty().await;
    let (enough, mut interrupted) = tokio::sync::watch::channel(false);
    let seeding = seed::seed(&place.db, &place.login, wish(), monday(), move |_| {
        enough.send_replace(true);
    });
    tokio::select! {
        biased;
        _ = interrupted.wait_for(|enough| *enough) => {}
        _ = seeding => panic!("it was to be cut short"),
    }
    let in_rehearsal = "select count(*) from workspace where rehearsal";
    assert_eq!(place.count(in_rehearsal).await, 1);
    place.seed(wish()).await.expect("made whole");
    assert_eq!(place.count(in_rehearsal).await, 0);
    assert_eq!(
        place
            .count("select count(*) from workspace where name = 'Sixty deals'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_guard_that_does_not_hold_is_found_out() {
    let place = Place::empty().await;
    place
        .behind
        .execute(
            "create function be_hasty() returns trigger language plpgsql as
                $$ begin new.ready := true; return new; end $$;
            create trigger zz_hasty before update on opportunity for each row
                when (new.outcome is null) execute function be_hasty()",
        )
        .await
        .expect("set up");
    let refused = place.seed(wish()).await.err().expect("some are not ready");
    let told = refused.to_string();
    assert!(told.contains("the guard does not hold"), "{told}");
    assert!(told.contains("of 60 deals stand elsewhere"), "{told}");
}

#[tokio::test]
async fn a_twin_that_stands_further_than_its_evidence_is_found_out() {
    let place = Place::empty().await;
    place
        .behind
        .execute(
            "create function be_hasty() returns trigger language plpgsql as
                $$ begin new.ready := not new.ready; return new; end $$;
            create trigger zz_hasty before insert on opportunity for each row
                when (new.id::text like '%000002' and new.outcome is null) execute function be_hasty()",
        )
        .await
        .expect("set up");
    let refused = place.seed(with_twins()).await.err();
    let told = refused.expect("some are not as they say").to_string();
    assert!(told.contains("of 80 deals stand elsewhere"), "{told}");
}
