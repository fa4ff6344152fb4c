//! What can go wrong while a profile is made.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why there is no profile, or no browser for it. Never holds a password.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A program is not installed.
    MissingTool {
        /// The program's name.
        tool: &'static str,
        /// The Debian package that brings it.
        package: &'static str,
    },
    /// None of the browsers this crate knows is installed.
    NoBrowser {
        /// The names that were looked for.
        names: Vec<&'static str>,
        /// The Debian packages, any of which would do.
        packages: &'static str,
    },
    /// A tool ran and refused.
    ToolFailed {
        /// The program's name.
        tool: &'static str,
        /// What it was asked to do, as the rest of "could not …".
        task: String,
        /// What it wrote to its standard error.
        message: String,
    },
    /// A file of the profile could not be written, or a given one not read.
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingTool { tool, package } => {
                write!(f, "{tool} is not installed; on Debian: apt install {package}")
            }
            Self::NoBrowser { names, packages } => write!(
                f,
                "no browser found (looked for {}); on Debian: apt install {packages}",
                names.join(", ")
            ),
            Self::ToolFailed { tool, task, message } => {
                write!(f, "{tool} could not {task}: {message}")
            }
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::MissingTool { .. } | Self::NoBrowser { .. } | Self::ToolFailed { .. } => None,
        }
    }
}
