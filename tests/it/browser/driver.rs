//! One chromedriver for one test, on a port of its own. What is missing is said; nothing is skipped.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, ChildStdout, Command, Stdio},
};

pub struct Driver {
    process: Child,
    pub address: String,
}

impl Driver {
    /// It chooses its port itself and says which: one that was free a moment ago may not be any more.
    pub async fn start() -> Self {
        let process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        let mut process = process.unwrap_or_else(|error| {
            panic!("chromedriver could not be started ({error}): tests/run installs what the tests need")
        });
        let said = process.stdout.take().expect("its output");
        let port = tokio::task::spawn_blocking(|| port_in(said));
        let port = port.await.expect("no panic");
        Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
        }
    }
}

/// The port of "ChromeDriver was started successfully on port 41234.", which it says once it listens there.
fn port_in(said: ChildStdout) -> u16 {
    let mut lines = BufReader::new(said).lines().map_while(Result::ok);
    let line = lines.find(|line| line.contains("started successfully on port"));
    let line = line.expect("chromedriver ends without listening");
    // What it says later is taken too, or it would stand still at a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    let port = line.trim_end_matches('.').rsplit(' ').next();
    let port = port.and_then(|port| port.parse().ok());
    port.unwrap_or_else(|| panic!("no port in “{line}”"))
}

/// Asked to end, it closes its browsers first; a busy one leaves them, and they would go on eating the machine. They are
/// of its own process group, so whatever is left ends with that.
impl Drop for Driver {
    fn drop(&mut self) {
        let id = self.process.id();
        signal("TERM", &id.to_string());
        let _ = self.process.wait();
        signal("KILL", &format!("-{id}"));
    }
}

fn signal(name: &str, whom: &str) {
    let _ = Command::new("kill")
        .args(["-s", name, "--", whom])
        .stderr(Stdio::null())
        .status();
}
