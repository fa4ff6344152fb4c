//! What the settings of the native clients have in common: which connection, and where their folder is.

use json_event_parser::{JsonEvent, WriterJsonSerializer};
use serde::Serialize;

use super::folder::{self, Names, Told};
use crate::{
    error::{Error, Resource, SettingsProblem, too_large},
    limits::LIMITS,
};

/// A settings file that is to name the new certificate.
#[derive(Debug, Default)]
pub struct Settings {
    /// The file, octet by octet.
    pub file: Vec<u8>,
    /// Which connection is changed; `None`: the one that the file names as its current one.
    pub connection: Option<usize>,
    /// Whether the other connections that name the same certificate now are changed too.
    pub same_certificate: bool,
    /// The client's own folder, absolute, in the manner of its system: `C:\Users\clinic\.monsiaj`. `None`: told from the paths in
    /// the file, which go through it or through the home in which it is; what it is called in a home may be given alone: `.glclient`.
    pub folder: Option<String>,
}

/// What a settings file holds, for people to choose from.
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
    /// where no path in the file tells it.
    pub folder: Option<String>,
    /// Whether the paths tell only the home that `folder` is in, and it may have another of the client's names there: `.glclient`.
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
    /// The folder as `own`, the paths of this connection, tell it, or else as those of any do.
    pub(super) fn set_folder<'a>(
        &mut self,
        own: impl IntoIterator<Item = &'a str>,
        of_any: Option<&Told>,
        names: Names,
    ) {
        let told = folder::of_any(own, names);
        if let Some(told) = best(told.as_ref(), of_any) {
            self.folder = Some(told.path.clone());
            self.folder_is_guessed = told.is_of_home && names.len() > 1;
        }
    }
}

/// A path through the client's own folder says more than one that shows only the same home.
fn best<'a>(own: Option<&'a Told>, of_any: Option<&'a Told>) -> Option<&'a Told> {
    match (own, of_any) {
        (Some(own), Some(of_any)) if own.is_of_home && folder::is_beside(&own.path, &of_any.path) => Some(of_any),
        (own, of_any) => own.or(of_any),
    }
}

/// A value in JSON.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Text(&'a str),
    True,
}

impl Value<'_> {
    pub(super) fn json(self) -> Vec<u8> {
        let event = match self {
            Self::Text(text) => JsonEvent::String(text.into()),
            Self::True => JsonEvent::Boolean(true),
        };
        let mut json = WriterJsonSerializer::new(Vec::new());
        // Writing one value to memory does not fail.
        let _ = json.serialize_event(event);
        json.finish().unwrap_or_default()
    }
}

impl Settings {
    /// Refuses what is larger than any settings file.
    pub(super) fn checked(&self) -> Result<&[u8], Error> {
        if self.file.len() <= LIMITS.file_bytes {
            return Ok(&self.file);
        }
        Err(too_large(self.file.len()))
    }

    /// The client's own folder: as it is given, or else as the paths tell it, `own` of the connection before those of `all`.
    pub(super) fn folder<'a>(
        &self,
        names: Names,
        own: impl IntoIterator<Item = &'a str>,
        all: impl IntoIterator<Item = &'a str>,
        settings: &'static str,
    ) -> Result<String, Error> {
        let given = self.folder.as_deref().unwrap_or_default();
        // Of a client with one folder its name tells nothing.
        let name = names.iter().find(|name| names.len() > 1 && **name == given);
        if !given.is_empty() && name.is_none() {
            return folder::given(given, names).ok_or(unusable(settings, SettingsProblem::UnusableFolder));
        }
        let (own, all) = (folder::of_any(own, names), folder::of_any(all, names));
        let told = best(own.as_ref(), all.as_ref()).ok_or(unusable(settings, SettingsProblem::UnknownFolder))?;
        Ok(match name {
            Some(name) if told.is_of_home => folder::beside(&told.path, name),
            Some(_) | None => told.path.clone(),
        })
    }
}

/// Refuses more connections than that.
pub(super) fn within_number(connections: usize) -> Result<(), Error> {
    if connections <= LIMITS.connections {
        return Ok(());
    }
    Err(Error::TooMuchWork {
        resource: Resource::Connections,
        requested: connections as u64,
        limit: LIMITS.connections as u64,
    })
}

pub(super) fn unusable(file: &'static str, problem: SettingsProblem) -> Error {
    Error::SettingsUnusable {
        file: file.to_owned(),
        problem,
    }
}
