//! The module in one script: JavaScript of our own, which wasm-bindgen puts into files of their own, is taken into the generated one.
//! Whoever embeds the module has a script and a .wasm to serve, as ever.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};

/// Takes what `script` imports from `./snippets` into it, and removes that folder.
///
/// # Errors
/// A file cannot be read or written, or is not of the form that is expected here.
pub(crate) fn inline(script: &Path) -> anyhow::Result<()> {
    let folder = script.parent().context("the script is in no folder")?;
    let snippets = folder.join("snippets");
    // A module without JavaScript of our own.
    if !snippets.exists() {
        return Ok(());
    }
    let generated = fs::read_to_string(script).with_context(|| format!("cannot read {}", script.display()))?;
    let mut lines = Vec::new();
    for line in generated.lines() {
        match imported(line) {
            Some((names, file)) => {
                let snippet = folder.join(file);
                let code =
                    fs::read_to_string(&snippet).with_context(|| format!("cannot read {}", snippet.display()))?;
                lines.push(enclosed(names, &code)?);
            }
            None => lines.push(line.to_owned()),
        }
    }
    let whole = lines.join("\n") + "\n";
    ensure!(
        !whole.contains("./snippets/"),
        "{} still names a snippet",
        script.display()
    );
    fs::write(script, whole).with_context(|| format!("cannot write {}", script.display()))?;
    fs::remove_dir_all(&snippets).with_context(|| format!("cannot remove {}", snippets.display()))
}

/// Names and file of `import { … } from './snippets/…';`.
fn imported(line: &str) -> Option<(&str, &str)> {
    let (names, file) = line.strip_prefix("import { ")?.split_once(" } from '")?;
    let file = file.strip_suffix("';")?;
    file.starts_with("./snippets/").then_some((names, file))
}

/// A function's own names do not meet those of the generated code.
fn enclosed(names: &str, code: &str) -> anyhow::Result<String> {
    for name in names.split(", ") {
        if !code.contains(&format!("\nexport const {name} = ")) {
            bail!("the snippet has no `export const {name}`");
        }
    }
    let code = code.replace("\nexport const ", "\nconst ");
    ensure!(
        !code.contains("\nexport ") && !code.contains("\nimport "),
        "the snippet exports or imports otherwise"
    );
    Ok(format!(
        "const {{ {names} }} = (() => {{\n{code}return {{ {names} }};\n}})();"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::inline;
    use std::fs;

    const SNIPPET: &str = "// ours\nconst one = 1;\nexport const two = () => one + one;\n";

    fn inlined(script: &str, snippet: &str) -> (anyhow::Result<()>, String, bool) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("module.js");
        fs::create_dir_all(folder.path().join("snippets/ours")).unwrap();
        fs::write(folder.path().join("snippets/ours/two.js"), snippet).unwrap();
        fs::write(&file, script).unwrap();
        let result = inline(&file);
        (
            result,
            fs::read_to_string(&file).unwrap(),
            folder.path().join("snippets").exists(),
        )
    }

    #[test]
    fn what_is_imported_from_a_snippet_stands_in_the_script() {
        let script =
            "/* types */\nimport { two } from './snippets/ours/two.js';\nexport const four = () => two() + two();\n";
        let (result, whole, left) = inlined(script, SNIPPET);
        result.unwrap();
        assert_eq!(
            whole,
            "/* types */\nconst { two } = (() => {\n// ours\nconst one = 1;\nconst two = () => one + one;\nreturn { two };\n})();\nexport const four = () => two() + two();\n"
        );
        assert!(!left);
    }

    #[test]
    fn another_form_than_the_expected_one_is_refused() {
        let named = "import { two } from './snippets/ours/two.js';\n";
        for (script, snippet) in [
            ("import * as two from './snippets/ours/two.js';\n", SNIPPET),
            (named, "export function two() {}\n"),
            (named, "\nexport const two = 2;\nexport default two;\n"),
        ] {
            let (result, untouched, left) = inlined(script, snippet);
            assert!(result.is_err(), "{script}{snippet}");
            assert_eq!(untouched, script);
            assert!(left);
        }
    }
}
