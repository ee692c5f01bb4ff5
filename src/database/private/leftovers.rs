//! What a crash leaves behind: a server that outlived its parent, or lock files that name nobody.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};

use super::user::RunAs;

/// Whether any process of this cluster lives, be it the server or a backend that outlived it: each works in the data
/// folder. A zombie works nowhere, so it does not count, though its id still answers to signals.
///
/// The look is taken as the data's owner: in a container even root may not see where another user's process works.
pub(super) async fn any_process(run_as: &RunAs, data: &Path) -> Result<bool> {
    const LOOK: &str =
        r#"for cwd in /proc/[0-9]*/cwd; do [ "$cwd" -ef "$1" ] && exit 0; done; exit 1"#;
    let looked = run_as
        .directly(Path::new("/bin/sh"))
        .args(["-c", LOOK, "sh"])
        .arg(data)
        .status()
        .await
        .context("/bin/sh could not be started")?;
    Ok(looked.success())
}

/// Removes the lock files of a cluster of which no process lives. What they name is gone, a zombie that nobody
/// collects, or a stranger with the same id: Postgres would refuse to start over any of these.
pub(super) fn clear(data: &Path, socket: &Path, port: u16) -> Result<()> {
    if !Path::new("/proc/self").exists() {
        return Ok(()); // We cannot know that nobody lives, so Postgres must judge for itself.
    }
    let name = format!(".s.PGSQL.{port}");
    for file in [
        data.join("postmaster.pid"),
        socket.join(&name),
        socket.join(name + ".lock"),
    ] {
        match fs::remove_file(&file) {
            Ok(()) => tracing::info!(file = %file.display(), "removed what a crash left behind"),
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => {
                return Err(e).with_context(|| {
                    format!(
                        "{} was left by a crash and cannot be removed",
                        file.display()
                    )
                });
            }
        }
    }
    Ok(())
}

/// Why the server ended, out of its log.
pub(super) fn last_words(log: &str) -> &str {
    log.lines()
        .rev()
        .take(20)
        .find_map(|line| line.split_once("FATAL:").map(|(_, why)| why.trim()))
        .or_else(|| log.lines().next_back())
        .unwrap_or("it left no word")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_are_the_fatal_ones() {
        let log = "LOG:  starting\nFATAL:  could not create lock file: No space left\nLOG:  database system is shut down\n";
        assert_eq!(last_words(log), "could not create lock file: No space left");
        assert_eq!(last_words("one\ntwo\n"), "two");
        assert_eq!(last_words(""), "it left no word");
    }

    #[tokio::test]
    async fn a_process_is_found_by_where_it_works() {
        let place = std::env::temp_dir().join(format!("saidso-works-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        let nobody = any_process(&RunAs::Ourselves, &place).await.unwrap();
        let mut worker = tokio::process::Command::new("sleep")
            .arg("60")
            .current_dir(&place)
            .spawn()
            .unwrap();
        let somebody = any_process(&RunAs::Ourselves, &place).await.unwrap();
        worker.kill().await.unwrap();
        fs::remove_dir_all(&place).unwrap();
        assert!(!nobody && somebody);
    }
}
