//! The certificate store that Chromium and Firefox share: NSS, through its own command line tools.

use crate::Error;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The Debian package of certutil and pk12util.
const PACKAGE: &str = "libnss3-tools";

/// A new certificate store, in an existing empty folder.
pub(crate) struct Store {
    folder: PathBuf,
}

impl Store {
    pub(crate) fn create(folder: &Path) -> Result<Self, Error> {
        let store = Self {
            folder: folder.to_owned(),
        };
        let mut certutil = store.command("certutil");
        certutil.args(["-N", "--empty-password"]);
        run(certutil, "certutil", "make a certificate store")?;
        Ok(store)
    }

    /// Trusts the CA certificate in a PEM file to issue server certificates.
    pub(crate) fn trust(&self, nickname: &str, pem: &Path) -> Result<(), Error> {
        let mut certutil = self.command("certutil");
        certutil.args(["-A", "-t", "C,,", "-n", nickname, "-i"]);
        certutil.arg(pem);
        run(certutil, "certutil", &format!("trust {}", pem.display()))
    }

    /// Imports a certificate with its private key.
    pub(crate) fn import(&self, p12: &Path, password: &str) -> Result<(), Error> {
        let file = PasswordFile::create(&self.folder, password)?;
        let mut pk12util = self.command("pk12util");
        pk12util.arg("-i").arg(p12).arg("-w").arg(&file.path);
        run(pk12util, "pk12util", &format!("import {}", p12.display()))
    }

    fn command(&self, tool: &'static str) -> Command {
        let mut database = OsString::from("sql:");
        database.push(&self.folder);
        let mut command = Command::new(tool);
        command.arg("-d").arg(database).stdin(Stdio::null());
        command
    }
}

/// A password in a file that only its owner can read: the arguments of a process are everybody's to see.
struct PasswordFile {
    path: PathBuf,
}

impl PasswordFile {
    fn create(folder: &Path, password: &str) -> Result<Self, Error> {
        let file = Self {
            path: folder.join("password"),
        };
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&file.path)
            .and_then(|mut open| open.write_all(password.as_bytes()))
            .map_err(|source| Error::File {
                path: file.path.clone(),
                source,
            })?;
        Ok(file)
    }
}

impl Drop for PasswordFile {
    fn drop(&mut self) {
        // What cannot be removed here goes with the profile's folder.
        let _ = fs::remove_file(&self.path);
    }
}

fn run(mut command: Command, tool: &'static str, task: &str) -> Result<(), Error> {
    let output = command.output().map_err(|source| {
        if source.kind() == io::ErrorKind::NotFound {
            Error::MissingTool { tool, package: PACKAGE }
        } else {
            Error::File {
                path: tool.into(),
                source,
            }
        }
    })?;
    if output.status.success() {
        return Ok(());
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(Error::ToolFailed {
        tool,
        task: task.to_owned(),
        // The tool's last line says why; the others repeat it.
        message: message.lines().last().unwrap_or("no reason given").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_missing_tool_is_named_with_its_package() {
        let error = run(Command::new("/nonexistent/certutil"), "certutil", "do anything").unwrap_err();
        assert_eq!(
            error.to_string(),
            "certutil is not installed; on Debian: apt install libnss3-tools"
        );
    }

    #[test]
    fn a_password_file_is_for_its_owner_only_and_goes_away() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = PasswordFile::create(folder.path(), "secret").unwrap();
        let path = file.path.clone();
        assert_eq!(fs::read(&path).unwrap(), b"secret");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        drop(file);
        assert!(!path.exists());
    }
}
