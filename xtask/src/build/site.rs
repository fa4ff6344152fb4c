//! The page as `serve` shows it and as the bundler takes it: the files of www as they are, and the modules in a folder of their own.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::module::Module;

/// What is for editors only: how they check types, and types.
const FOR_EDITORS: [&str; 2] = ["jsconfig.json", "bundled.d.ts"];

/// Puts what is in `www`, and the modules of `npm`, into `site`.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn assemble(www: &Path, npm: &Path, site: &Path) -> anyhow::Result<()> {
    copy_folder(www, site)?;
    for file in FOR_EDITORS {
        fs::remove_file(site.join(file)).with_context(|| format!("{} has no {file}", www.display()))?;
    }
    for file in Module::ALL.iter().flat_map(|module| [module.script(), module.wasm()]) {
        copy(&npm.join(&file), &site.join("module").join(file))?;
    }
    Ok(())
}

/// Copies a folder with all that is in it.
fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let source = entry.with_context(|| format!("cannot read {}", from.display()))?.path();
        let target = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            copy_folder(&source, &target)?;
            styles_as_scripts(&target)?;
        } else {
            copy(&source, &target)?;
        }
    }
    Ok(())
}

/// Elements have their style sheets as texts, which scripts import: in the place of `style.css` stands `style.css.js`.
fn styles_as_scripts(folder: &Path) -> anyhow::Result<()> {
    let style = folder.join("style.css");
    if !style.is_file() {
        return Ok(());
    }
    let text = fs::read_to_string(&style).with_context(|| format!("cannot read {}", style.display()))?;
    let script = style.with_extension("css.js");
    let source = format!("export default {};\n", serde_json::to_string(&text)?);
    fs::write(&script, source).with_context(|| format!("cannot write {}", script.display()))?;
    fs::remove_file(&style).with_context(|| format!("cannot remove {}", style.display()))
}

/// Copies a file, and makes the folder that it goes to.
pub(super) fn copy(source: &Path, target: &Path) -> anyhow::Result<()> {
    let folder = target.parent().context("a file is in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let copied = fs::copy(source, target).map(drop);
    copied.with_context(|| format!("cannot copy {} to {}", source.display(), target.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::assemble;
    use std::fs;

    #[test]
    fn the_page_and_the_modules_are_served_and_what_is_for_editors_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("www/check")).unwrap();
        fs::create_dir_all(at("npm")).unwrap();
        for file in [
            "www/index.html",
            "www/jsconfig.json",
            "www/bundled.d.ts",
            "www/page.css",
            "www/check/style.css",
            "www/check/card.js",
            "npm/orcamo_cert.js",
            "npm/orcamo_cert_bg.wasm",
            "npm/orcamo_cert_tools.js",
            "npm/orcamo_cert_tools_bg.wasm",
            "npm/package.json",
        ] {
            fs::write(at(file), file).unwrap();
        }
        assemble(&at("www"), &at("npm"), &at("site")).unwrap();
        for (file, is_served) in [
            ("index.html", true),
            ("check/card.js", true),
            ("module/orcamo_cert.js", true),
            ("module/orcamo_cert_bg.wasm", true),
            ("module/orcamo_cert_tools.js", true),
            ("module/orcamo_cert_tools_bg.wasm", true),
            ("module/package.json", false),
            ("jsconfig.json", false),
            ("bundled.d.ts", false),
            ("page.css", true),
            ("check/style.css", false),
            ("check/style.css.js", true),
        ] {
            assert_eq!(at("site").join(file).exists(), is_served, "{file}");
        }
        let style = fs::read_to_string(at("site/check/style.css.js")).unwrap();
        assert_eq!(style, "export default \"www/check/style.css\";\n");
    }
}
