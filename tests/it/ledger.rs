//! The ledger is read back: whatever somebody changes behind the database's back is found, and its place is named.

use crate::world::World;
use saidso::ledger::{Fault, Sum, verify};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgConnection, Row, postgres::PgConnectOptions,
};
use std::process::Command;

/// The place that is tampered with: in the middle of a deal's life.
const MIDDLE: i64 = 5;

struct Vault {
    world: World,
    /// Everything, by a superuser.
    login: PgConnectOptions,
    workspace: String,
    deal: String,
    last: i64,
}

impl Vault {
    /// A deal with a passage and a fall-back on record, and another company's beside it.
    async fn new() -> Self {
        let world = World::new().await;
        let mara = world.rep("Mara Kovač").await;
        let deal = mara.opens("Route planning").at("Acme Freight").await;
        mara.goes_through(&deal)
            .await
            .stands_at("Agreeing to change");
        let others = world.elsewhere().await.rep("Jo Bell").await;
        others.opens("Yard gates").at("Brightwell").await;
        let row = world
            .db()
            .superuser
            .fetch_one(
                "select o.workspace_id::text, o.id::text, h.seq
                from opportunity o join ledger_head h on h.stream_id = o.id
                where o.name = 'Route planning'",
            )
            .await
            .expect("the deal");
        Self {
            login: (*world.db().superuser.connect_options()).clone(),
            workspace: row.get(0),
            deal: row.get(1),
            last: row.get(2),
            world,
        }
    }

    /// The event at this place of the deal's stream, as a condition.
    fn at(&self, seq: i64) -> String {
        format!("stream_id = '{}' and seq = {seq}", self.deal)
    }

    /// How a fault names it.
    fn place(&self, seq: i64) -> String {
        let Self {
            workspace, deal, ..
        } = self;
        format!("workspace {workspace}, stream {deal}, event {seq}")
    }

    async fn verified(&self) -> Result<Sum, Fault> {
        verified_by(&self.login).await
    }

    /// What is found after a change that no trigger has seen. Everything is put back afterwards.
    async fn found_after(&self, change: &str) -> Fault {
        let mut behind = self.login.connect().await.expect("connected");
        behind
            .execute(
                "create table kept as select * from event;
                create table kept_heads as select * from ledger_head;
                alter table event disable trigger all;
                alter table ledger_head disable trigger all",
            )
            .await
            .expect("kept");
        let changed = run(&mut behind, change).await;
        assert_eq!(changed, 1, "{change}");
        let found = self.verified().await;
        behind
            .execute(
                "delete from event; insert into event select * from kept; drop table kept;
                delete from ledger_head; insert into ledger_head select * from kept_heads; drop table kept_heads;
                alter table event enable trigger all;
                alter table ledger_head enable trigger all",
            )
            .await
            .expect("put back");
        found.expect_err(change)
    }

    async fn names(&self, change: &str, seq: i64) {
        let fault = self.found_after(change).await;
        let told = fault.to_string();
        assert!(told.starts_with(&self.place(seq)), "{change}: {told}");
    }
}

async fn run(connection: &mut PgConnection, statement: &str) -> u64 {
    let statement = AssertSqlSafe(statement.to_owned());
    let done = connection.execute(statement).await;
    done.expect("nobody stops a superuser").rows_affected()
}

async fn verified_by(login: &PgConnectOptions) -> Result<Sum, Fault> {
    let mut connection = login.connect().await.expect("connected");
    verify(&mut connection).await.expect("read")
}

#[tokio::test]
async fn an_honest_ledger_holds_and_its_digest_changes_only_when_something_is_added() {
    let vault = Vault::new().await;
    let sum = vault.verified().await.expect("it holds");
    assert_eq!(i64::try_from(sum.events), Ok(vault.world.events().await));
    // Two workspaces and two deals.
    assert_eq!(sum.streams, 4);
    assert_eq!(vault.verified().await, Ok(sum.clone()));
    let mara = vault.world.rep("Tiago Serra").await;
    mara.opens("Another").at("Acme Freight").await;
    assert_ne!(vault.verified().await.expect("it holds").digest, sum.digest);
}

#[tokio::test]
async fn a_change_in_any_column_of_an_event_is_found_and_named() {
    let vault = Vault::new().await;
    let somebody = "'01900000-0000-7000-8000-000000000000'";
    let changes = [
        ("at", "at + interval '1 microsecond'"),
        ("at", "'infinity'"),
        ("member_id", somebody),
        ("member_id", "null"),
        ("kind", "'bearing changed'"),
        ("subject_id", somebody),
        ("body", "body || '{\"reason\": \"another\"}'"),
        ("hash", "sha256('another')"),
    ];
    for (column, value) in changes {
        let change = format!(
            "update event set {column} = {value} where {}",
            vault.at(MIDDLE)
        );
        vault.names(&change, MIDDLE).await;
    }
    let moved = |value: &str| format!("update event set seq = {value} where {}", vault.at(MIDDLE));
    vault.names(&moved("1000"), MIDDLE).await;
    vault.names(&moved("-1"), -1).await;
    vault.verified().await.expect("all was put back");
}

