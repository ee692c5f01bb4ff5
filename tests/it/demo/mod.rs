//! The demo's workspace, played from its first day to one Monday in November, and what a visitor finds there.

mod loading;
mod pages;
mod team;

use crate::world::TestDb;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header::LOCATION},
};
use chrono::{DateTime, NaiveDate, Utc};
use clap::Parser;
use saidso::{
    app::App,
    clock::Clock,
    config::Args,
    database::Database,
    demo::{self, Progress},
    ids::WorkspaceId,
};
use sqlx::{Executor, PgPool, Row, postgres::PgConnectOptions};
use std::collections::BTreeMap;
use tokio::sync::OnceCell;
use tower::ServiceExt;

static PLAYED: OnceCell<(PgConnectOptions, PgConnectOptions)> = OnceCell::const_new();

/// A database, as the server, as the login that migrates, and behind the scenes.
struct Stage {
    db: Database,
    login: PgConnectOptions,
    behind: PgPool,
}

impl Stage {
    async fn empty() -> Self {
        let test = TestDb::new().await;
        Self::on(
            &test.app.connect_options(),
            &test.superuser.connect_options(),
        )
    }

    /// One for all who only look.
    async fn played() -> Self {
        let (app, login) = PLAYED
            .get_or_init(|| async {
                let stage = Self::empty().await;
                stage.load().await.expect("every event could happen");
                let app = (*stage.db.pool.connect_options()).clone();
                (app, stage.login)
            })
            .await;
        Self::on(app, login)
    }

    fn on(app: &PgConnectOptions, login: &PgConnectOptions) -> Self {
        Self {
            db: Database::lazy(app.clone(), 2),
            login: login.clone(),
            behind: PgPool::connect_lazy_with(login.clone()),
        }
    }

    async fn load(&self) -> anyhow::Result<WorkspaceId> {
        demo::load(&self.db, &self.login, monday(), |_| {}).await
    }

    async fn find(&self) -> Option<WorkspaceId> {
        demo::find(&self.db, &self.login).await.expect("looked for")
    }

    async fn count(&self, question: &'static str) -> i64 {
        let row = self.behind.fetch_one(question).await.expect("counted");
        row.get(0)
    }

    /// Where the deals of an account stand: phase, outcome, and the causes of its fall-backs.
    async fn story(&self, account: &str) -> String {
        sqlx::query_scalar(
            "select concat_ws(' ', o.phase, o.outcome, case when o.ready then 'ready' end,
                (select string_agg(concat_ws(' ', 'fell', f.from_stage, f.to_stage, f.cause), ', ' order by f.at)
                from fall_back f where f.opportunity_id = o.id))
            from opportunity o join account a on a.id = o.account_id
            where a.name like $1 || '%'",
        )
        .bind(account)
        .fetch_one(&self.behind)
        .await
        .expect("one deal of this account")
    }
}

fn monday() -> DateTime<Utc> {
    "2026-11-23T11:00:00Z".parse().expect("a moment")
}

#[tokio::test]
async fn every_phase_has_open_deals_and_every_kind_of_end_is_there() {
    let stage = Stage::played().await;
    let rows = stage
        .behind
        .fetch_all(
            "select coalesce(outcome, 'open in ' || phase), count(*) from opportunity group by 1",
        )
        .await
        .expect("counted");
    let told: BTreeMap<String, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let expected = [
        ("lost_to_supplier", 18),
        ("no_decision", 34),
        ("on_hold", 2),
        ("open in 1", 10),
        ("open in 2", 8),
        ("open in 3", 6),
        ("open in 4", 12),
        ("open in 5", 5),
        ("open in 6", 3),
        ("qualified_out", 16),
        ("won", 26),
    ];
    assert_eq!(
        told,
        expected
            .map(|(kind, count)| (kind.to_owned(), count))
            .into()
    );
}

