//! レセ電ビューア: it goes on using the files that its settings name, so the new ones take these names, and the old ones are kept beside
//! them: a certificate and its encrypted key, or one .p12. The password of the key is in the settings as well.

use super::{
    client_file::ClientFile,
    settings::{Connection, Contents, Settings, unusable},
    yaml::{Mapping, Value},
};
use crate::{
    error::{Error, Missing, SettingsProblem, Source},
    secret::{Password, SecretBytes},
    text::{file_name, is_file_name},
};

/// The name of its settings file.
pub(super) const SETTINGS: &str = "receview.conf";
const HOST: &str = "api_host";
const CERTIFICATE: &str = "api_crt";
const KEY: &str = "api_pem";
const PASSWORD: &str = "api_phrase";

/// What is there now.
pub(super) struct Present<'a> {
    /// The settings, where they are given.
    pub(super) settings: Option<&'a Settings>,
    /// The certificate, or the .p12; its path is its name.
    pub(super) file: Option<&'a ClientFile>,
    /// The private key, where it is in a file of its own.
    pub(super) key_file: Option<&'a ClientFile>,
    /// The day that goes behind the names of the old files, `yyyymmdd`.
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

/// What people choose from: there is one connection.
pub(super) fn contents(settings: &Settings) -> Result<Contents, Error> {
    let mapping = read(settings)?;
    let text = |key: &str| match mapping.value(key) {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Null | Value::Other | Value::Unsupported) | None => None,
    };
    Ok(Contents {
        connections: vec![Connection {
            is_current: true,
            description: text(HOST),
            certificate: text(CERTIFICATE),
            key: text(KEY),
            ..Connection::default()
        }],
    })
}

fn read(settings: &Settings) -> Result<Mapping<'_>, Error> {
    Mapping::read(settings.checked()?).ok_or(unusable(SETTINGS, SettingsProblem::Malformed))
}

/// The password that stands in the settings; `None` where there is none.
pub(super) fn password(settings: &Settings) -> Result<Option<Password>, Error> {
    match read(settings)?.value(PASSWORD) {
        Some(Value::Text(text)) if !text.is_empty() => Ok(Some(Password::new(text.clone()))),
        Some(Value::Text(_) | Value::Null) | None => Ok(None),
        // What Ruby takes for a number is not what stands there.
        Some(Value::Other | Value::Unsupported) => Err(unusable(SETTINGS, SettingsProblem::UnsupportedValue)),
    }
}

/// The settings with this password; everything else stays.
pub(super) fn settings(settings: &Settings, password: &Password) -> Result<SecretBytes, Error> {
    let changed = read(settings)?.with(PASSWORD, password.expose(), KEY);
    let changed = changed.ok_or(unusable(SETTINGS, SettingsProblem::UnsupportedValue))?;
    Ok(SecretBytes::new(changed))
}

/// The names by the settings, or else those of the files that are there now, or else the name of the certificate.
pub(super) fn names(now: &Present<'_>, common_name: Option<&str>) -> Result<Names, Error> {
    let (present, present_key) = (now.file, now.key_file);
    for (file, argument) in [(present, "oldFile"), (present_key, "oldKeyFile")] {
        // It is a name, not a way out of the folder, and stays one with the date behind it.
        if file.is_some_and(|file| is_no_name(&file.path)) {
            let argument = argument.to_owned();
            return Err(Error::InvalidArgument { argument });
        }
    }
    let is_distinct = |names: &Names| are_distinct(names, [present, present_key], now.date);
    let names = match now.settings {
        Some(settings) => of_settings(settings)?,
        None => {
            let names = of_files(present, present_key, common_name)?;
            let argument = || "oldKeyFile".to_owned();
            return is_distinct(&names)
                .then_some(names)
                .ok_or_else(|| Error::InvalidArgument { argument: argument() });
        }
    };
    if !is_distinct(&names) {
        return Err(unusable(SETTINGS, SettingsProblem::UnsupportedValue));
    }
    let (certificate, key) = match &names {
        Names::P12(name) => (name, None),
        Names::Pair { certificate, key } => (certificate, Some(key)),
    };
    let is_other = present.is_some_and(|file| file.path != *certificate)
        || present_key.is_some_and(|file| Some(&file.path) != key);
    if is_other {
        return Err(unusable(SETTINGS, SettingsProblem::OtherFile));
    }
    Ok(names)
}

fn of_settings(settings: &Settings) -> Result<Names, Error> {
    let mapping = read(settings)?;
    let name = |key: &str| match mapping.value(key) {
        Some(Value::Text(path)) => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
            (!is_no_name(name))
                .then(|| name.to_owned())
                .ok_or(unusable(SETTINGS, SettingsProblem::NoCertificate))
        }
        Some(Value::Unsupported) => Err(unusable(SETTINGS, SettingsProblem::UnsupportedValue)),
        Some(Value::Null | Value::Other) | None => Err(unusable(SETTINGS, SettingsProblem::NoCertificate)),
    };
    let certificate = name(CERTIFICATE)?;
    if is_p12(&certificate).unwrap_or(false) {
        return Ok(Names::P12(certificate));
    }
    let key = name(KEY)?;
    if is_p12(&key) == Some(true) {
        return Err(unusable(SETTINGS, SettingsProblem::UnsupportedValue));
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
                    Err(Error::InvalidArgument {
                        argument: "oldKeyFile".to_owned(),
                    })
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

/// Whether this is the name of a .p12; `None` for a name that does not tell.
fn is_p12(name: &str) -> Option<bool> {
    let (_, extension) = name.rsplit_once('.')?;
    let is = |known: &[&str]| known.iter().any(|one| extension.eq_ignore_ascii_case(one));
    if is(&["p12", "pfx"]) {
        Some(true)
    } else {
        is(&["crt", "cer", "cert", "pem", "key", "der"]).then_some(false)
    }
}

fn is_no_name(name: &str) -> bool {
    !is_file_name(name) || !is_file_name(&dated(name, "yyyymmdd"))
}

fn dated(name: &str, date: &str) -> String {
    [name, ".", date].concat()
}

/// The old files under their names with `.yyyymmdd` behind them.
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
