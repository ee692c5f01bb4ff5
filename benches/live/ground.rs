//! A database with one workspace, its people and their deals.

use crate::{AT_THE_BOARD, DEALS, PEOPLE, wire};
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use saidso::{
    database::{
        Database, Scope, migrate,
        private::{Durability, PrivateServer},
    },
    ids::{MemberId, PersonId, SessionId, WorkspaceId},
    journeys,
    people::token::Token,
};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgConnection,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};
use std::{collections::HashMap, net::TcpListener, path::Path, sync::OnceLock};
use uuid::Uuid;

pub struct Ground {
    private: Option<PrivateServer>,
    admin: PgConnectOptions,
    name: String,
    pub options: PgConnectOptions,
    superuser: PgPool,
    pub address: String,
    /// What each of them has in their cookie.
    pub people: Vec<String>,
    pub deals: OnceLock<Vec<Deal>>,
}

#[derive(Clone, Debug)]
pub struct Deal {
    pub id: Uuid,
    pub verifier: String,
    pub contact: String,
}

/// When an event of a deal was written, by its number.
pub type Events = HashMap<Uuid, Vec<(i64, DateTime<Utc>)>>;

impl Ground {
    pub async fn lay() -> Result<Self> {
        let (private, admin) = postgres().await?;
        let name = format!("bench_{}", Uuid::now_v7().simple());
        let create = format!("create database {name}");
        admin
            .connect()
            .await?
            .execute(AssertSqlSafe(create))
            .await?;
        let options = admin.clone().database(&name);
        migrate::run(&options).await.context("the migrations")?;
        let people = people(&options).await?;
        let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        Ok(Self {
            private,
            admin,
            name,
            superuser: PgPoolOptions::new()
                .max_connections(2)
                .connect_lazy_with(options.clone()),
            options,
            address: free.to_string(),
            people,
            deals: OnceLock::new(),
        })
    }

    /// Opens the deals as somebody would, by the form, and puts somebody there on record.
    pub async fn open_deals(&self) -> Result<()> {
        let cookie = &self.people[0];
        let form = wire::ask(&self.address, "/opportunities/new", cookie, None)
            .await?
            .body;
        let journey = wire::between(&form, "name=\"journey\" value=\"", "\"")?;
        let owner = wire::between(&form, "<select id=\"owner\"", "</select>")?;
        let owner = wire::between(owner, "<option value=\"", "\"")?;
        let mut deals = vec![];
        for number in 0..DEALS {
            let id = Uuid::now_v7();
            let typed = format!(
                "id={id}&name=Deal+{number}&account=Account+{number}&journey={journey}&owner={owner}&currency=EUR"
            );
            let answer = wire::ask(&self.address, "/opportunities", cookie, Some(&typed)).await?;
            ensure!(answer.status == 303, "not opened: {}", answer.body);
            let address = format!("/opportunities/{id}?record=any");
            let page = wire::ask(&self.address, &address, cookie, None).await?.body;
            let verifier = wire::between(&page, "name=\"proves\" value=\"", "\"")?.to_owned();
            let mut deal = Deal {
                id,
                verifier,
                contact: String::new(),
            };
            let answer = wire::ask(
                &self.address,
                &deal.path(),
                cookie,
                Some(&deal.evidence("new_contact=Ines")),
            )
            .await?;
            ensure!(answer.status == 303, "not recorded: {}", answer.body);
            let page = wire::ask(&self.address, &address, cookie, None).await?.body;
            let people = wire::between(&page, "name=\"contact\"", "</select>")?;
            let known = people
                .split("<option value=\"")
                .nth(2)
                .context("nobody known")?;
            deal.contact = known.split('"').next().unwrap_or_default().to_owned();
            deals.push(deal);
        }
        self.deals.set(deals).ok().context("once")
    }

    pub fn deals(&self) -> &[Deal] {
        self.deals.get().map_or(&[], Vec::as_slice)
    }

    /// Which page each of them has open; none: the board.
    pub fn looks_at(&self, person: usize) -> Option<&Deal> {
        let deal = person.checked_sub(AT_THE_BOARD)?;
        self.deals().get(deal % DEALS)
    }

