//! The page as it is served: www with the modules in it.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::module::Module;

/// What is for editors only.
const NOT_SERVED: &str = "jsconfig.json";

/// Copies `www` to `site` and the modules of `npm` to `site/module`.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn assemble(www: &Path, npm: &Path, site: &Path) -> anyhow::Result<()> {
    copy_folder(www, site)?;
    let folder = site.join("module");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for file in Module::ALL.iter().flat_map(|module| [module.script(), module.wasm()]) {
        copy_file(&npm.join(&file), &folder.join(&file))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        if entry.file_name() == NOT_SERVED {
            continue;
        }
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            copy_file(&source, &target)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::assemble;
    use std::fs;

    #[test]
    fn the_page_and_the_module_are_served_and_what_is_for_editors_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("www/view")).unwrap();
        fs::create_dir_all(at("npm")).unwrap();
        for file in [
            "www/index.html",
            "www/jsconfig.json",
            "www/view/card.js",
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
            ("view/card.js", true),
            ("module/orcamo_cert.js", true),
            ("module/orcamo_cert_bg.wasm", true),
            ("module/orcamo_cert_tools.js", true),
            ("module/orcamo_cert_tools_bg.wasm", true),
            ("module/package.json", false),
            ("jsconfig.json", false),
        ] {
            assert_eq!(at("site").join(file).exists(), is_served, "{file}");
        }
    }
}
