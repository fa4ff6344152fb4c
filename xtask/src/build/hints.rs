//! What the page needs is asked for at once: hints in its head, made of what its scripts import. Without them a browser asks for a script
//! when it has read the one that imports it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, ensure};

use super::module::Module;

/// Puts a hint for each script that the page imports, and for the module that it loads, into its head.
///
/// `imports` tells what each script imports, by paths from the page.
///
/// # Errors
/// The page has no head, or a script imports what is not there.
pub(super) fn insert(html: &str, imports: &BTreeMap<String, Vec<String>>) -> anyhow::Result<String> {
    let entries = entries(html);
    ensure!(!entries.is_empty(), "the page has no script");
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&str> = entries.clone();
    while let Some(script) = waiting.pop() {
        let imported = imports
            .get(script)
            .with_context(|| format!("{script} is imported and is not there"))?;
        waiting.extend(imported.iter().map(String::as_str).filter(|one| needed.insert(one)));
    }
    let folder = |file: String| format!("module/{file}");
    let module = folder(Module::Main.script());
    needed.insert(&module);
    let mut hints: String = needed
        .iter()
        .filter(|script| !entries.contains(script))
        .map(|script| format!("  <link rel=\"modulepreload\" href=\"{script}\">\n"))
        .collect();
    // As `fetch` asks for it, or it would be loaded twice.
    let wasm = folder(Module::Main.wasm());
    hints += &format!("  <link rel=\"preload\" as=\"fetch\" crossorigin href=\"{wasm}\">\n");
    let (head, body) = html.split_once("</head>").context("the page has no head")?;
    Ok([head, &hints, "</head>", body].concat())
}

/// The scripts that the page names.
fn entries(html: &str) -> Vec<&str> {
    let tags = html.split("<script type=\"module\" src=\"").skip(1);
    tags.filter_map(|tag| tag.split('"').next()).collect()
}

/// The path of what a script imports; both from the page.
///
/// # Errors
/// The specifier is not a relative one.
pub(super) fn resolved(script: &str, specifier: &str) -> anyhow::Result<String> {
    ensure!(
        specifier.starts_with('.'),
        "{script} imports {specifier}, which is no path of ours"
    );
    let mut path: Vec<&str> = script.split('/').collect();
    path.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    Ok(path.join("/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::collections::BTreeMap;

    use super::{insert, resolved};

    #[test]
    fn each_script_that_is_needed_is_hinted_at_once() {
        let scripts = [
            ("main.js", vec!["view/card.js", "state.js"]),
            ("view/card.js", vec!["state.js"]),
            ("state.js", vec![]),
            ("later.js", vec!["state.js"]),
        ];
        let imports: BTreeMap<String, Vec<String>> = scripts
            .into_iter()
            .map(|(script, imports)| (script.to_owned(), imports.into_iter().map(str::to_owned).collect()))
            .collect();
        let html = "<head>\n  <script type=\"module\" src=\"main.js\"></script>\n</head>\n<body>";
        assert_eq!(
            insert(html, &imports).unwrap(),
            "<head>\n  <script type=\"module\" src=\"main.js\"></script>\n  \
             <link rel=\"modulepreload\" href=\"module/orcamo_cert.js\">\n  \
             <link rel=\"modulepreload\" href=\"state.js\">\n  \
             <link rel=\"modulepreload\" href=\"view/card.js\">\n  \
             <link rel=\"preload\" as=\"fetch\" crossorigin href=\"module/orcamo_cert_bg.wasm\">\n</head>\n<body>"
        );
        assert!(insert("<head></head>", &imports).is_err());
        assert!(insert(html, &BTreeMap::from([("main.js".into(), vec!["gone.js".into()])])).is_err());
    }

    #[test]
    fn a_specifier_is_relative_to_its_script() {
        assert_eq!(resolved("view/card.js", "../state.js").unwrap(), "state.js");
        assert_eq!(resolved("main.js", "./view/card.js").unwrap(), "view/card.js");
        assert!(resolved("main.js", "lodash").is_err());
    }
}
