//! What HTTP cannot see: a real browser, keys, colours, a small screen.

mod access;
mod commands;
mod conversation;
mod cut;
mod driver;
mod find;
mod focus;
mod forecast;
mod inbox;
mod kept;
mod keyboard;
mod learn;
mod list_keys;
mod live_board;
mod paper;
mod phone;
mod review;
mod session;
mod setup;
mod together;
mod typing;
mod views;
mod window;

use crate::world::World;
use saidso::{
    app::App,
    live,
    web::serve::{Limits, serve},
};
use setup::Setup;
use std::cell::RefCell;
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::DropGuard;

/// A world that is served on a port.
pub struct Site {
    pub world: World,
    /// Scheme, host and port.
    pub origin: String,
    serving: RefCell<Option<Serving>>,
}

/// A process that serves, until it is stopped or dropped.
pub struct Serving {
    tasks: JoinSet<()>,
    stopping: DropGuard,
}

impl Site {
    pub async fn open() -> Self {
        let (listener, origin) = port(0).await;
        let world = World::served_at(&origin).await;
        let serving = Serving::begin(world.app(), listener);
        Self {
            world,
            origin,
            serving: RefCell::new(Some(serving)),
        }
    }

    /// The whole address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The server is stopped.
    pub async fn stops(&self) {
        let serving = self.serving.take().expect("it serves");
        serving.end().await;
    }

    /// … and started again, at the same address.
    pub async fn serves_again(&self) {
        let (_, port_number) = self.origin.rsplit_once(':').expect("a port");
        let (listener, _) = port(port_number.parse().expect("a number")).await;
        let serving = Serving::begin(self.world.restarts(), listener);
        self.serving.replace(Some(serving));
    }

    /// A second process on the same database: it, and where it is found.
    pub async fn another_process(&self) -> (Serving, String) {
        let (listener, origin) = port(0).await;
        let app = self.world.another_process_at(&origin);
        (Serving::begin(app, listener), origin)
    }
}

impl Serving {
    fn begin(app: App, listener: TcpListener) -> Self {
        let stopping = app.stopping.clone();
        let mut tasks = JoinSet::new();
        tasks.spawn(live::keep_going(app.clone()));
        tasks.spawn(serve(
            listener,
            app.router(),
            Limits::default(),
            stopping.clone(),
        ));
        Self {
            tasks,
            stopping: stopping.drop_guard(),
        }
    }

    /// Stops calmly.
    pub async fn end(self) {
        self.stopping.disarm().cancel();
        self.tasks.join_all().await;
    }
}

async fn port(number: u16) -> (TcpListener, String) {
    let listener = TcpListener::bind(("127.0.0.1", number))
        .await
        .expect("a port");
    let port = listener.local_addr().expect("an address").port();
    (listener, format!("http://localhost:{port}"))
}
