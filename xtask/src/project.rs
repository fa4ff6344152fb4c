//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// The repository this program was built from.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// The repository that holds this crate.
    pub(crate) fn here() -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self {
            root: own.parent().unwrap_or(own).to_path_buf(),
        }
    }

    /// The repository's top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The hand-written page.
    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// The folder of everything that is built for use.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The npm package.
    pub(crate) fn npm(&self) -> PathBuf {
        self.dist().join("npm")
    }

    /// The page as it is deployed.
    pub(crate) fn site(&self) -> PathBuf {
        self.dist().join("site")
    }

    /// The page as one file, without renewal.
    pub(crate) fn offline_page(&self) -> PathBuf {
        self.dist().join("cert-check.html")
    }

    /// The page as `serve` shows it.
    pub(crate) fn plain_page(&self) -> PathBuf {
        self.dist().join("plain")
    }

    /// The demo authority and its certificates. Fixed, whatever cargo's target folder is, since
    /// people import files from here into their browsers.
    pub(crate) fn demo(&self) -> PathBuf {
        self.root.join("target").join("demo")
    }

    /// A path as a person at the top folder would type it.
    pub(crate) fn short<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
