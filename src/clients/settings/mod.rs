//! The settings of clients, changed in place: which connection is changed, where the client's own folder is, and the formats of the files.

pub(crate) mod folder;
pub(crate) mod json_edit;
pub(crate) mod properties;
mod replacements;
pub(crate) mod yaml;

use serde::Serialize;

use super::files::FileNames;
use crate::{
    error::{Error, Resource, SettingsProblem},
    limits::{LIMITS, too_large},
    secret::{Password, SecretBytes},
};
use folder::{Inferred, Names};

/// How the settings of a client are read and changed.
pub(crate) trait Editor: Sync {
    /// The connections in the settings.
    fn contents(&self, settings: &Settings) -> Result<Contents, Error>;

    /// The settings with the new files and their password; everything else stays octet by octet.
    fn change(&self, settings: &Settings, files: &FileNames<'_>, password: &Password) -> Result<SecretBytes, Error>;

    /// The client's own folder, absolute; `None`: the client has none.
    fn folder(&self, _: &Settings) -> Result<Option<String>, Error> {
        Ok(None)
    }

    /// The files that the settings name and that new ones replace; `None`: new files get names of their own.
    fn replaced(&self, _: &Settings) -> Result<Option<ReplacedPaths>, Error> {
        Ok(None)
    }

    /// The password in the settings, which new files keep; `None`: there is none, or it does not stay.
    fn password(&self, _: &Settings) -> Result<Option<Password>, Error> {
        Ok(None)
    }
}

/// The paths of the files that new ones replace. One that the settings do not name, or not as text, is the error that says so.
pub(crate) struct ReplacedPaths {
    /// The certificate, or the .p12.
    pub(crate) certificate: Result<String, Error>,
    /// The private key; not looked at beside a .p12.
    pub(crate) key: Result<String, Error>,
}

/// A settings file that is to name the new certificate.
#[derive(Debug, Default)]
pub struct Settings {
    /// The file, octet by octet.
    pub file: Vec<u8>,
    /// Which connection is changed; `None`: the one that the file marks as current.
    pub connection: Option<usize>,
    /// Whether the other connections that name the same certificate now are changed too.
    pub same_certificate: bool,
    /// The client's own folder, absolute, with the separators of its system: `C:\Users\clinic\.monsiaj`. `None`: inferred from the
    /// paths in the file, which lead through it or through the home it is in. Its name alone (`.glclient`) selects one of the client's
    /// folder names where the paths show only the home.
    pub folder: Option<String>,
}

/// The contents of a settings file, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "ClientSettings", missing_as_null)
)]
#[serde(rename_all = "camelCase")]
pub struct Contents {
    /// Its connections, in their order.
    pub connections: Vec<Connection>,
}

/// A connection of a client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// Its number: `<n>` of monsiaj, the index in `list` of glclient2, 0 of レセ電ビューア.
    pub connection: usize,
    /// Whether the client uses it now.
    pub is_current: bool,
    /// Its name for people; `null` where it has none.
    pub description: Option<String>,
    /// The path of its certificate; `null` where it has none.
    pub certificate: Option<String>,
    /// The path of its private key, where that is a file of its own; `null` where it has none.
    pub key: Option<String>,
    /// The client's own folder, absolute, where the new files of this connection are looked for unless another one is given; `null`
    /// where no path in the file shows it.
    pub folder: Option<String>,
    /// Whether the paths show only the home that `folder` is in, and the folder may have another of the client's names: `.glclient`.
    pub folder_is_guessed: bool,
    /// Why the new certificate is of no use to this connection, as it is set now.
    pub problems: Vec<ConnectionProblem>,
}

/// Why a client does not use the certificate that its settings name, or cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionProblem {
    /// It connects without TLS.
    NoTls,
    /// It takes the certificate of a token (PKCS#11) instead.
    Pkcs11,
    /// It does not save the password of the certificate. monsiaj forgets it before it opens the file, and does not connect.
    PasswordNotSaved,
}

impl Connection {
    /// Sets the folder from `own`, the paths of this connection, or else from those of any connection.
    pub(crate) fn set_folder<'a>(
        &mut self,
        own: impl IntoIterator<Item = &'a str>,
        of_any: Option<&Inferred>,
        names: Names,
    ) {
        let own = folder::of_any(own, names);
        if let Some(inferred) = best(own.as_ref(), of_any) {
            self.folder = Some(inferred.path.clone());
            self.folder_is_guessed = inferred.from_home && names.len() > 1;
        }
    }
}

/// A path through the client's own folder decides over one that shows only the same home.
fn best<'a>(own: Option<&'a Inferred>, of_any: Option<&'a Inferred>) -> Option<&'a Inferred> {
    match (own, of_any) {
        (Some(own), Some(of_any)) if own.from_home && folder::is_beside(&own.path, &of_any.path) => Some(of_any),
        (own, of_any) => own.or(of_any),
    }
}

impl Settings {
    /// Refuses a file beyond the limit.
    pub(crate) fn checked(&self) -> Result<&[u8], Error> {
        if self.file.len() <= LIMITS.file_bytes {
            return Ok(&self.file);
        }
        Err(too_large(self.file.len()))
    }

    /// The client's own folder: the given one, or else inferred from paths: `own` of the connection before those of `all`.
    pub(crate) fn folder<'a>(
        &self,
        names: Names,
        own: impl IntoIterator<Item = &'a str>,
        all: impl IntoIterator<Item = &'a str>,
        settings: &'static str,
    ) -> Result<String, Error> {
        let given = self.folder.as_deref().unwrap_or_default();
        // A client with one folder name has nothing to select.
        let name = names.iter().find(|name| names.len() > 1 && **name == given);
        if !given.is_empty() && name.is_none() {
            return folder::given(given, names).ok_or(settings_unusable(settings, SettingsProblem::UnusableFolder));
        }
        let (own, all) = (folder::of_any(own, names), folder::of_any(all, names));
        let inferred =
            best(own.as_ref(), all.as_ref()).ok_or(settings_unusable(settings, SettingsProblem::UnknownFolder))?;
        Ok(match name {
            Some(name) if inferred.from_home => folder::beside(&inferred.path, name),
            Some(_) | None => inferred.path.clone(),
        })
    }
}

/// Refuses more connections than the limit.
pub(crate) fn within_number(connections: usize) -> Result<(), Error> {
    if connections <= LIMITS.connections {
        return Ok(());
    }
    Err(Error::TooMuchWork {
        resource: Resource::Connections,
        requested: connections as u64,
        limit: LIMITS.connections as u64,
    })
}

/// The error that names a settings file and its problem.
pub(crate) fn settings_unusable(file: &'static str, problem: SettingsProblem) -> Error {
    Error::SettingsUnusable {
        file: file.to_owned(),
        problem,
    }
}
