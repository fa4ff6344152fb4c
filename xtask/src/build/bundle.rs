//! The page as it is deployed: esbuild joins its scripts, and takes comments, white space and long names out of scripts and style.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::comments::without_html_comments;
use super::hints;
use super::metafile::Metafile;
use super::release;
use super::site::copy;
use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::tool;

/// The page, whose head gets the hints.
const PAGE: &str = "index.html";
/// Before the name of a script that is loaded later: by an import, or as a worker.
const LOADS: [&str; 3] = ["new ImportOnce(\"", "new Worker(served(\"", ".register(served(\""];

/// Makes `site` of the unbundled page in `plain`.
///
/// # Errors
/// npm is missing or reaches no registry; a script imports what is not there; a file cannot be read or written; a signal.
pub(super) async fn bundle(
    project: &Project,
    plain: &Path,
    site: &Path,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    let html = read(&plain.join(PAGE))?;
    let files = files(plain)?;
    let entries = entries(&html, plain, &files)?;
    let bundler = install(project, interrupt).await?;
    let mut esbuild = tool::command(project, "node");
    esbuild
        .arg(bundler.join("bundle.js"))
        .args([plain, site])
        .args(&entries);
    let metafile = tool::output(esbuild, interrupt).await?;
    let metafile = Metafile::read(&metafile, plain, site)?;

    for file in files.iter().filter(|file| !is_bundled(file)) {
        copy(&plain.join(file), &site.join(file))?;
    }
    let page = hints::insert(&without_html_comments(&html), &metafile)?;
    let target = site.join(PAGE);
    fs::write(&target, page).with_context(|| format!("cannot write {}", target.display()))?;
    release::write(site, &self::files(site)?)
}

/// The folder of the scripts that bundle, with esbuild in the version of the lock file there.
///
/// # Errors
/// npm is missing or reaches no registry; a signal.
pub(super) async fn install(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<PathBuf> {
    let folder = project.root().join("xtask").join("bundler");
    if !is_installed(&folder) {
        ensure!(
            tool::find("npm").is_some(),
            "npm is missing, which brings what joins the page's scripts: install Node.js with npm (`cargo xtask serve` needs neither)"
        );
        let mut npm = tool::command(project, "npm");
        npm.args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
            "--silent",
        ]);
        npm.current_dir(&folder);
        tool::run(npm, interrupt).await?;
    }
    Ok(folder)
}

/// Whether npm has installed what the lock file says: a build needs no network then.
fn is_installed(folder: &Path) -> bool {
    let modified = |file| fs::metadata(folder.join(file)).and_then(|file| file.modified());
    let (installed, locked) = (
        modified("node_modules/.package-lock.json"),
        modified("package-lock.json"),
    );
    matches!((installed, locked), (Ok(installed), Ok(locked)) if installed >= locked)
}

/// What a browser loads by itself: the scripts and styles of the page, the modules, and each script that is imported later.
fn entries(html: &str, plain: &Path, files: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut entries: Vec<String> = hints::named(html)
        .filter(|file| is_bundled(Path::new(file)))
        .map(str::to_owned)
        .collect();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "js"))
    {
        let source = read(&plain.join(file))?;
        for loads in LOADS {
            let loaded = source.split(loads).skip(1);
            entries.extend(loaded.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    Ok(entries)
}

/// Whether a file goes through the bundler; the others are copied.
fn is_bundled(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "js" || extension == "css")
}

/// Every file of a folder, by its path from there.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(inner) = waiting.pop() {
        let entries = fs::read_dir(&inner).with_context(|| format!("cannot read {}", inner.display()))?;
        for entry in entries {
            let path = entry
                .with_context(|| format!("cannot read {}", inner.display()))?
                .path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.push(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
