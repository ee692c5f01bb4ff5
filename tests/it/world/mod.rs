//! What every story starts from: a database of its own, a workspace with the journeys, and people who use the product
//! as people do, by its pages and forms. Only the builders here touch the database.

mod acts;
mod asking;
mod builders;
mod chance;
mod database;
mod deal;
mod form;
mod furnished;
mod group;
mod listening;
mod page;
mod recording;
mod server;
mod sessions;
mod tailoring;
mod visitor;
mod way;

pub use asking::questions;
pub use chance::seed;
pub use database::TestDb;
pub use deal::Deal;
pub use form::{Form, parse};
pub use page::{Page, all, words};
pub use visitor::{Member, Visitor};

use axum::Router;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::Parser;
use saidso::{
    app::App,
    clock::Clock,
    config::{Args, Config},
    database::Database,
    ids::WorkspaceId,
    seed::{Wish, seed as seed_workspace},
};
use std::{cell::RefCell, rc::Rc};

/// One workspace, and everybody who visits it.
pub struct World {
    house: Rc<House>,
    workspace: WorkspaceId,
}

/// What all visitors share: the app, and the database behind it.
pub struct House {
    db: TestDb,
    database: Database,
    pub config: Config,
    app: RefCell<App>,
    router: RefCell<Router>,
}

impl World {
    pub async fn new() -> Self {
        Self::served_at("http://localhost:8080").await
    }

    /// A world whose pages browsers find at this address.
    pub async fn served_at(origin: &str) -> Self {
        // What broke inside is told with the test that it broke.
        let log = tracing_subscriber::fmt().with_env_filter("error");
        let _ = log.with_test_writer().try_init();
        let (db, workspace) = furnished::furnished().await;
        let house = House::build(db, settings(&["--base-url", origin]));
        Self {
            house: Rc::new(house),
            workspace,
        }
    }

    /// A world whose clock stands at noon of this day, until [`World::sleeps_until`].
    pub async fn on(day: &str) -> Self {
        let world = Self::new().await;
        builders::rehearse(&world.house, world.workspace).await;
        world.sleeps_until(day).await;
        world
    }

    /// A world in which a workspace was seeded, as it looks at noon of this day.
    pub async fn seeded(wish: Wish, day: &str) -> Self {
        let house = House::build(TestDb::new().await, settings(&[]));
        let (db, login) = (&house.database, house.db.superuser.connect_options());
        let made = seed_workspace(db, &login, wish, noon(day), |_| {}).await;
        let world = Self {
            workspace: made.expect("everything could happen").workspace,
            house: Rc::new(house),
        };
        world.stands_at(noon(day), world.house.database.clone());
        world
    }

    /// It is this moment for everybody, and for the database it is whatever it is there.
    fn stands_at(&self, moment: DateTime<Utc>, database: Database) {
        let app = App::new(database, Clock::Fixed(moment), self.house.config.clone());
        *self.house.app.borrow_mut() = app.clone();
        *self.house.router.borrow_mut() = app.router();
    }

    /// The workspace that everybody here is in.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// It is noon of this day for everybody. The server does what it does by itself when time passes.
    pub async fn sleeps_until(&self, day: &str) {
        let moment = noon(day);
        self.stands_at(moment, self.house.database.rehearsing(moment));
        builders::let_time_pass(&self.app(), self.workspace).await;
    }

    /// Another workspace on the same server.
    pub async fn elsewhere(&self) -> Self {
        Self {
            house: self.house.clone(),
            workspace: builders::workspace(&self.house, "Elsewhere").await,
        }
    }

    pub async fn rep(&self, name: &str) -> Member {
        self.member(name, "rep").await
    }

    pub async fn manager(&self, name: &str) -> Member {
        self.member(name, "manager").await
    }

    pub async fn admin(&self, name: &str) -> Member {
        self.member(name, "admin").await
    }

    /// The same person in another browser.
    pub async fn another_browser_of(&self, member: &Member) -> Member {
        let token = builders::another_session(&self.house, self.workspace, member.id).await;
        let visitor = self.stranger();
        visitor.carry(self.house.config.session_cookie(), &token);
        Member::new(visitor, member.id, &member.name)
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Visitor {
        Visitor::new(self.house.clone())
    }

    /// How much is on record in the whole database: an act that changed nothing leaves it as it is.
    pub async fn events(&self) -> i64 {
        builders::events(&self.house).await
    }

    /// How much is on record in this workspace.
    pub async fn events_here(&self) -> i64 {
        builders::events_of(&self.house, self.workspace).await
    }

    /// Scheme, host and port at which browsers find it.
    pub fn origin(&self) -> String {
        self.house.config.origin()
    }

    /// The app, to be kept going or stopped.
    pub fn app(&self) -> App {
        self.house.app.borrow().clone()
    }

    /// Another process that serves the same database.
    pub fn another_process(&self) -> App {
        self.house.process(self.house.config.clone())
    }

    /// … at another address.
    pub fn another_process_at(&self, origin: &str) -> App {
        self.house.process(settings(&["--base-url", origin]))
    }

    /// The server has stopped and is started again.
    pub fn restarts(&self) -> App {
        let app = self.another_process();
        *self.house.app.borrow_mut() = app.clone();
        *self.house.router.borrow_mut() = app.clone().router();
        app
    }

    pub fn db(&self) -> &TestDb {
        &self.house.db
    }

    async fn member(&self, name: &str, role: &str) -> Member {
        let (id, token) = builders::member(&self.house, self.workspace, name, role).await;
        let visitor = self.stranger();
        visitor.carry(self.house.config.session_cookie(), &token);
        Member::new(visitor, id, name)
    }
}

impl House {
    fn process(&self, config: Config) -> App {
        let database = Database::lazy((*self.db.app.connect_options()).clone(), 8);
        App::new(database, Clock::System, config)
    }

    fn build(db: TestDb, config: Config) -> Self {
        let database = Database::lazy((*db.app.connect_options()).clone(), 8);
        let app = App::new(database.clone(), Clock::System, config.clone());
        Self {
            db,
            database,
            config,
            router: RefCell::new(app.clone().router()),
            app: RefCell::new(app),
        }
    }
}

/// The settings of a server started with these arguments.
pub fn settings(given: &[&str]) -> Config {
    let arguments = [&["saidso", "serve"], given].concat();
    let args = Args::try_parse_from(arguments).expect("these arguments are right");
    args.settle().expect("these settings are right").1
}

fn noon(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().expect("a day");
    let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("noon");
    day.and_time(noon).and_utc()
}
