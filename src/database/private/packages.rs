//! Postgres from the system's own packages, where we may install: apt-get as root, Homebrew as anybody.

use anyhow::{Context, Result};
use tokio::process::Command;

use super::programs;
use super::user::own_uid;

/// Installs Postgres, after saying so. `false`: this is not a machine where we may.
pub(super) async fn install(wanted: Option<u32>) -> Result<bool> {
    if own_uid().await? == 0 && programs::on_path("apt-get").is_some() {
        apt_get(package(wanted)).await?;
        Ok(true)
    } else if programs::on_path("brew").is_some() {
        homebrew(format!("postgresql@{}", wanted.unwrap_or(17))).await?;
        Ok(true)
    } else {
        Ok(false)
    }
}

/// Debian's name for it.
pub(super) fn package(wanted: Option<u32>) -> String {
    match wanted {
        Some(major) => format!("postgresql-{major}"),
        None => "postgresql".to_owned(),
    }
}

async fn apt_get(package: String) -> Result<()> {
    announce("apt-get", &package);
    let apt_get = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .args(["-q", "-y", "-o", "DPkg::Lock::Timeout=120"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    // Old lists may still do, so only the install itself must succeed.
    let updated = programs::run(&mut apt_get(&["update"])).await;
    let install = ["install", "--no-install-recommends", package.as_str()];
    programs::run(&mut apt_get(&install))
        .await
        .map_err(|e| match updated {
            Ok(_) => e,
            Err(before) => e.context(before.to_string()),
        })
        .with_context(|| format!("apt-get could not install {package}"))?;
    Ok(())
}

async fn homebrew(formula: String) -> Result<()> {
    announce("Homebrew", &formula);
    programs::run(Command::new("brew").args(["install", &formula]))
        .await
        .with_context(|| format!("Homebrew could not install {formula}"))?;
    Ok(())
}

fn announce(installer: &str, package: &str) {
    eprintln!(
        "Saidso needs Postgres and finds none here: installing the package {package} with {installer} (once)."
    );
}
