//! The private server, started for real: what a person loses by a crash, a strange folder or a second start is nothing.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use saidso::database::private::{Durability, PrivateServer};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Row};
use tokio::time::timeout;

/// A folder of a test's own, gone at its end together with the server in it.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("saidso-it-{}-{number}", std::process::id());
        let root = std::env::temp_dir().join(name);
        fs::create_dir_all(&root).unwrap();
        Self(root)
    }

    async fn start(&self) -> PrivateServer {
        PrivateServer::start(&self.0, Durability::None)
            .await
            .unwrap()
    }

    /// Ends the server as a power cut would.
    fn kill_server(&self) {
        let file = fs::read_to_string(self.pid_file()).unwrap_or_default();
        if let Some(pid) = file.lines().next() {
            send("-9", pid);
        }
        let deadline = Instant::now() + Duration::from_secs(5);
        while any_process_works_in(&self.data()) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn data(&self) -> PathBuf {
        self.0.join("postgres")
    }

    fn pid_file(&self) -> PathBuf {
        self.data().join("postmaster.pid")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.kill_server();
        fs::remove_dir_all(&self.0).ok();
    }
}

fn send(signal: &str, pid: &str) {
    Command::new("kill").args([signal, pid]).status().unwrap();
}

fn any_process_works_in(folder: &Path) -> bool {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let mut places = processes.filter_map(|p| fs::read_link(p.path().join("cwd")).ok());
    places.any(|place| place == folder)
}

/// A living stranger of the server's own user, whose id a lock file may come to name.
fn stranger_of_the_same_user(data: &Path) -> Child {
    let owner = fs::metadata(data).unwrap();
    let mut sleep = Command::new("sleep");
    sleep.arg("60").current_dir("/");
    if owner.uid() != fs::metadata("/proc/self").unwrap().uid() {
        sleep.uid(owner.uid()).gid(owner.gid());
    }
    sleep.spawn().unwrap()
}

async fn connect(server: &PrivateServer) -> PgConnection {
    PgConnection::connect_with(&server.options("postgres", "postgres"))
        .await
        .unwrap()
}

async fn run(connection: &mut PgConnection, statement: &str) {
    let statement = AssertSqlSafe(statement.to_owned());
    sqlx::raw_sql(statement).execute(connection).await.unwrap();
}

async fn ask(connection: &mut PgConnection, question: &str) -> String {
    let question = AssertSqlSafe(question.to_owned());
    let row = sqlx::raw_sql(question).fetch_one(connection).await.unwrap();
    row.get(0)
}

async fn writes_a_note(server: &PrivateServer, text: &str) {
    let mut connection = connect(server).await;
    run(&mut connection, "create table note (text text)").await;
    let insert = format!("insert into note values ('{text}')");
    run(&mut connection, &insert).await;
    run(&mut connection, "checkpoint").await; // without durability, a commit alone may be lost
}

async fn notes(server: &PrivateServer) -> String {
    let question = "select string_agg(text, ' ' order by text) from note";
    ask(&mut connect(server).await, question).await
}

