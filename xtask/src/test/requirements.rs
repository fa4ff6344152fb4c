//! The programs that the tests judge with, and those that the bench measures with.

use std::path::Path;
use std::process::Stdio;

use anyhow::bail;

use super::Step;
use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use crate::tool;

/// The oldest Node.js whose test runner is used here.
const NODE: u32 = 20;

/// A program and the Debian package that brings it.
struct Program {
    name: &'static str,
    package: &'static str,
    /// Whether a step fails without it, rather than leave out what it is for.
    is_needed: bool,
}

const fn program(name: &'static str, package: &'static str) -> Program {
    Program {
        name,
        package,
        is_needed: true,
    }
}

const fn optional(name: &'static str, package: &'static str) -> Program {
    Program {
        name,
        package,
        is_needed: false,
    }
}

const NATIVE: &[Program] = &[
    program("openssl", "openssl"),
    program("curl", "curl"),
    program("certutil", "libnss3-tools"),
    program("pk12util", "libnss3-tools"),
    program("keytool", "default-jdk-headless"),
    // It runs the source of a judge in Java.
    program("javac", "default-jdk-headless"),
    program("certtool", "gnutls-bin"),
    program("unzip", "unzip"),
    program("python3", "python3"),
    program("cc", "gcc"),
    program("nginx", "nginx"),
];
/// libFuzzer is C++.
const FUZZ: &[Program] = &[program("c++", "g++"), program("openssl", "openssl")];
/// Debian's Python makes a virtual environment only with this package, which brings no program.
const VENV: Program = optional("Python's venv", "python3-venv");
/// What bundles the page.
const NPM: &[Program] = &[program("node", "nodejs"), program("npm", "npm")];
const MODULE: &[Program] = &[program("openssl", "openssl")];
const DIFFERENTIAL: &[Program] = &[
    // Its library is called, and the package brings it.
    program("openssl", "openssl"),
    program("certutil", "libnss3-tools"),
    program("pk12util", "libnss3-tools"),
    program("javac", "default-jdk-headless"),
    program("node", "nodejs"),
    program("python3", "python3"),
];
const BROWSER: &[Program] = &[
    program("chromium", "chromium"),
    program("chromedriver", "chromium-driver"),
    program("firefox-esr", "firefox-esr"),
    program("WebKitWebDriver", "webkit2gtk-driver"),
    program("Xvfb", "xvfb"),
];
const BENCH: &[Program] = &[
    program("openssl", "openssl"),
    program("node", "nodejs"),
    program("npm", "npm"),
    // Without these the bench leaves out what they are for, and says so.
    optional("chromium", "chromium"),
    optional("nginx", "nginx"),
];
/// A module of nginx, which serves files that were compressed beforehand.
const BROTLI: Program = optional("nginx's brotli", "libnginx-mod-http-brotli-static");
/// Where Debian's package puts it.
const BROTLI_MODULE: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
/// A library of Python, with which a judge reads YAML.
const YAML: Program = program("Python's yaml", "python3-yaml");
/// A library and its headers, of which a judge in C is made.
const JSON_C: &str = "libjson-c-dev";
/// Fonts are no program; their package is asked for by the languages they cover.
const FONT: &str = "fonts-noto-cjk";

/// Sees to it that every program is there: installs it where this is Debian and we are root.
///
/// # Errors
/// Otherwise what to install, in one line; or a Node.js that is too old.
pub(crate) async fn ensure(project: &Project, steps: &[Step], interrupt: &mut Interrupt) -> anyhow::Result<()> {
    let mut missing = missing(project, steps, interrupt).await?;
    if install(project, &missing, interrupt).await? {
        missing = self::missing(project, steps, interrupt).await?;
    }
    demand("the tests need", missing)?;
    if steps.contains(&Step::Module) || steps.contains(&Step::Differential) {
        check_node(project, interrupt).await?;
    }
    Ok(())
}

/// As [`ensure`], for `cargo xtask bench`.
///
/// # Errors
/// As [`ensure`].
pub(crate) async fn ensure_for_bench(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    let mut missing = missing_for_bench();
    if install(project, &missing, interrupt).await? {
        missing = missing_for_bench();
    }
    demand("the bench needs", missing)?;
    check_node(project, interrupt).await
}

fn missing_for_bench() -> Vec<&'static Program> {
    let mut missing: Vec<_> = BENCH
        .iter()
        .filter(|program| tool::find(program.name).is_none())
        .collect();
    if !Path::new(BROTLI_MODULE).exists() {
        missing.push(&BROTLI);
    }
    missing
}

