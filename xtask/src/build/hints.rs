//! What the page needs is asked for at once: hints in its head, made of what its scripts import. Without them a browser asks for a script
//! when it has read the one that imports it.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};

use super::metafile::Metafile;
use super::module::Module;

/// Puts a hint for each script that the page imports, and for the module that it loads, into its head.
///
/// # Errors
/// The page has no head, or a script imports what is not there.
pub(super) fn insert(html: &str, metafile: &Metafile) -> anyhow::Result<String> {
    let entries: Vec<&str> = named(html).filter(|file| file.ends_with(".js")).collect();
    ensure!(!entries.is_empty(), "the page has no script");
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&str> = entries.clone();
    while let Some(script) = waiting.pop() {
        let imported = metafile.imports.get(script);
        let imported = imported.with_context(|| format!("{script} is imported and is not there"))?;
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
    // As `fetch` asks for it, or it would be loaded twice. Behind the words, which are asked for after it and without which the page is
    // not drawn.
    let wasm = folder(Module::Main.wasm());
    hints += &format!("  <link rel=\"preload\" as=\"fetch\" crossorigin fetchpriority=\"low\" href=\"{wasm}\">\n");
    let (head, body) = html.split_once("</head>").context("the page has no head")?;
    Ok([head, &hints, "</head>", body].concat())
}

/// The scripts and styles that the page names.
pub(super) fn named(html: &str) -> impl Iterator<Item = &str> {
    let tags = ["<script type=\"module\" src=\"", "<link rel=\"stylesheet\" href=\""];
    let named = tags.into_iter().flat_map(move |tag| html.split(tag).skip(1));
    named.filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::collections::BTreeMap;

    use super::{Metafile, insert, named};

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
            insert(html, &Metafile { imports }).unwrap(),
            "<head>\n  <script type=\"module\" src=\"main.js\"></script>\n  \
             <link rel=\"modulepreload\" href=\"module/orcamo_cert.js\">\n  \
             <link rel=\"modulepreload\" href=\"state.js\">\n  \
             <link rel=\"modulepreload\" href=\"view/card.js\">\n  \
             <link rel=\"preload\" as=\"fetch\" crossorigin fetchpriority=\"low\" href=\"module/orcamo_cert_bg.wasm\">\n</head>\n<body>"
        );
        assert!(insert("<head></head>", &Metafile::default()).is_err());
        let imports = BTreeMap::from([("main.js".into(), vec!["gone.js".into()])]);
        assert!(insert(html, &Metafile { imports }).is_err());
    }

    #[test]
    fn scripts_and_styles_of_the_page_are_found() {
        let html = "<link rel=\"stylesheet\" href=\"s.css\"><link rel=\"icon\" href=\"i.svg\"><script type=\"module\" src=\"m.js\">";
        assert_eq!(named(html).collect::<Vec<_>>(), ["m.js", "s.css"]);
    }
}
