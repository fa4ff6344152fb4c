//! What the page knows of the module before that is loaded, as scripts of the page: its limits and the names of clients' files, and later
//! all of the clients, and the version.

use std::path::Path;

use anyhow::Context;
use orcamo_cert::{clients::CLIENTS, limits::LIMITS};

type Script = fn() -> anyhow::Result<String>;

/// The scripts in the folder of the page, each with what writes it.
const FILES: [(&str, Script); 3] = [
    ("certificate/facts.js", facts),
    ("certificate/clients.js", clients),
    ("certificate/version.js", version),
];

/// Writes the scripts into the folder of the page, where they are others.
///
/// # Errors
/// The folder cannot be written.
pub(crate) fn write(www: &Path) -> anyhow::Result<()> {
    for (name, script) in FILES {
        let file = www.join(name);
        let script = script()?;
        if std::fs::read_to_string(&file).is_ok_and(|present| present == script) {
            continue;
        }
        std::fs::write(&file, script).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

/// What is needed to read files.
fn facts() -> anyhow::Result<String> {
    let limits = serde_json::to_string_pretty(&LIMITS)?;
    let settings: Vec<_> = CLIENTS.iter().filter_map(|client| client.settings_file).collect();
    let folders: Vec<_> = CLIENTS
        .iter()
        .filter_map(|client| client.folder.as_ref())
        .flat_map(|folder| folder.names)
        .collect();
    let [settings, folders] = [
        serde_json::to_string_pretty(&settings)?,
        serde_json::to_string_pretty(&folders)?,
    ];
    Ok(format!(
        "// @ts-check
// What the page knows of the module before that is loaded. `cargo xtask build` writes this file
// from src/limits.rs and src/clients.

/** @type {{import(\"../../dist/npm/orcamo_cert.js\").Limits}} */
export const LIMITS = {limits};

/** The settings of clients. @type {{readonly string[]}} */
export const SETTINGS_FILES = {settings};

/** The folders of clients. @type {{readonly string[]}} */
export const FOLDERS = {folders};
"
    ))
}

/// What is needed to make files for a client.
fn clients() -> anyhow::Result<String> {
    let clients = serde_json::to_string_pretty(&CLIENTS)?;
    Ok(format!(
        "// @ts-check
// The clients, as the module knows them. `cargo xtask build` writes this file from src/clients.

/** @type {{import(\"../../dist/npm/orcamo_cert.js\").Client[]}} */
export const CLIENTS = {clients};
"
    ))
}

/// What stands in a report of a failure.
fn version() -> anyhow::Result<String> {
    Ok(format!(
        "// @ts-check
// The version of page and modules. `cargo xtask build` writes this file from Cargo.toml.

export const VERSION = \"{}\";
",
        env!("CARGO_PKG_VERSION")
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::path::Path;

    use super::FILES;

    #[test]
    fn the_scripts_of_the_page_are_made_from_this_source() {
        let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www");
        for (name, script) in FILES {
            let present = std::fs::read_to_string(www.join(name)).unwrap();
            assert_eq!(present, script().unwrap(), "run `cargo xtask build`");
        }
    }
}
