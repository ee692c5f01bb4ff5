//! What HTTP cannot see: a real browser, keys, colours, a small screen.

mod access;
mod conversation;
mod driver;
mod kept;
mod keyboard;
mod phone;
mod session;
mod window;

use crate::world::World;
use saidso::web::serve::{Limits, serve};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A world that is served on a port.
pub struct Site {
    pub world: World,
    /// Scheme, host and port.
    pub origin: String,
    _until_dropped: DropGuard,
}

impl Site {
    pub async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let origin = format!("http://localhost:{port}");
        let world = World::served_at(&origin).await;
        let stopping = CancellationToken::new();
        tokio::spawn(serve(
            listener,
            world.router(),
            Limits::default(),
            stopping.clone(),
        ));
        Self {
            world,
            origin,
            _until_dropped: stopping.drop_guard(),
        }
    }

    /// The whole address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}