#[tokio::test]
async fn the_deals_written_by_hand_stand_as_they_are_told() {
    let stage = Stage::played().await;
    let told = [
        ("Nordhavn", "1"),
        ("Halden", "2"),
        ("Ravello", "2 fell 3 2 withdrawal"),
        ("Brückner", "3"),
        ("Acme", "4"),
        ("Grandvale", "4 fell 4 3 contradiction"),
        ("St Brannoc", "4 fell 5 4 lapse"),
        ("Vesterlund", "4"),
        ("Pilar", "4 ready"),
        ("Kestrel", "6"),
        ("Tejút", "6 won"),
        ("Mercer", "4 no_decision fell 5 4 contradiction"),
    ];
    for (account, story) in told {
        assert_eq!(stage.story(account).await, story, "{account}");
    }
}

#[tokio::test]
async fn no_deal_stands_further_than_its_evidence_and_every_passage_rested_on_what_was_heard() {
    let stage = Stage::played().await;
    let mut behind = stage.behind.acquire().await.expect("a connection");
    behind
        .execute("select set_config('app.workspace_id', (select id::text from workspace where name = 'Lumen Software'), false)")
        .await
        .expect("scoped");
    let too_far = "
        select count(*) from opportunity o, verifier_standing(o.id, '2026-11-23') v
        where o.outcome is null and v.required and v.stage < o.stage and not v.stands";
    let passages_on_nothing = "select count(*) from passage where rested_on = '{}'";
    let heard_later = "
        select count(*) from passage p
        join evidence e on e.id = any(p.rested_on)
        where e.recorded_at > p.at";
    for question in [too_far, passages_on_nothing, heard_later] {
        let found: i64 = behind.fetch_one(question).await.expect("counted").get(0);
        assert_eq!(found, 0, "{question}");
    }
}

#[tokio::test]
async fn everything_happened_at_its_own_time_by_its_own_member() {
    let stage = Stage::played().await;
    let nobody = "
        select count(*) from event
        where member_id is null
        and kind not in ('fall_back added', 'workspace added', 'member added', 'journey added', 'edition added',
            'edition changed', 'stage added', 'verifier added', 'debrief added')";
    assert_eq!(stage.count(nobody).await, 0);
    let another_day =
        "select count(*) from evidence where happened_on <> (recorded_at at time zone 'UTC')::date";
    assert_eq!(stage.count(another_day).await, 0);
    let yet_to_come = "select count(*) from event where at > '2026-11-23T11:00:00Z'";
    assert_eq!(stage.count(yet_to_come).await, 0);
    let of_today = "select count(*) from account where created_at > '2026-11-22'";
    assert_eq!(
        stage.count(of_today).await,
        0,
        "accounts are as old as their deals"
    );
    let weekends = "
        select coalesce(string_agg(e.kind || ' ' || e.at || ' ' || w.name, ', '), '') from event e
        join workspace w on w.id = e.workspace_id
        where extract(isodow from e.at) > 5 and e.kind <> 'fall_back added' and e.member_id is not null";
    let row = stage.behind.fetch_one(weekends).await.expect("told");
    assert_eq!(row.get::<String, _>(0), "");
}

#[tokio::test]
async fn evidence_lapsed_on_the_day_it_grew_too_old() {
    let stage = Stage::played().await;
    let rows = stage
        .behind
        .fetch_all(
            "select (f.at at time zone 'UTC')::date, max(e.happened_on) + v.fresh_days + 1, f.member_id is null
            from fall_back f
            join verifier v on v.id = any(f.no_longer)
            join bearing b on b.verifier_id = v.id and b.opportunity_id = f.opportunity_id and b.supports
            join evidence e on e.id = b.evidence_id and e.recorded_at < f.at
            where f.cause = 'lapse'
            group by f.id, f.at, f.member_id, v.fresh_days",
        )
        .await
        .expect("read");
    assert_eq!(rows.len(), 3);
    for row in rows {
        let (fell, due, by_itself): (NaiveDate, NaiveDate, bool) =
            (row.get(0), row.get(1), row.get(2));
        assert!(fell == due && by_itself, "fell on {fell}, due on {due}");
    }
}
