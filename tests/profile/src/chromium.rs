//! Chromium: certificates in `$HOME/.pki/nssdb`, settings in a JSON file of the profile.

use crate::{Error, Presentation, Settings};
use serde_json::{Map, Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Where Chromium looks for certificates, given its home folder.
pub(crate) fn store_folder(home: &Path) -> PathBuf {
    home.join(".pki/nssdb")
}

/// The folder of `--user-data-dir`.
pub(crate) fn data_folder(home: &Path) -> PathBuf {
    home.join("chromium")
}

pub(crate) fn write_settings(home: &Path, settings: &Settings<'_>) -> Result<(), Error> {
    let folder = data_folder(home).join("Default");
    let file = folder.join("Preferences");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, preferences(settings).to_string()))
        .map_err(|source| Error::File { path: file, source })
}

fn preferences(settings: &Settings<'_>) -> Value {
    let mut preferences = Map::new();
    // The setting behind the policy AutoSelectCertificateForUrls: without it every first connection
    // stops at the certificate picker, which nobody can answer in headless mode.
    preferences.insert(
        "profile".to_owned(),
        json!({ "content_settings": { "exceptions": {
            "auto_select_certificate": present(&settings.present),
        } } }),
    );
    if let Some(folder) = settings.downloads {
        preferences.insert(
            "download".to_owned(),
            json!({ "default_directory": folder, "prompt_for_download": false }),
        );
    }
    if let Some(languages) = settings.languages {
        preferences.insert(
            "intl".to_owned(),
            json!({ "accept_languages": languages, "selected_languages": languages }),
        );
    }
    Value::Object(preferences)
}

/// One content setting for each origin: the filter of a certificate's subject, or `{}` for any.
fn present(presentations: &[Presentation<'_>]) -> Map<String, Value> {
    presentations
        .iter()
        .map(|presentation| {
            let filter = match presentation.common_name {
                Some(name) => json!({ "SUBJECT": { "CN": name } }),
                None => json!({}),
            };
            (
                format!("{},*", presentation.origin),
                json!({ "setting": { "filters": [filter] } }),
            )
        })
        .collect()
}

/// The arguments that make Chromium use this profile and do nothing but what it is asked to.
pub(crate) fn arguments(home: &Path, languages: Option<&str>) -> Vec<OsString> {
    let mut data_folder_argument = OsString::from("--user-data-dir=");
    data_folder_argument.push(data_folder(home));
    let mut arguments = vec![data_folder_argument];
    arguments.extend(
        [
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--password-store=basic",
        ]
        .map(OsString::from),
    );
    if let Some(first) = languages.and_then(|list| list.split(',').next()) {
        arguments.push(format!("--lang={first}").into());
    }
    if is_root() {
        // Chromium's sandbox refuses to run as root, which a container often is.
        arguments.push("--no-sandbox".into());
    }
    arguments
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test may panic")]
    use super::*;
    use crate::Browser;

    #[test]
    fn an_origin_is_given_the_named_certificate_or_any() {
        let preferences = preferences(&Settings {
            present: vec![
                Presentation {
                    origin: "https://localhost:8443",
                    common_name: Some("client0001"),
                },
                Presentation {
                    origin: "https://auth.localhost:8444",
                    common_name: None,
                },
            ],
            ..Settings::new(Browser::Chromium)
        });
        assert_eq!(
            preferences["profile"]["content_settings"]["exceptions"]["auto_select_certificate"],
            json!({
                "https://localhost:8443,*": { "setting": { "filters": [{ "SUBJECT": { "CN": "client0001" } }] } },
                "https://auth.localhost:8444,*": { "setting": { "filters": [{}] } },
            })
        );
    }
}
