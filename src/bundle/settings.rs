//! What the settings of the native clients have in common: which connection, and where their folder is.

use json_event_parser::{JsonEvent, WriterJsonSerializer};
use serde::Serialize;

use super::folder;
use crate::error::{Error, MOST_BYTES, Resource, SettingsProblem, too_large};

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
    /// the file, those of the connection first, which go through it or through the home in which it is.
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
    /// Its number: `<n>` of monsiaj, the index in `list` of glclient2.
    pub connection: usize,
    /// Whether the client uses it now.
    pub is_current: bool,
    /// Its name for people; `null` where it has none.
    pub description: Option<String>,
    /// The path of its certificate; `null` where it has none.
    pub certificate: Option<String>,
    /// The client's own folder, absolute, where the new files of this connection are looked for unless another one is given; `null`
    /// where no path in the file tells it.
    pub folder: Option<String>,
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
        if self.file.len() <= MOST_BYTES {
            return Ok(&self.file);
        }
        Err(too_large(self.file.len()))
    }

    /// The client's own folder, of this `name`: as it is given, or else as the paths that are `known` tell it.
    pub(super) fn folder<'a>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
        settings: &'static str,
    ) -> Result<String, Error> {
        match self.folder.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => folder::given(text, name).ok_or(unusable(settings, SettingsProblem::UnusableFolder)),
            None => folder_of(name, known).ok_or(unusable(settings, SettingsProblem::UnknownFolder)),
        }
    }
}

/// The folder of this name, as the first path tells it that tells any.
pub(super) fn folder_of<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known.into_iter().find_map(|path| folder::on_the_way(path, name))
}

/// More than anybody chooses from, or switches.
const MOST_CONNECTIONS: usize = 1000;

/// Refuses more connections than that.
pub(super) fn within_number(connections: usize) -> Result<(), Error> {
    if connections <= MOST_CONNECTIONS {
        return Ok(());
    }
    Err(Error::TooMuchWork {
        resource: Resource::Connections,
        requested: connections as u64,
        limit: MOST_CONNECTIONS as u64,
    })
}

pub(super) fn unusable(file: &'static str, problem: SettingsProblem) -> Error {
    Error::SettingsUnusable {
        file: file.to_owned(),
        problem,
    }
}
