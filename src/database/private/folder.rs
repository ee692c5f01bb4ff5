//! What lies where in the private server's folder.

use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// The folder, and where its socket is.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    data: PathBuf,
    socket: PathBuf,
}

/// The kernel takes at most 107 bytes for a socket's path (macOS: 103), of which Postgres adds 15.
const LONGEST_SOCKET_FOLDER: usize = 88;

impl Folder {
    pub fn open(path: &Path) -> Result<Self> {
        let told = || format!("The folder {} cannot be used", path.display());
        fs::create_dir_all(path).with_context(told)?;
        let root = path.canonicalize().with_context(told)?;
        let it = fs::metadata(&root).with_context(told)?;
        Ok(Self {
            data: root.join("postgres"),
            socket: socket_folder(&root, &it),
            root,
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Where a cluster is made before it becomes the data.
    pub fn unfinished(&self) -> PathBuf {
        self.root.join("postgres-unfinished")
    }

    pub fn binaries(&self) -> PathBuf {
        self.root.join("postgres-binaries")
    }

    pub fn log_file(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    pub fn lock_file(&self) -> PathBuf {
        self.root.join("postgres.lock")
    }

    /// The data's metadata, once there is data.
    pub fn cluster(&self) -> Result<Option<Metadata>> {
        match fs::symlink_metadata(&self.data) {
            Ok(it) => Ok(Some(it)),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e).with_context(|| format!("The folder {self} cannot be read")),
        }
    }

    /// The major version of Postgres that made the data and that alone can open it.
    pub fn major(&self) -> Result<Option<u32>> {
        if self.cluster()?.is_none() {
            return Ok(None);
        }
        let file = self.data.join("PG_VERSION");
        let text = fs::read_to_string(&file).with_context(|| {
            format!(
                "The database in {self} cannot be read; does it belong to another user? ({})",
                file.display()
            )
        })?;
        let major = text
            .trim()
            .parse()
            .with_context(|| format!("{} does not hold a version of Postgres", file.display()))?;
        Ok(Some(major))
    }

    /// Makes us the folder's one supervisor for as long as the answer lives; the kernel frees it when we die.
    pub async fn lock(&self) -> Result<File> {
        let mut file = private_file(&self.lock_file())?;
        let mut tries = 0..20; // a process that was just killed may take a moment to be gone
        while file.try_lock().is_err() {
            if tries.next().is_some() {
                tokio::time::sleep(Duration::from_millis(25)).await;
                continue;
            }
            let mut holder = String::new();
            file.read_to_string(&mut holder).ok();
            bail!(
                "Another Saidso (process {}) already uses the database in {self}: stop that one first, or give this one a folder of its own.",
                holder.trim()
            );
        }
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())?;
        Ok(file)
    }
}

impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.display().fmt(f)
    }
}

/// Inside the folder, unless its path is too long for a socket; then a place under /tmp that every start finds again,
/// whatever TMPDIR says.
fn socket_folder(root: &Path, it: &Metadata) -> PathBuf {
    let inside = root.join("postgres-socket");
    if inside.as_os_str().len() <= LONGEST_SOCKET_FOLDER {
        return inside;
    }
    PathBuf::from(format!("/tmp/saidso-{:x}-{:x}", it.dev(), it.ino()))
}

/// Opens a file that only its owner may read, to append; makes it if need be.
pub(super) fn private_file(path: &Path) -> Result<File> {
    File::options()
        .create(true)
        .read(true)
        .append(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("The file {} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_lies_in_the_folder_while_its_path_is_short_enough() {
        let it = fs::metadata("/tmp").unwrap();
        assert_eq!(
            socket_folder(Path::new("/srv/saidso"), &it),
            Path::new("/srv/saidso/postgres-socket")
        );
    }

    #[test]
    fn a_deep_folder_gets_a_short_socket_path_which_is_the_same_at_every_start() {
        let it = fs::metadata("/tmp").unwrap();
        let deep = PathBuf::from("/srv").join("d".repeat(90));
        let socket = socket_folder(&deep, &it);
        assert!(socket.as_os_str().len() <= LONGEST_SOCKET_FOLDER);
        assert_eq!(socket, socket_folder(&deep, &it));
    }
}
