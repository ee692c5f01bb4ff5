//! Running a program to its end.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::process::Command;

/// What the program printed; a failure is told by the last line of its complaint.
pub(super) async fn run(command: &mut Command) -> Result<String> {
    let name = command.as_std().get_program().display().to_string();
    let output = command
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .with_context(|| format!("{name} could not be started"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{name} failed ({}): {}", output.status, gist(&complaint));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The line of a complaint that says most: the first that calls itself an error, else the last.
fn gist(complaint: &str) -> &str {
    let lines = || complaint.lines().map(str::trim).filter(|l| !l.is_empty());
    lines()
        .find(|l| l.to_lowercase().contains("error"))
        .or_else(|| lines().next_back())
        .unwrap_or("it did not say why")
}

/// Where the program is, if it is on the PATH.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_of_a_complaint_is_its_error_line() {
        let complaint = "npm warn old\nnpm error code ENOTFOUND\nnpm error a log is in /root\n";
        assert_eq!(gist(complaint), "npm error code ENOTFOUND");
        assert_eq!(gist("one\n\n  two  \n"), "two");
        assert_eq!(gist(""), "it did not say why");
    }

    #[tokio::test]
    async fn a_program_that_fails_says_why() {
        let mut sh = Command::new("sh");
        sh.args(["-c", "echo no room >&2; exit 3"]);
        let told = run(&mut sh).await.unwrap_err().to_string();
        assert!(told.ends_with("no room"), "{told}");
    }
}