#[tokio::test]
async fn an_event_that_was_moved_to_another_stream_or_workspace_is_found() {
    let vault = Vault::new().await;
    for column in ["workspace_id", "stream_id"] {
        let moved = |to: &str| {
            let place = vault.at(MIDDLE);
            format!("update event set {column} = '{to}' where {place}")
        };
        // Behind all others: the gap is met first.
        let last = moved("ffffffff-ffff-ffff-ffff-ffffffffffff");
        let missing = vault.found_after(&last).await.to_string();
        assert_eq!(missing, format!("{}: is missing", vault.place(MIDDLE)));
        // Before all others: the stranger is met first.
        let first = moved("00000000-0000-0000-0000-000000000000");
        let stranger = vault.found_after(&first).await;
        assert!(matches!(stranger, Fault::NoHead(_)), "{stranger}");
        let told = stranger.to_string();
        assert!(
            told.contains("00000000-0000-0000-0000-000000000000"),
            "{told}"
        );
        assert!(told.contains(&format!("event {MIDDLE}")), "{told}");
    }
}

#[tokio::test]
async fn an_event_that_was_taken_out_is_missed_wherever_it_stood() {
    let vault = Vault::new().await;
    for seq in [1, MIDDLE, vault.last] {
        let change = format!("delete from event where {}", vault.at(seq));
        vault.names(&change, seq).await;
    }
}

#[tokio::test]
async fn a_head_that_was_changed_or_taken_out_is_found() {
    let vault = Vault::new().await;
    let of_deal = format!("where stream_id = '{}'", vault.deal);
    let changes = [
        ("set seq = seq - 1", vault.last),
        ("set seq = seq + 1", vault.last + 1),
        ("set hash = sha256('another')", vault.last),
        ("set at = at + interval '1 second'", vault.last),
    ];
    for (change, seq) in changes {
        let change = format!("update ledger_head {change} {of_deal}");
        vault.names(&change, seq).await;
    }
    let change = format!("delete from ledger_head {of_deal}");
    vault.names(&change, 1).await;
}

#[tokio::test]
async fn a_deal_whose_whole_story_was_taken_out_is_missed() {
    let vault = Vault::new().await;
    let gone = format!(
        "alter table event disable trigger all;
        delete from event where stream_id = '{0}';
        delete from ledger_head where stream_id = '{0}'",
        vault.deal
    );
    let mut behind = vault.login.connect().await.expect("connected");
    run(&mut behind, &gone).await;
    let fault = vault.verified().await.expect_err("a deal is left over");
    assert!(matches!(fault, Fault::NeverTold(_)), "{fault}");
    assert!(fault.to_string().starts_with(&vault.place(1)), "{fault}");
}

#[tokio::test]
async fn the_servers_own_login_reads_it_workspace_by_workspace_to_the_same_sum() {
    let vault = Vault::new().await;
    let app = vault.world.db().app.connect_options();
    let whole = vault.verified().await.expect("it holds");
    let by_workspace = verified_by(&app).await.expect("it holds");
    assert!(by_workspace.by_workspace && !whole.by_workspace);
    assert_eq!(
        (by_workspace.events, by_workspace.digest),
        (whole.events, whole.digest)
    );
}

#[tokio::test]
async fn the_command_says_so_and_fails_when_the_ledger_does_not_hold() {
    let vault = Vault::new().await;
    let url = vault.login.to_url_lossy().to_string();
    let verify = || {
        let mut saidso = Command::new(env!("CARGO_BIN_EXE_saidso"));
        saidso
            .args(["verify", "--log", "off"])
            .env("SAIDSO_DATABASE_URL", &url);
        let output = saidso.output().expect("it runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let (code, told) = verify();
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("The ledger holds: "), "{told}");
    let digest = vault.verified().await.expect("it holds").digest;
    assert!(told.contains(&digest), "{told}");
    let mut behind = vault.login.connect().await.expect("connected");
    let change = format!(
        "alter table event disable trigger all; update event set kind = 'bearing changed' where {}",
        vault.at(MIDDLE)
    );
    run(&mut behind, &change).await;
    let (code, told) = verify();
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains(&vault.place(MIDDLE)), "{told}");
}
