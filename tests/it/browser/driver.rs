//! One chromedriver for one test, on a port of its own. What is missing is said; nothing is skipped.

use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub struct Driver {
    process: Child,
    pub address: String,
}

impl Driver {
    pub async fn start() -> Self {
        let port = free_port();
        let process = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let process = process.unwrap_or_else(|error| {
            panic!("chromedriver could not be started ({error}): tests/run installs what the tests need")
        });
        let driver = Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
        };
        driver.answers(port).await;
        driver
    }

    async fn answers(&self, port: u16) {
        let began = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_err()
        {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "chromedriver does not answer"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Asked to end, it closes its browsers first; killed, it would leave them.
impl Drop for Driver {
    fn drop(&mut self) {
        let id = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.process.wait();
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}
