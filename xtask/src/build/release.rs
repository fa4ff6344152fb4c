//! What the service worker keeps: every file of the page with its hash, so that a release is whole or not there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// The script of the service worker, in the page's folder.
const WORKER: &str = "service-worker.js";
/// What an operator writes, and what the browser fetches by itself.
const OTHERS: [&str; 2] = ["config.json", WORKER];

/// Writes the release before the script of the service worker.
///
/// # Errors
/// A file cannot be read or written.
pub(super) fn write(site: &Path, files: &[PathBuf]) -> anyhow::Result<()> {
    let mut hashes = BTreeMap::new();
    for file in files {
        let path = file.to_string_lossy().replace('\\', "/");
        if OTHERS.contains(&path.as_str()) {
            continue;
        }
        let bytes = fs::read(site.join(file)).with_context(|| format!("cannot read {path}"))?;
        hashes.insert(
            path,
            format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes))),
        );
    }
    let id = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(json!(hashes).to_string()));
    let worker = site.join(WORKER);
    let script = fs::read_to_string(&worker).with_context(|| format!("cannot read {}", worker.display()))?;
    let release = json!({ "id": id, "files": hashes });
    fs::write(&worker, format!("globalThis.RELEASE={release};{script}"))
        .with_context(|| format!("cannot write {}", worker.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::fs;
    use std::path::PathBuf;

    use super::{WORKER, write};

    #[test]
    fn the_release_names_every_file_by_its_hash_and_none_that_an_operator_writes() {
        let site = tempfile::tempdir().unwrap();
        let files = ["index.html", "module/a.js", "config.json", WORKER];
        let release = |text: &str| {
            fs::create_dir_all(site.path().join("module")).unwrap();
            for file in files {
                fs::write(site.path().join(file), text).unwrap();
            }
            write(site.path(), &files.map(PathBuf::from)).unwrap();
            fs::read_to_string(site.path().join(WORKER)).unwrap()
        };
        let script = release("run()");
        // printf 'run()' | openssl dgst -sha256 -binary | base64
        let hash = "sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ=";
        assert!(script.starts_with("globalThis.RELEASE={\"id\":\""), "{script}");
        assert!(
            script.ends_with(&format!(
                "\"files\":{{\"index.html\":\"{hash}\",\"module/a.js\":\"{hash}\"}}}};run()"
            )),
            "{script}"
        );
        let id = |script: &str| script.split('"').nth(3).map(str::to_owned);
        assert_ne!(id(&script), id(&release("walk()")), "another release has another name");
    }
}
