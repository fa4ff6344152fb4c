//! Where a browser keeps what is its own.

use crate::{Family, Visitor, demo};
use browser_profile::{Presentation, Profile, Settings};
use std::path::Path;
use tempfile::TempDir;

/// A folder of its own, removed when dropped.
pub(crate) enum Home {
    /// A profile that holds certificates.
    Profile(Profile),
    /// A home folder, for a browser that has none.
    Folder(TempDir),
}

impl Home {
    /// That of a new browser.
    pub(crate) fn create(family: Family, visitor: &Visitor<'_>, downloads: &Path) -> Self {
        let Some(browser) = family.with_store() else {
            assert!(visitor.certificates.is_empty(), "{family:?} stores no certificates");
            return Self::Folder(tempfile::tempdir().expect("a temporary folder"));
        };
        let profile = Profile::create(&Settings {
            authorities: vec![demo().certificate_authority_file()],
            certificates: visitor.certificates.clone(),
            // Any of those hosts.
            present: vec![Presentation {
                origin: "https://[*.]localhost",
                common_name: visitor.common_name,
            }],
            downloads: Some(downloads),
            languages: Some(visitor.languages),
            ..Settings::new(browser)
        });
        Self::Profile(profile.unwrap_or_else(|error| panic!("{error}")))
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Profile(profile) => profile.home(),
            Self::Folder(folder) => folder.path(),
        }
    }
}
