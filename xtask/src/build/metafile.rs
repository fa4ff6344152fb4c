//! What the bundler made: esbuild's metafile.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

/// The scripts of the bundled page, by their paths from the page.
#[derive(Debug, Default)]
pub(super) struct Metafile {
    /// What each script imports as it is loaded.
    pub(super) imports: BTreeMap<String, Vec<String>>,
}

impl Metafile {
    /// Reads the metafile of a run in `plain` that wrote to `site`.
    ///
    /// # Errors
    /// It has another form than esbuild gives it.
    pub(super) fn read(json: &str, plain: &Path, site: &Path) -> anyhow::Result<Self> {
        let metafile: Value = serde_json::from_str(json).context("the bundler's metafile is not JSON")?;
        let outputs = metafile.get("outputs").and_then(Value::as_object);
        let outputs = outputs.context("the metafile has no outputs")?;
        let from_page = |path: &str| {
            let whole = normalized(&plain.join(path));
            let inside = whole.strip_prefix(site);
            let inside = inside.with_context(|| format!("{path} is not in {}", site.display()))?;
            Ok::<_, anyhow::Error>(inside.to_string_lossy().replace('\\', "/"))
        };
        let mut imports = BTreeMap::new();
        for (path, output) in outputs {
            let text = |one: &Value, field| one.get(field).and_then(Value::as_str).map(str::to_owned);
            let list = output.get("imports").and_then(Value::as_array);
            let list = list.context("an output has no imports")?.iter();
            let list = list.filter(|one| text(one, "kind").as_deref() == Some("import-statement"));
            let list = list.map(|one| from_page(&text(one, "path").context("an import has no path")?));
            imports.insert(from_page(path)?, list.collect::<anyhow::Result<_>>()?);
        }
        Ok(Self { imports })
    }
}

/// A path without `.` and `..`.
fn normalized(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => whole.push(component),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use std::path::Path;

    use super::Metafile;

    #[test]
    fn imports_are_read_by_their_paths_from_the_page_and_later_ones_are_none() {
        let json = r#"{"outputs": {
            "../site/main.js": {"imports": [
                {"path": "../site/shared-A.js", "kind": "import-statement"},
                {"path": "../site/later.js", "kind": "dynamic-import"}]},
            "../site/module/m.js": {"imports": []}}}"#;
        let metafile = Metafile::read(json, Path::new("/dist/new/plain"), Path::new("/dist/new/site")).unwrap();
        let imports = |script| metafile.imports.get(script).map(Vec::as_slice);
        assert_eq!(imports("main.js"), Some(["shared-A.js".to_owned()].as_slice()));
        assert_eq!(imports("module/m.js"), Some([].as_slice()));
        assert!(Metafile::read(json, Path::new("/dist/new/plain"), Path::new("/elsewhere")).is_err());
        assert!(Metafile::read("{}", Path::new("/"), Path::new("/")).is_err());
    }
}
