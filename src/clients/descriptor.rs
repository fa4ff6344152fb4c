//! What a descriptor of a client holds.

use std::fmt;

use serde::Serialize;

#[cfg(feature = "tools")]
use super::{
    files::FileNames,
    readme::Readme,
    settings::{Contents, Editor, Settings},
};
use super::{
    files::Files,
    window::{Unit, WindowRule},
};
use crate::language::Name;
#[cfg(feature = "tools")]
use crate::{
    error::Error,
    secret::{Password, SecretBytes},
};

/// The name of a client in results and options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ClientId {
    /// ORCAMOクライアント (monsiaj).
    Monsiaj,
    /// glclient2.
    Glclient2,
    /// レセ電ビューア.
    Receview,
    /// API and database connections.
    Api,
    /// A browser, for the web clients.
    Browser,
}

impl ClientId {
    /// As in results and options.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monsiaj => "monsiaj",
            Self::Glclient2 => "glclient2",
            Self::Receview => "receview",
            Self::Api => "api",
            Self::Browser => "browser",
        }
    }

    /// The option of a policy that sets its window: `monsiajMonths`.
    pub fn policy_option(self, unit: Unit) -> String {
        let unit = match unit {
            Unit::Months => "Months",
            Unit::Days => "Days",
        };
        [self.name(), unit].concat()
    }
}

/// A program that uses a client certificate.
#[derive(Clone, Copy, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// Its name in results and options.
    pub id: ClientId,
    /// Its name for people.
    pub name: Name,
    /// Where it runs.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Platform[]"))]
    pub platforms: &'static [Platform],
    /// How it comes to a new certificate.
    pub renewal: Renewal,
    /// Its own folder, with its settings and certificates; `null` where it has none.
    pub folder: Option<Folder>,
    /// The name of its settings file, which can be changed here; `null` where there is none.
    pub settings_file: Option<&'static str>,
    /// The files that it gets.
    pub files: Files,
    /// Which passwords it opens a .p12 with.
    pub password: PasswordRule,
    /// How its settings are read and changed; `None` where it has no settings file.
    #[cfg(feature = "tools")]
    #[serde(skip)]
    pub(crate) editor: Option<&'static dyn Editor>,
    /// The README of an archive with its files.
    #[cfg(feature = "tools")]
    #[serde(skip)]
    pub(crate) readme: Readme,
}

#[cfg(feature = "tools")]
impl Client {
    /// The connections in its settings; `None` where it has none that can be changed.
    ///
    /// # Errors
    /// [`Error::SettingsUnusable`], [`Error::FileTooLarge`], [`Error::TooMuchWork`].
    pub fn contents(&self, settings: &Settings) -> Option<Result<Contents, Error>> {
        Some(self.editor?.contents(settings))
    }

    /// Its settings with new files of this stem (`20291122101500`) and their password; `None` where it has none that can be changed.
    ///
    /// # Errors
    /// [`Error::SettingsUnusable`], [`Error::FileTooLarge`], [`Error::TooMuchWork`].
    pub fn change(&self, settings: &Settings, stem: &str, password: &Password) -> Option<Result<SecretBytes, Error>> {
        Some(self.editor?.change(settings, &self.names(stem), password))
    }

    /// The names of its new files.
    pub(crate) fn names<'a>(&self, stem: &'a str) -> FileNames<'a> {
        let folder = match self.files {
            Files::ByTime { folder, .. } => folder,
            Files::Replaced => None,
        };
        FileNames { folder, stem }
    }
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Client {}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(formatter)
    }
}

/// An operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Windows.
    Windows,
    /// macOS.
    Macos,
    /// Linux.
    Linux,
    /// iOS and iPadOS.
    Ios,
    /// Android.
    Android,
}

/// How a client comes to a new certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "by", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Renewal {
    /// It renews by itself within its window.
    Client {
        /// The first version that does.
        since: &'static str,
        /// When it does.
        window: WindowRule,
    },
    /// Requests are sent by other software, which checks nothing: the server alone decides when it may.
    Server,
    /// Through the web page that uses this crate, within the policy's own months.
    Page,
}

/// The folder of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Folder {
    /// The names that it may have, the usual one first.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
    pub names: &'static [&'static str],
    /// As people write it: `%userprofile%\.monsiaj`.
    pub shown: &'static str,
    /// An absolute path, as an example.
    pub example: &'static str,
    /// Whether settings beside the client's program are used before those in the folder.
    pub program_first: bool,
}

/// Which passwords a client opens a .p12 with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum PasswordRule {
    /// Any.
    Any,
    /// ASCII from space to `~`, as Java's `PBEKey` demands.
    PrintableAscii,
}

impl PasswordRule {
    /// Whether it allows this password.
    pub fn allows(self, password: &str) -> bool {
        match self {
            Self::Any => true,
            Self::PrintableAscii => password.bytes().all(|octet| matches!(octet, b' '..=b'~')),
        }
    }
}
