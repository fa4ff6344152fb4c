//! The page as it is served: www with the module in it.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::bindings::NAME;

/// Copies `www` to `site` and the module of `npm` to `site/module`.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn assemble(www: &Path, npm: &Path, site: &Path) -> anyhow::Result<()> {
    copy_folder(www, site)?;
    let module = site.join("module");
    fs::create_dir_all(&module).with_context(|| format!("cannot create {}", module.display()))?;
    for file in [format!("{NAME}.js"), format!("{NAME}_bg.wasm")] {
        copy_file(&npm.join(&file), &module.join(&file))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
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
