//! The steps of `cargo xtask test`, in their order.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tokio::process::Command;

use super::count::Count;
use super::{clippy, fixtures, seeds};
use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::{build, demo, differential, tool};

/// The packages that cargo is to think of, also where the tests of one run: crates get the features that the chosen packages want, and are
/// compiled anew for every other choice.
pub(super) const WHOLE: &str = "--workspace";

/// The mutants of a test run: a minute's.
const MUTANTS: u32 = 500;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// rustfmt.
    Format,
    /// clippy.
    Lint,
    /// Rust tests that need no browser.
    Native,
    /// The fixtures, made anew.
    Fixtures,
    /// The fuzz targets on their seeds.
    Seeds,
    /// The build.
    Build,
    /// The built module in Node.js, and its types.
    Module,
    /// The built module and other programs on mutants.
    Differential,
    /// Tests in real browsers.
    Browser,
}

impl Step {
    /// In the order they run.
    pub(crate) const ALL: [Self; 9] = [
        Self::Format,
        Self::Lint,
        Self::Native,
        Self::Fixtures,
        Self::Seeds,
        Self::Build,
        Self::Module,
        Self::Differential,
        Self::Browser,
    ];

    /// The name for `--only`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Fixtures => "fixtures",
            Self::Seeds => "seeds",
            Self::Build => "build",
            Self::Module => "module",
            Self::Differential => "differential",
            Self::Browser => "browser",
        }
    }

    /// What is announced.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Format => "format: cargo fmt",
            Self::Lint => "lint: clippy, as all is compiled for the tests, and over both modules for wasm; cargo doc",
            Self::Native => "native: Rust tests without a browser",
            Self::Fixtures => "fixtures: made anew by the programs that write such files, and compared",
            Self::Seeds => "seeds: the fuzz targets on what they begin with",
            Self::Build => "build: modules and page, begun with the native tests",
            Self::Module => "module: the built modules and the page's own in Node.js, and their types",
            Self::Differential => {
                "differential: mutants of the fixtures before the built module, OpenSSL, Java and NSS"
            }
            Self::Browser => "browser: end to end, in real browsers",
        }
    }

    /// Whether the step is there to run tests.
    pub(crate) fn has_tests(self) -> bool {
        match self {
            Self::Native | Self::Seeds | Self::Module | Self::Browser => true,
            // They compare, and where that cannot be done they say so.
            Self::Format | Self::Lint | Self::Fixtures | Self::Build | Self::Differential => false,
        }
    }

    /// Runs the step, with its output shown; its temporary files go to `scratch`.
    ///
    /// # Errors
    /// What failed; a signal.
    pub(crate) async fn run(
        self,
        project: &Project,
        scratch: &Path,
        count: &mut Count,
        interrupt: &mut Interrupt,
    ) -> anyhow::Result<()> {
        let cargo = |arguments: &[&str]| {
            let mut cargo = tool::cargo(project);
            cargo.args(arguments).env("TMPDIR", scratch);
            cargo
        };
        match self {
            Self::Format => tool::run(cargo(&["fmt", "--all", "--check"]), interrupt).await,
            Self::Lint => {
                clippy::ensure_it_refuses(project, scratch, interrupt).await?;
                // The tests in browsers are none of "all targets": those that run by themselves.
                for targets in ["--all-targets", "--test=end_to_end"] {
                    let mut build = clippy::cargo(project, interrupt).await?;
                    build.args(["build", WHOLE, targets]);
                    tool::run(build, interrupt).await?;
                }
                build::ensure_target(project, interrupt).await?;
                let mut documents = cargo(&["doc", "-p", "orcamo-cert", "--no-deps"]);
                documents.env("RUSTDOCFLAGS", "-Dwarnings");
                tool::run(documents, interrupt).await?;
                for module in build::Module::ALL {
                    let mut clippy = cargo(&["clippy", "-p", "orcamo-cert", "--lib"]);
                    // As it is built: macros are compiled once for both.
                    clippy.arg("--release").args(module.features());
                    clippy.args(["--target", build::WASM, "--", "-Dwarnings"]);
                    tool::run(clippy, interrupt).await?;
                }
                Ok(())
            }
            Self::Native => {
                let mut tests = clippy::cargo(project, interrupt).await?;
                tests.args(["test", "--no-fail-fast", WHOLE]).env("TMPDIR", scratch);
                run_tests(tests, count, interrupt).await
            }
            Self::Fixtures => fixtures::compare(project, scratch, count, interrupt).await,
            Self::Seeds => seeds::run(project, scratch, count, interrupt).await,
            Self::Build => build::build(project, interrupt).await,
            Self::Module => module(project, scratch, count, interrupt).await,
            Self::Differential => differential::run(project, MUTANTS, None, interrupt).await,
            Self::Browser => {
                let mut tests = clippy::cargo(project, interrupt).await?;
                tests.args(["test", "--no-fail-fast", WHOLE, "--test", "end_to_end"]);
                tests.env("TMPDIR", scratch);
                // More than there may be sites at a time: what needs none runs beside those.
                tests.env("RUST_TEST_THREADS", "4");
                run_tests(tests, count, interrupt).await
            }
        }
    }
}

impl std::str::FromStr for Step {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|step| step.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name);
            format!("there is no step {name:?}; the steps are {}", names.join(", "))
        })
    }
}

pub(super) async fn run_tests(command: Command, count: &mut Count, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    tool::lines(command, interrupt, |line| {
        println!("{line}");
        count.read(line);
    })
    .await
}

async fn module(project: &Project, scratch: &Path, count: &mut Count, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    if !project.npm().join("package.json").exists() {
        bail!("there is no dist/npm to test: run `cargo xtask build` first");
    }
    demo::prepare(project)?;
    let tests = project.root().join("tests");
    let folder = tests.join("module");
    let mut npm = tool::command(project, "npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--prefer-offline"]);
    npm.current_dir(&folder);
    tool::run(npm, interrupt).await?;
    let mut node = tool::command(project, "node");
    node.args(["--test", "--test-reporter=spec"]).env("TMPDIR", scratch);
    // Node.js leaves a core free, and has two of two.
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    node.arg(format!("--test-concurrency={cores}"));
    let mut files = node_tests(&tests.join("module"))?;
    files.extend(node_tests(&tests.join("page"))?);
    if files.is_empty() {
        bail!("there is no test file in tests/module and tests/page");
    }
    node.args(files);
    run_tests(node, count, interrupt).await?;

    println!("Checking form and lint of JavaScript and CSS with Biome …");
    let mut biome = tool::command(project, "node");
    biome.arg(folder.join("node_modules/@biomejs/biome/bin/biome"));
    biome
        .args(["check", "--error-on-warnings", "."])
        .current_dir(project.root());
    tool::run(biome, interrupt).await?;

    println!("Checking the types with TypeScript …");
    let mut tsc = tool::command(project, "node");
    tsc.arg(folder.join("node_modules/typescript/bin/tsc"));
    tsc.arg("--project").arg(folder.join("tsconfig.json"));
    tool::run(tsc, interrupt).await
}

/// The test files of a folder. Named one by one, since Node's search differs between its versions.
fn node_tests(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.to_string_lossy();
        if name.ends_with(".test.js") || name.ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
