//! `cargo xtask build`: the modules as an npm package, and the page with the modules in it.

mod bindings;
mod bundle;
mod comments;
mod facts;
mod hints;
mod metafile;
mod module;
mod names;
mod objects;
mod offline;
mod package;
mod panics;
mod release;
mod site;
mod size;
mod snippets;
mod target;
mod wasm;

pub(crate) use module::Module;
pub(crate) use target::{WASM, ensure as ensure_target};

use std::path::Path;

use anyhow::Context;
use tempfile::TempDir;

use crate::interrupt::Interrupt;
use crate::project::Project;

/// Builds `dist/npm`, `dist/site`, `dist/cert-check.html`, and the page that [`plain_page`] builds.
///
/// # Errors
/// The first step that fails, in one line; the compiler's own words are shown before it.
pub(crate) async fn build(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    modules(project, interrupt).await?;
    let staging = staging(project)?;
    let plain = staging.path().join("plain");
    let site = staging.path().join("site");
    site::assemble(&project.www(), &project.npm(), &plain)?;
    let offline = staging.path().join("offline.html");
    bundle::bundle(project, &plain, &site, interrupt).await?;
    offline::write(project, &plain, &offline, interrupt).await?;
    replace(&plain, &project.plain_page(), staging.path())?;
    replace(&site, &project.site(), staging.path())?;
    replace(&offline, &project.offline_page(), staging.path())?;
    let (site, offline) = (project.site(), project.offline_page());
    let size = size::of(&offline)?;
    println!(
        "{} and {} ({size}) are ready, too.",
        project.short(&site),
        project.short(&offline)
    );
    Ok(())
}

/// Builds `dist/npm`, and the page for this computer, whose scripts are not bundled.
///
/// # Errors
/// As [`build`].
pub(crate) async fn plain_page(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    modules(project, interrupt).await?;
    let staging = staging(project)?;
    let plain = staging.path().join("plain");
    site::assemble(&project.www(), &project.npm(), &plain)?;
    replace(&plain, &project.plain_page(), staging.path())
}

/// Builds `dist/npm`.
///
/// # Errors
/// As [`build`].
pub(crate) async fn modules(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    target::ensure(project, interrupt).await?;
    let staging = staging(project)?;
    let npm = staging.path().join("npm");
    facts::write(&project.www())?;
    for module in Module::ALL {
        compile(module, staging.path(), &npm, project, interrupt).await?;
    }
    let script = project.root().join("src/web/main/objects.js");
    if objects::write(&npm.join(Module::Main.types()), &script)? {
        println!("{} has changed: once more.", project.short(&script));
        compile(Module::Main, staging.path(), &npm, project, interrupt).await?;
    }
    for module in Module::ALL {
        snippets::inline(&npm.join(module.script()))?;
    }
    package::write(&npm)?;
    replace(&npm, &project.npm(), staging.path())?;
    size::print(project, &project.npm())
}

/// A folder beside what is built: everything is made there and moved into place at the end, so that a build that fails leaves
/// the last good one untouched.
fn staging(project: &Project) -> anyhow::Result<TempDir> {
    let dist = project.dist();
    std::fs::create_dir_all(&dist).with_context(|| format!("cannot create {}", dist.display()))?;
    let made = tempfile::Builder::new().prefix(".new-").tempdir_in(&dist);
    made.with_context(|| format!("cannot create a folder in {}", dist.display()))
}

/// Makes one module and its script in `npm`.
async fn compile(
    module: Module,
    staging: &Path,
    npm: &Path,
    project: &Project,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    println!("Building {} (release, {WASM}) …", module.name());
    let wasm = wasm::compile(module, staging, project, interrupt).await?;
    let output = npm.to_owned();
    let generating = tokio::task::spawn_blocking(move || {
        panics::silence(module, &wasm)?;
        bindings::generate(module, &wasm, &output)?;
        names::shorten(module, &output)
    });
    interrupt.guard(generating).await??
}

/// Puts `new` where `place` is. The old folder or file is moved into `aside` first, and back on an error.
fn replace(new: &Path, place: &Path, aside: &Path) -> anyhow::Result<()> {
    let old = aside.join("old").join(place.file_name().unwrap_or_default());
    let had_old = place.exists();
    if had_old {
        std::fs::create_dir_all(aside.join("old"))?;
        std::fs::rename(place, &old).with_context(|| format!("cannot move the old {} away", place.display()))?;
    }
    std::fs::rename(new, place).or_else(|error| {
        if had_old {
            std::fs::rename(&old, place)?;
        }
        Err(error).with_context(|| format!("cannot put the new {} in place", place.display()))
    })
}