/// Refuses to go on without what is needed.
fn demand(who: &str, mut missing: Vec<&Program>) -> anyhow::Result<()> {
    missing.retain(|program| program.is_needed);
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|program| program.name).collect();
        bail!(
            "{who} programs that are not here: {}. On Debian: sudo apt-get install -y --no-install-recommends {}",
            names.join(", "),
            packages(&missing)
        );
    }
    Ok(())
}

async fn missing(
    project: &Project,
    steps: &[Step],
    interrupt: &mut Interrupt,
) -> anyhow::Result<Vec<&'static Program>> {
    let mut needed: Vec<&'static Program> = Vec::new();
    for step in steps {
        match step {
            Step::Native => needed.extend(NATIVE),
            Step::Lint | Step::Seeds => needed.extend(FUZZ),
            // The programs that write the fixtures are among those that judge.
            Step::Fixtures => needed.extend(NATIVE),
            Step::Module => needed.extend(MODULE.iter().chain(NPM)),
            Step::Differential => needed.extend(DIFFERENTIAL),
            // Its tests judge with openssl and fill certificate stores, too.
            Step::Browser => needed.extend(BROWSER.iter().chain(NATIVE)),
            Step::Build => needed.extend(NPM),
            Step::Format => {}
        }
    }
    needed.retain(|program| tool::find(program.name).is_none());
    if steps.contains(&Step::Browser) && !has_japanese_font(project, interrupt).await? {
        needed.push(const { &program("a Japanese font", FONT) });
    }
    if steps.contains(&Step::Native) && !Path::new("/usr/include/json-c/json.h").exists() {
        needed.push(const { &program("json-c", JSON_C) });
    }
    if steps.contains(&Step::Native) && !has_modules(project, "yaml", interrupt).await? {
        needed.push(&YAML);
    }
    if steps.contains(&Step::Fixtures) && !has_modules(project, "venv, ensurepip", interrupt).await? {
        needed.push(&VENV);
    }
    needed.sort_by_key(|program| program.name);
    needed.dedup_by_key(|program| program.name);
    Ok(needed)
}

async fn has_japanese_font(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<bool> {
    if tool::find("fc-list").is_none() {
        return Ok(Path::new("/usr/share/doc").join(FONT).exists());
    }
    let mut list = tool::command(project, "fc-list");
    list.args([":lang=ja", "file"]);
    Ok(!tool::output(list, interrupt).await?.trim().is_empty())
}

/// Whether Python has these modules.
async fn has_modules(project: &Project, modules: &str, interrupt: &mut Interrupt) -> anyhow::Result<bool> {
    if tool::find("python3").is_none() {
        return Ok(false);
    }
    let mut import = tool::command(project, "python3");
    import.args(["-c", &format!("import {modules}")]).stderr(Stdio::null());
    match tool::run(import, interrupt).await {
        Ok(()) => Ok(true),
        Err(error) if error.is::<Interrupted>() => Err(error),
        Err(_) => Ok(false),
    }
}

fn packages(programs: &[&Program]) -> String {
    let mut packages: Vec<_> = programs.iter().map(|program| program.package).collect();
    packages.sort_unstable();
    packages.dedup();
    packages.join(" ")
}

/// Installs them where this is Debian and we are root, and returns whether it did.
async fn install(project: &Project, programs: &[&Program], interrupt: &mut Interrupt) -> anyhow::Result<bool> {
    if programs.is_empty() || !is_root() || tool::find("apt-get").is_none() {
        return Ok(false);
    }
    println!("Installing {} …", packages(programs));
    let mut update = tool::command(project, "apt-get");
    update.args(["update", "--quiet"]);
    tool::run(update, interrupt).await?;
    let mut install = tool::command(project, "apt-get");
    install.args(["install", "--quiet", "--yes", "--no-install-recommends"]);
    install.args(packages(programs).split(' '));
    install.env("DEBIAN_FRONTEND", "noninteractive");
    tool::run(install, interrupt).await?;
    Ok(true)
}

async fn check_node(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    let mut node = tool::command(project, "node");
    node.arg("--version");
    let version = tool::output(node, interrupt).await?;
    let major = version.trim().trim_start_matches('v').split('.').next();
    match major.and_then(|major| major.parse::<u32>().ok()) {
        Some(major) if major >= NODE => Ok(()),
        Some(_) | None => bail!(
            "Node.js {NODE} or newer is needed, and this is {}: install one from https://nodejs.org",
            version.trim()
        ),
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
