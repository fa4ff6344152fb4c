//! The page as it is served: www with the modules in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

use super::comments::{without_css_comments, without_html_comments};
use super::hints;
use super::module::Module;
use super::script::Script;

/// What is for editors only.
const NOT_SERVED: &str = "jsconfig.json";
/// The page, whose head gets the hints.
const PAGE: &str = "index.html";

/// Makes `site` of `www` and of the modules of `npm`, which get a folder of their own.
///
/// # Errors
/// A file cannot be read or written, or is no JavaScript.
pub(crate) fn assemble(www: &Path, npm: &Path, site: &Path) -> anyhow::Result<()> {
    let mut site = Site {
        folder: site,
        imports: BTreeMap::new(),
    };
    site.add_folder(www, "")?;
    for file in Module::ALL.iter().flat_map(|module| [module.script(), module.wasm()]) {
        site.add(&npm.join(&file), &format!("module/{file}"))?;
    }
    let page = site.folder.join(PAGE);
    let html = hints::insert(&read(&page)?, &site.imports)?;
    write(&page, &html)
}

struct Site<'a> {
    folder: &'a Path,
    /// What each script imports; all by paths from the page.
    imports: BTreeMap<String, Vec<String>>,
}

impl Site<'_> {
    /// Adds what is in a folder; `prefix` is its place in the site, with a slash behind it.
    fn add_folder(&mut self, from: &Path, prefix: &str) -> anyhow::Result<()> {
        let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
            let (source, name) = (entry.path(), entry.file_name());
            let place = format!("{prefix}{}", name.to_string_lossy());
            if source.is_dir() {
                self.add_folder(&source, &(place + "/"))?;
            } else if place != NOT_SERVED {
                self.add(&source, &place)?;
            }
        }
        Ok(())
    }

    /// Adds a file as it is served.
    fn add(&mut self, source: &Path, place: &str) -> anyhow::Result<()> {
        let target = self.folder.join(place);
        let folder = target.parent().context("a file is in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let extension = source.extension().unwrap_or_default();
        if extension == "js" {
            let script = Script::read(&read(source)?).with_context(|| format!("cannot read {}", source.display()))?;
            let imports = script.imports.iter().map(|specifier| hints::resolved(place, specifier));
            self.imports
                .insert(place.to_owned(), imports.collect::<Result<_, _>>()?);
            write(&target, &script.code)
        } else if extension == "css" {
            write(&target, &without_css_comments(&read(source)?))
        } else if extension == "html" {
            write(&target, &without_html_comments(&read(source)?))
        } else {
            let copied = fs::copy(source, &target).map(drop);
            copied.with_context(|| format!("cannot copy {} to {}", source.display(), target.display()))
        }
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
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
            "www/main.js",
            "www/view/card.js",
            "npm/orcamo_cert.js",
            "npm/orcamo_cert_bg.wasm",
            "npm/orcamo_cert_tools.js",
            "npm/orcamo_cert_tools_bg.wasm",
            "npm/package.json",
        ] {
            let content = match file {
                "www/index.html" => "<head><script type=\"module\" src=\"main.js\"></script></head>",
                "www/main.js" => "// why\nimport \"./view/card.js\";\n",
                _ if file.ends_with(".js") => "",
                _ => file,
            };
            fs::write(at(file), content).unwrap();
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
        assert!(!fs::read_to_string(at("site/main.js")).unwrap().contains("why"));
        let page = fs::read_to_string(at("site/index.html")).unwrap();
        assert!(
            page.contains("<link rel=\"modulepreload\" href=\"view/card.js\">"),
            "{page}"
        );
    }
}
