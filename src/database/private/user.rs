//! As whom Postgres runs: it refuses to run as root.

use std::fs::{self, DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::process::Command;

use super::binaries::Binaries;
use super::folder::Folder;
use super::programs;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunAs {
    /// We are an ordinary user, and so is the server.
    Ourselves,
    /// We are root and hand over to this user.
    User { uid: u32, gid: u32 },
    /// We are root and the folder is out of every other user's reach, such as in a home of mode 0700: the server
    /// runs in a user namespace where root goes by these ids. Outside it, the files are root's.
    Namespace { uid: u32, gid: u32 },
}

impl RunAs {
    /// Whoever owns the data keeps it; a new cluster is given to a user without rights.
    pub async fn choose(folder: &Folder, binaries: &Binaries) -> Result<Self> {
        let owner = folder.cluster()?.map(|data| (data.uid(), data.gid()));
        let we = own_uid().await?;
        match owner {
            Some((uid, _)) if we != 0 && uid != we => bail!(
                "The database in {folder} belongs to another user (id {uid}): start Saidso as that user."
            ),
            _ if we != 0 => Ok(Self::Ourselves),
            Some((0, _)) => namespace(folder).await,
            Some((uid, gid)) if reaches(uid, gid, folder.root(), binaries.folder()).await? => {
                Ok(Self::User { uid, gid })
            }
            Some((uid, _)) => bail!(
                "The database in {folder} belongs to the user with id {uid}, who cannot get there any more: let that user pass through the folders above it (chmod o+x)."
            ),
            None => {
                let (uid, gid) = unprivileged()?;
                match reaches(uid, gid, folder.root(), binaries.folder()).await? {
                    true => Ok(Self::User { uid, gid }),
                    false => namespace(folder).await,
                }
            }
        }
    }

    /// A program with a clean environment, so that no PG…, LANG or TZ of ours reaches it, from a working folder that
    /// every user may enter, and outside our process group, so that Ctrl-C stops us and we choose when it stops.
    pub fn command(&self, program: &Path) -> Command {
        let Self::Namespace { uid, gid } = self else {
            return self.directly(program);
        };
        let mut command = self.directly(Path::new("unshare"));
        command
            .arg("--user")
            .arg(format!("--map-user={uid}"))
            .arg(format!("--map-group={gid}"))
            .arg("--")
            .arg(program);
        command
    }

    /// The same, but never in a namespace, from where other processes of the server could not be seen.
    pub fn directly(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .stdin(Stdio::null())
            .current_dir("/")
            .process_group(0)
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC");
        if let Self::User { uid, gid } = *self {
            command.uid(uid).gid(gid); // drops our other groups too
        }
        command
    }

    /// Makes a folder that only the server's user may enter, or takes hold of the one that is there.
    pub fn own_folder(&self, path: &Path) -> Result<()> {
        let told = || format!("The folder {} cannot be made", path.display());
        match DirBuilder::new().mode(0o700).create(path) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            made => made.with_context(told)?,
        }
        // In /tmp somebody else may have been there before us.
        let it = fs::symlink_metadata(path).with_context(told)?;
        let strange = match *self {
            Self::Ourselves => false, // the mode cannot be set below unless it is ours
            Self::User { uid, .. } => it.uid() != 0 && it.uid() != uid,
            Self::Namespace { .. } => it.uid() != 0,
        };
        if !it.is_dir() || strange {
            bail!(
                "{} is in the way: it is not a folder of ours.",
                path.display()
            );
        }
        self.own(path)?;
        fs::set_permissions(path, Permissions::from_mode(0o700)).with_context(told)
    }

    /// Gives a file to the server's user.
    pub fn own(&self, path: &Path) -> Result<()> {
        if let Self::User { uid, gid } = *self {
            chown(path, Some(uid), Some(gid))
                .with_context(|| format!("{} cannot change hands", path.display()))?;
        }
        Ok(())
    }
}

/// Our own user id.
pub(super) async fn own_uid() -> Result<u32> {
    let told = programs::run(RunAs::Ourselves.directly(Path::new("id")).arg("-u")).await?;
    told.trim().parse().context("id -u did not say who we are")
}

async fn namespace(folder: &Folder) -> Result<RunAs> {
    let (uid, gid) = unprivileged()?;
    let run_as = RunAs::Namespace { uid, gid };
    let mut nothing = run_as.command(Path::new("/bin/sh"));
    programs::run(nothing.args(["-c", ":"])).await.with_context(|| {
        format!(
            "Postgres does not run as root, no other user can reach {folder}, and this machine allows no user namespace: choose a folder outside root's home"
        )
    })?;
    Ok(run_as)
}

/// Whether that user can get into all these folders.
async fn reaches(uid: u32, gid: u32, folder: &Path, binaries: &Path) -> Result<bool> {
    let looked = RunAs::User { uid, gid }
        .directly(Path::new("/bin/sh"))
        .args(["-c", r#"[ -x "$1" ] && [ -x "$2/postgres" ]"#, "sh"])
        .args([folder, binaries])
        .status()
        .await
        .context("/bin/sh could not be started")?;
    Ok(looked.success())
}

/// The user that Postgres' packages make for it, else nobody.
fn unprivileged() -> Result<(u32, u32)> {
    let passwd = fs::read_to_string("/etc/passwd").context("/etc/passwd cannot be read")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| ids_of(name, &passwd))
        .context("Postgres does not run as root, and there is no user named postgres or nobody: make one of them.")
}

fn ids_of(name: &str, passwd: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some((uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_the_whole_name() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgresql:x:7:7::/:/bin/sh\npostgres:x:101:104:PostgreSQL:/:/bin/bash\n";
        assert_eq!(ids_of("postgres", passwd), Some((101, 104)));
        assert_eq!(ids_of("nobody", passwd), None);
    }

    #[test]
    fn programs_see_nothing_of_our_environment() {
        let command = RunAs::Ourselves.command(Path::new("/bin/true"));
        let seen: Vec<_> = command.as_std().get_envs().map(|(name, _)| name).collect();
        assert_eq!(seen, ["LC_ALL", "PATH", "TZ"]);
    }
}
