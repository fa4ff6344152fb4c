//! Firefox: certificates and settings both in the profile's folder.

use crate::{Error, Settings};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The profile's folder, which is the certificate store too.
pub(crate) fn profile_folder(home: &Path) -> PathBuf {
    home.join("firefox")
}

pub(crate) fn write_settings(home: &Path, settings: &Settings<'_>) -> Result<(), Error> {
    let file = profile_folder(home).join("user.js");
    fs::write(&file, user_js(settings)).map_err(|source| Error::File { path: file, source })
}

fn user_js(settings: &Settings<'_>) -> String {
    let mut preferences: Vec<(&str, Value)> = vec![
        // No first-run pages, no questions, no traffic of its own.
        ("browser.aboutwelcome.enabled", json!(false)),
        ("browser.shell.checkDefaultBrowser", json!(false)),
        ("browser.startup.homepage_override.mstone", json!("ignore")),
        ("datareporting.policy.dataSubmissionEnabled", json!(false)),
        ("app.normandy.enabled", json!(false)),
        ("app.update.auto", json!(false)),
        ("network.captive-portal-service.enabled", json!(false)),
        ("network.connectivity-service.enabled", json!(false)),
        ("browser.safebrowsing.malware.enabled", json!(false)),
        ("browser.safebrowsing.phishing.enabled", json!(false)),
        // No page and no process that is never looked at.
        ("browser.startup.page", json!(0)),
        ("browser.newtabpage.enabled", json!(false)),
        ("browser.newtab.preload", json!(false)),
        ("dom.ipc.processPrelaunch.enabled", json!(false)),
    ];
    if !settings.present.is_empty() {
        // Among several it takes the first that fits. Where one is named, whoever drives the browser has to give it the
        // decision to remember.
        let named = settings.present.iter().any(|one| one.common_name.is_some());
        let choice = if named {
            "Ask Every Time"
        } else {
            "Select Automatically"
        };
        preferences.push(("security.default_personal_cert", json!(choice)));
    }
    if let Some(folder) = settings.downloads {
        preferences.extend([
            ("browser.download.folderList", json!(2)),
            ("browser.download.dir", json!(folder)),
            ("browser.download.alwaysOpenPanel", json!(false)),
            ("browser.download.always_ask_before_handling_new_types", json!(false)),
        ]);
    }
    if let Some(languages) = settings.languages {
        preferences.push(("intl.accept_languages", json!(languages)));
    }
    preferences
        .into_iter()
        // A JSON string is a JavaScript string.
        .map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"))
        .collect()
}

pub(crate) fn arguments(home: &Path) -> Vec<OsString> {
    vec![
        "--no-remote".into(),
        "--profile".into(),
        profile_folder(home).into_os_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Browser, Presentation};

    #[test]
    fn a_certificate_is_chosen_without_a_question_only_where_one_is_to_be_presented() {
        let line = "user_pref(\"security.default_personal_cert\", \"Select Automatically\");\n";
        let none = Settings::new(Browser::Firefox);
        assert!(!user_js(&none).contains(line));
        let present = |common_name| Settings {
            present: vec![Presentation {
                origin: "https://localhost:8443",
                common_name,
            }],
            ..none.clone()
        };
        assert!(user_js(&present(None)).contains(line));
        let named = user_js(&present(Some("client0001")));
        assert!(named.contains("user_pref(\"security.default_personal_cert\", \"Ask Every Time\");\n"));
    }
}
