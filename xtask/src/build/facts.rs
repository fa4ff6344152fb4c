//! What the page knows of the module before that is loaded: its limits and the clients, as a script of the page.

use std::path::Path;

use anyhow::Context;
use orcamo_cert::{clients::CLIENTS, limits::LIMITS};

/// The script in the folder of the page.
pub(crate) const FILE: &str = "certificate/facts.js";

/// Writes the script into the folder of the page, where it is another one.
///
/// # Errors
/// The folder cannot be written.
pub(crate) fn write(www: &Path) -> anyhow::Result<()> {
    let file = www.join(FILE);
    let script = script()?;
    if std::fs::read_to_string(&file).is_ok_and(|present| present == script) {
        return Ok(());
    }
    std::fs::write(&file, script).with_context(|| format!("cannot write {}", file.display()))
}

fn script() -> anyhow::Result<String> {
    let limits = serde_json::to_string_pretty(&LIMITS)?;
    let clients = serde_json::to_string_pretty(&CLIENTS)?;
    Ok(format!(
        "// @ts-check
// What the page knows of the module before that is loaded. `cargo xtask build` writes this file
// from src/limits.rs and src/clients.

/** @type {{import(\"../../dist/npm/orcamo_cert.js\").Limits}} */
export const LIMITS = {limits};

/** @type {{import(\"../../dist/npm/orcamo_cert.js\").Client[]}} */
export const CLIENTS = {clients};
"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::path::Path;

    use super::{FILE, script};

    #[test]
    fn the_script_of_the_page_is_made_from_this_source() {
        let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www");
        let present = std::fs::read_to_string(www.join(FILE)).unwrap();
        assert_eq!(present, script().unwrap(), "run `cargo xtask build`");
    }
}
