//! Files that take the place of those that a client uses now: the new ones get their names, and the old ones are kept beside them under
//! dated names.

use super::client_file::ClientFile;
use crate::{
    clients::{
        Client,
        settings::{ReplacedPaths, Settings, settings_unusable},
    },
    error::{Error, Missing, SettingsProblem, Source},
    text::{file_name, is_file_name},
};

/// The files that are in use.
pub(super) struct InUse<'a> {
    /// The settings, where they are given.
    pub(super) settings: Option<&'a Settings>,
    /// The certificate, or the .p12; its path is its name.
    pub(super) file: Option<&'a ClientFile>,
    /// The private key, where it is in a file of its own.
    pub(super) key_file: Option<&'a ClientFile>,
    /// The day that is appended to the names of the old files, `yyyymmdd`.
    pub(super) date: &'a str,
}

/// What the new files are called.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// One .p12.
    P12(String),
    /// A certificate and its private key in PEM; both may be in one file.
    Pair { certificate: String, key: String },
}

/// The names in the settings, or else those of the files that are in use, or else the name of the certificate.
pub(super) fn names(client: &Client, now: &InUse<'_>, common_name: Option<&str>) -> Result<Names, Error> {
    let (present, present_key) = (now.file, now.key_file);
    for (file, argument) in [(present, "oldFile"), (present_key, "oldKeyFile")] {
        // It is a name, not a path out of the folder, and stays one with the date appended.
        if file.is_some_and(|file| !is_dateable(&file.path)) {
            return Err(invalid(argument));
        }
    }
    let is_distinct = |names: &Names| are_distinct(names, [present, present_key], now.date);
    let named = match (now.settings, client.editor) {
        (Some(settings), Some(editor)) => editor.replaced(settings)?,
        (None, _) | (_, None) => None,
    };
    let Some(named) = named else {
        let names = of_files(present, present_key, common_name)?;
        return if is_distinct(&names) {
            Ok(names)
        } else {
            Err(invalid("oldKeyFile"))
        };
    };
    let refused = |problem| settings_unusable(client.settings_file.unwrap_or_default(), problem);
    let names = of_settings(named, refused)?;
    if !is_distinct(&names) {
        return Err(refused(SettingsProblem::UnsupportedValue));
    }
    let (certificate, key) = match &names {
        Names::P12(name) => (name, None),
        Names::Pair { certificate, key } => (certificate, Some(key)),
    };
    let is_other = present.is_some_and(|file| file.path != *certificate)
        || present_key.is_some_and(|file| Some(&file.path) != key);
    if is_other {
        return Err(refused(SettingsProblem::OtherFile));
    }
    Ok(names)
}

fn invalid(argument: &str) -> Error {
    Error::InvalidArgument {
        argument: argument.to_owned(),
    }
}

fn of_settings(named: ReplacedPaths, refused: impl Fn(SettingsProblem) -> Error) -> Result<Names, Error> {
    let name = |path: Result<String, Error>| {
        let path = path?;
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        is_dateable(name)
            .then(|| name.to_owned())
            .ok_or_else(|| refused(SettingsProblem::NoCertificate))
    };
    let certificate = name(named.certificate)?;
    if is_p12(&certificate).unwrap_or(false) {
        return Ok(Names::P12(certificate));
    }
    let key = name(named.key)?;
    if is_p12(&key) == Some(true) {
        return Err(refused(SettingsProblem::UnsupportedValue));
    }
    Ok(Names::Pair { certificate, key })
}

fn of_files(
    present: Option<&ClientFile>,
    present_key: Option<&ClientFile>,
    common_name: Option<&str>,
) -> Result<Names, Error> {
    let lacks = |lacks| Error::IncompleteFile {
        source: Source::File,
        lacks,
    };
    match (present, present_key) {
        (None, None) => Ok(Names::P12(file_name(common_name.unwrap_or_default(), ".p12"))),
        (None, Some(_)) => Err(lacks(Missing::PresentCertificate)),
        (Some(file), key) => {
            let is_text = || file.bytes.expose().windows(10).any(|octets| octets == b"-----BEGIN");
            match key {
                None if is_p12(&file.path).unwrap_or_else(|| !is_text()) => Ok(Names::P12(file.path.clone())),
                None => Err(lacks(Missing::PresentKey)),
                // One .p12 has no key beside it, and a key in PEM is none.
                Some(key) if [&file.path, &key.path].iter().any(|path| is_p12(path) == Some(true)) => {
                    Err(invalid("oldKeyFile"))
                }
                Some(key) => Ok(Names::Pair {
                    certificate: file.path.clone(),
                    key: key.path.clone(),
                }),
            }
        }
    }
}

/// Whether no file would take the place of another, where names differ by more than case.
fn are_distinct(names: &Names, present: [Option<&ClientFile>; 2], date: &str) -> bool {
    let mut paths = match names {
        Names::P12(name) => vec![name.clone()],
        // Both may stand in one file.
        Names::Pair { certificate, key } if certificate == key => vec![certificate.clone()],
        Names::Pair { certificate, key } => vec![certificate.clone(), key.clone()],
    };
    let mut old: Vec<&str> = present.into_iter().flatten().map(|file| file.path.as_str()).collect();
    old.dedup();
    paths.extend(old.into_iter().map(|name| dated(name, date)));
    let mut folded: Vec<String> = paths.iter().map(|path| path.to_lowercase()).collect();
    folded.sort_unstable();
    folded.dedup();
    folded.len() == paths.len()
}

/// Whether this is the name of a .p12; `None`: its extension is another one, or none.
fn is_p12(name: &str) -> Option<bool> {
    let (_, extension) = name.rsplit_once('.')?;
    let is = |known: &[&str]| known.iter().any(|one| extension.eq_ignore_ascii_case(one));
    if is(&["p12", "pfx"]) {
        Some(true)
    } else {
        is(&["crt", "cer", "cert", "pem", "key", "der"]).then_some(false)
    }
}

/// Whether this is a file name, and still one with the date appended.
fn is_dateable(name: &str) -> bool {
    is_file_name(name) && is_file_name(&dated(name, "yyyymmdd"))
}

fn dated(name: &str, date: &str) -> String {
    [name, ".", date].concat()
}

/// The old files, with `.yyyymmdd` appended to their names.
pub(super) fn kept(files: [Option<ClientFile>; 2], date: &str) -> Vec<ClientFile> {
    let mut kept: Vec<ClientFile> = Vec::new();
    for ClientFile { path, bytes, .. } in files.into_iter().flatten() {
        let path = dated(&path, date);
        if kept.iter().all(|one| one.path != path) {
            kept.push(ClientFile::new(path, bytes));
        }
    }
    kept
}
