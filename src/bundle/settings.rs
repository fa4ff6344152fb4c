//! What the settings of the native clients have in common: which connection, and where their folder is.

use json_event_parser::{JsonEvent, WriterJsonSerializer};
use serde::Serialize;

use crate::error::{Error, MOST_BYTES, SettingsProblem, too_large};

/// A settings file that is to name the new certificate.
#[derive(Debug, Default)]
pub struct Settings {
    /// The file, octet by octet.
    pub file: Vec<u8>,
    /// Which connection is changed; `None`: the one that the file names as its current one.
    pub connection: Option<usize>,
    /// The client's own folder, absolute, in the manner of its system: `C:\Users\clinic\.monsiaj`. `None`: told from the paths in
    /// the file.
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
    /// The client's own folder, absolute; `null` where no path in the file tells it.
    pub folder: Option<String>,
}

/// A connection of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

    /// The client's own folder, of this `name`: told, or else seen in the paths that are `known`, which go through it or through a
    /// user's home, in which it is.
    pub(super) fn folder<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
        let told = self
            .folder
            .as_deref()
            .map(|folder| folder.trim_end_matches(['/', '\\']).to_owned());
        let told = told.filter(|folder| !folder.is_empty());
        told.or_else(|| known.into_iter().find_map(|path| folder_of(path, name)))
    }

    /// The path of a file of the client, `certificates/…` below its folder.
    pub(super) fn path<'a>(
        &self,
        file: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
        settings: &'static str,
    ) -> Result<String, Error> {
        let folder = self.folder(name, known);
        let folder = folder.ok_or(unusable(settings, SettingsProblem::UnknownFolder))?;
        let separator = if folder.contains('\\') { "\\" } else { "/" };
        Ok([folder.as_str(), separator, &file.replace('/', separator)].concat())
    }
}

pub(super) fn unusable(file: &'static str, problem: SettingsProblem) -> Error {
    Error::SettingsUnusable {
        file: file.to_owned(),
        problem,
    }
}

/// The folder of this name on the way to a file, or in the home on the way to it.
fn folder_of(path: &str, name: &str) -> Option<String> {
    let separators: &[char] = if path.contains('\\') { &['\\', '/'] } else { &['/'] };
    let is_absolute = path.starts_with('/') || path.get(1..3).is_some_and(|drive| drive == ":\\" || drive == ":/");
    if !is_absolute {
        return None;
    }
    let ends = path.match_indices(separators).map(|(place, _)| place);
    let parts: Vec<(&str, usize)> = std::iter::once(0)
        .chain(ends.clone().map(|end| end + 1))
        .zip(ends)
        .filter_map(|(start, end)| Some((path.get(start..end)?, end)))
        .collect();
    let own = parts.iter().rev().find(|(part, _)| *part == name);
    if let Some((_, end)) = own {
        return path.get(..*end).map(str::to_owned);
    }
    let homes = parts.iter().position(|(part, _)| matches!(*part, "Users" | "home"))?;
    let (_, end) = parts.get(homes + 1).filter(|_| homes == 1)?;
    Some([path.get(..*end)?, path.get(*end..*end + 1)?, name].concat())
}

#[cfg(test)]
mod tests {
    use super::folder_of;

    #[test]
    fn the_folder_of_a_client_is_told_from_a_path_in_it_or_in_the_same_home() {
        for (path, folder) in [
            (
                r"C:\Users\clinic\.monsiaj\certificates\a.p12",
                Some(r"C:\Users\clinic\.monsiaj"),
            ),
            (
                r"C:\Users\山田 花子\Desktop\client0001.p12",
                Some(r"C:\Users\山田 花子\.monsiaj"),
            ),
            (
                "C:/Users/clinic/.monsiaj/certificates/a.p12",
                Some("C:/Users/clinic/.monsiaj"),
            ),
            (r"D:\orca\.monsiaj\a.p12", Some(r"D:\orca\.monsiaj")),
            ("/home/clinic/a.p12", Some("/home/clinic/.monsiaj")),
            ("/Users/clinic/Documents/a.p12", Some("/Users/clinic/.monsiaj")),
            (r"D:\certificates\a.p12", None),
            (r"D:\backup\Users\clinic\a.p12", None),
            ("certificates/a.p12", None),
            (".monsiaj/a.p12", None),
            ("/home/a.p12", None),
            ("", None),
        ] {
            assert_eq!(folder_of(path, ".monsiaj").as_deref(), folder, "{path}");
        }
    }
}