#[tokio::test]
async fn what_was_written_is_there_after_a_stop_and_a_start() {
    let place = Place::new();
    let server = place.start().await;
    writes_a_note(&server, "kept").await;
    server.stop().await.unwrap();
    assert!(
        !any_process_works_in(&place.data()),
        "the server still runs"
    );

    let server = place.start().await;
    assert_eq!(notes(&server).await, "kept");
    server.ensure_database("a \"name").await.unwrap();
    server.ensure_database("a \"name").await.unwrap();
    let there = server.options("postgres", "a \"name");
    PgConnection::connect_with(&there).await.unwrap();

    let second = PrivateServer::start(&place.0, Durability::None).await;
    let told = second.unwrap_err().to_string();
    let holder = format!("Another Saidso (process {})", std::process::id());
    assert!(told.starts_with(&holder), "{told}");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_outlived_its_parent_is_found_again() {
    let place = Place::new();
    let server = place.start().await;
    writes_a_note(&server, "kept").await;
    let first = fs::read_to_string(place.pid_file()).unwrap();
    drop(server);

    let server = place.start().await;
    assert_eq!(notes(&server).await, "kept");
    let second = fs::read_to_string(place.pid_file()).unwrap();
    assert_eq!(
        first.lines().next(),
        second.lines().next(),
        "a second server was started"
    );
    server.stop().await.unwrap();
    assert!(
        !any_process_works_in(&place.data()),
        "the server still runs"
    );
}

#[tokio::test]
async fn after_a_power_cut_it_starts_although_a_stranger_has_the_old_process_id() {
    let deep = Place::new();
    let place = Place(deep.0.join("far/down").join("d".repeat(80)));
    let server = place.start().await;
    let socket = server.options("postgres", "postgres");
    let socket = socket.get_socket().unwrap().clone();
    assert!(!socket.starts_with(&deep.0), "too deep for a socket");
    writes_a_note(&server, "kept").await;
    let file = fs::read_to_string(place.pid_file()).unwrap();
    drop(server);
    place.kill_server();

    let mut stranger = stranger_of_the_same_user(&place.data());
    let renamed = |old: &str| {
        let (_, rest) = old.split_once('\n').unwrap();
        format!("{}\n{rest}", stranger.id())
    };
    fs::write(place.pid_file(), renamed(&file)).unwrap();
    let lock = socket.join(".s.PGSQL.5432.lock");
    let old = fs::read_to_string(&lock).unwrap();
    fs::write(&lock, renamed(&old)).unwrap();

    let server = place.start().await;
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    assert_eq!(notes(&server).await, "kept");
    server.stop().await.unwrap();
    fs::remove_dir_all(socket).unwrap();
}

#[tokio::test]
async fn a_first_start_that_was_cut_short_is_made_again() {
    let place = Place::new();
    let half_made = place.0.join("postgres-unfinished");
    fs::create_dir_all(&half_made).unwrap();
    fs::write(half_made.join("PG_VERSION"), "15\n").unwrap();
    let server = place.start().await;
    let mut connection = connect(&server).await;
    let locale = "select lower('Ä') || ' ' || (select string_agg(w, '' order by w) from unnest(array['b', 'A', 'a', 'B']) w)";
    assert_eq!(ask(&mut connection, locale).await, "ä ABab");
    let network = "select current_setting('listen_addresses') || inet_server_addr()::text";
    let nowhere = format!("select coalesce(({network}), 'nowhere')");
    assert_eq!(ask(&mut connection, &nowhere).await, "nowhere");
    connection.close().await.unwrap();
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_ends_by_itself_is_told_of_and_needs_no_stop() {
    let place = Place::new();
    let mut server = place.start().await;
    place.kill_server();
    let patience = Duration::from_secs(5);
    let why = timeout(patience, server.ended()).await.expect("told");
    drop(server);
    let told = why.to_string();
    assert!(told.contains("ended by itself (signal: 9"), "{told}");

    let server = place.start().await;
    place.kill_server();
    timeout(patience, server.stop()).await.unwrap().unwrap();
}

#[test]
fn told_to_stop_while_the_database_is_made_it_stops_calmly() {
    let place = Place::new();
    let mut saidso = Command::new(env!("CARGO_BIN_EXE_saidso"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&place.0)
        .env_remove("DATABASE_URL")
        .env_remove("SAIDSO_DATABASE_URL")
        .spawn()
        .unwrap();
    let wait = Duration::from_millis(5);
    let deadline = Instant::now() + Duration::from_secs(10);
    while !place.0.join("postgres-unfinished").exists() && Instant::now() < deadline {
        std::thread::sleep(wait);
    }
    send("-TERM", &saidso.id().to_string());
    let ended = loop {
        match saidso.try_wait().unwrap() {
            None if Instant::now() < deadline => std::thread::sleep(wait),
            ended => break ended,
        }
    };
    saidso.kill().ok();
    assert!(ended.is_some_and(|status| status.success()), "{ended:?}");
}