    pub async fn events(&self, since: DateTime<Utc>) -> Result<Events> {
        let rows: Vec<(Uuid, i64, DateTime<Utc>)> = sqlx::query_as(
            "select stream_id, seq, at from event where at >= $1 and seq > 0 order by seq",
        )
        .bind(since)
        .fetch_all(&self.superuser)
        .await?;
        let mut events = Events::new();
        for (stream, seq, at) in rows {
            events.entry(stream).or_default().push((seq, at));
        }
        events.retain(|stream, _| self.deals().iter().any(|deal| deal.id == *stream));
        Ok(events)
    }

    /// How many hundredths of a second the connections to this database have worked, where they can be seen.
    pub async fn database_cpu(&self) -> Result<u64> {
        let ask = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        let pids: Vec<i32> = sqlx::query_scalar(ask).fetch_all(&self.superuser).await?;
        Ok(pids
            .into_iter()
            .filter_map(|pid| crate::server::cpu_of(pid.try_into().ok()?).ok())
            .sum())
    }

    pub async fn clear_away(self) -> Result<()> {
        self.superuser.close().await;
        let drop = format!("drop database {} with (force)", self.name);
        self.admin
            .connect()
            .await?
            .execute(AssertSqlSafe(drop))
            .await?;
        match self.private {
            Some(server) => server.stop().await,
            None => Ok(()),
        }
    }
}

impl Deal {
    pub fn path(&self) -> String {
        format!("/opportunities/{}/evidence", self.id)
    }

    /// A form with a piece of evidence, by somebody.
    pub fn evidence(&self, who: &str) -> String {
        let (id, today) = (Uuid::now_v7(), Utc::now().date_naive());
        format!(
            "id={id}&under=any&words=We+lose+two+drivers+a+week+and+so+it+goes+on&{who}&proves={}&happened_on={today}&channel=email&strength=",
            self.verifier
        )
    }
}

/// The one that is set, or a private one that keeps what it acknowledged.
async fn postgres() -> Result<(Option<PrivateServer>, PgConnectOptions)> {
    if let Ok(url) = std::env::var("SAIDSO_TEST_DATABASE_URL") {
        return Ok((None, url.parse()?));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-postgres");
    let server = PrivateServer::start(&folder, Durability::Full).await?;
    let options = server.options("postgres", "postgres");
    Ok((Some(server), options))
}

async fn people(options: &PgConnectOptions) -> Result<Vec<String>> {
    let db = Database::lazy(options.clone(), 2);
    let workspace = WorkspaceId::new();
    let scope = Scope {
        workspace,
        member: None,
    };
    let mut tx = db.begin(scope).await?;
    let made = sqlx::query("insert into workspace (id, name) values ($1, 'Northwind')");
    made.bind(workspace.0).execute(&mut *tx).await?;
    journeys::store::seed(&mut tx).await?;
    let mut people = vec![];
    for number in 0..PEOPLE {
        people.push(person(&mut tx, workspace, number).await?);
    }
    tx.commit().await?;
    db.pool.close().await;
    Ok(people)
}

async fn person(tx: &mut PgConnection, workspace: WorkspaceId, number: usize) -> Result<String> {
    let (person, member, token) = (PersonId::new(), MemberId::new(), Token::mint());
    sqlx::query("insert into person (id, email) values ($1, $2)")
        .bind(person.0)
        .bind(format!("person{number}@northwind.example"))
        .execute(&mut *tx)
        .await?;
    sqlx::query("insert into member (workspace_id, id, person_id, name, role, hue) values ($1, $2, $3, $4, 'rep', 3)")
        .bind(workspace.0)
        .bind(member.0)
        .bind(person.0)
        .bind(format!("Person {number}"))
        .execute(&mut *tx)
        .await?;
    sqlx::query("insert into session (id, token_hash, person_id, workspace_id, expires_at) values ($1, $2, $3, $4, now() + interval '1 day')")
        .bind(SessionId::new().0)
        .bind(token.hash())
        .bind(person.0)
        .bind(workspace.0)
        .execute(&mut *tx)
        .await?;
    Ok(token.text())
}
