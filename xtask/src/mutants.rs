//! `cargo xtask mutants`: small changes of the code that decides, one at a time, each of which a test must notice. What no test can
//! notice is listed with its reason in `.cargo/mutants.toml`.

use std::str::FromStr;

use anyhow::{Context, bail};

use crate::install;
use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use crate::tool;

const VERSION: &str = "27.1.0";

/// The code is compiled anew for each change, and most of the time goes there.
const QUICK_TO_COMPILE: &str = "--config=profile.dev.package.orcamo-cert.opt-level=1";

/// The seconds after which a change is taken for one that never ends, however quick the tests are without it.
const PATIENCE: &str = "60";

/// Code that is changed, and the tests that must notice: the quick ones, so that a change takes seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Whether a certificate can be renewed.
    Eligibility,
    /// The checks of a new certificate.
    Checks,
    /// The link to a new certificate.
    Link,
    /// The descriptors of the clients.
    Clients,
}

impl Area {
    /// In the order they run.
    pub(crate) const ALL: [Self; 4] = [Self::Eligibility, Self::Checks, Self::Link, Self::Clients];

    fn name(self) -> &'static str {
        match self {
            Self::Eligibility => "eligibility",
            Self::Checks => "checks",
            Self::Link => "link",
            Self::Clients => "clients",
        }
    }

    fn files(self) -> &'static [&'static str] {
        match self {
            Self::Eligibility => &["src/eligibility/*.rs"],
            Self::Checks => &["src/renewal/check.rs", "src/renewal/expectation.rs"],
            Self::Link => &["src/renewal/link.rs"],
            Self::Clients => &[
                "src/clients/mod.rs",
                "src/clients/descriptor.rs",
                "src/clients/window.rs",
            ],
        }
    }

    /// Filters of libtest, as in `cargo test -- FILTERS`.
    fn tests(self) -> &'static [&'static str] {
        match self {
            Self::Eligibility => &["eligibility::"],
            Self::Checks => &["renewal::", "new_certificate::"],
            Self::Link => &["link"],
            Self::Clients => &["descriptors::"],
        }
    }
}

impl FromStr for Area {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|area| area.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name);
            format!("there is no area {name:?}; the areas are {}", names.join(", "))
        })
    }
}

/// Changes the code of one area or of all, and prints which changes no test notices (`target/mutants`).
///
/// # Errors
/// A change that no test notices; cargo-mutants cannot be installed; a signal.
pub(crate) async fn mutants(project: &Project, only: Option<Area>, interrupt: &mut Interrupt) -> anyhow::Result<()> {
    let program = install::ensure(project, "cargo-mutants", VERSION, &["--debug"], interrupt).await?;
    let mut failed = Vec::new();
    for area in Area::ALL {
        if only.is_some_and(|only| only != area) {
            continue;
        }
        let target = project.root().join("target");
        let output = target.join("mutants").join(area.name());
        std::fs::create_dir_all(&output).with_context(|| format!("cannot make {}", output.display()))?;
        let mut command = tool::command(project, &program);
        command.args(["mutants", "--package", "orcamo-cert", "--cargo-arg", QUICK_TO_COMPILE]);
        command.args([
            "--no-shuffle",
            "--minimum-test-timeout",
            PATIENCE,
            "--colors",
            "never",
            "--output",
        ]);
        command.arg(&output);
        for file in area.files() {
            command.args(["--file", file]);
        }
        // Of building, too: all of `core` takes much longer.
        command.args(["--cargo-arg=--lib", "--cargo-arg=--test=deciding", "--", "--"]);
        command.args(area.tests());
        // What is changed is a copy. Its crates are built once, and not where those of the repository are: a changed library must never
        // be taken for it.
        command.env("CARGO_TARGET_DIR", target.join("mutants").join("build"));
        match tool::run(command, interrupt).await {
            Ok(()) => {}
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(error) => {
                println!("{}: {error:#}", area.name());
                failed.push(area.name());
            }
        }
    }
    if !failed.is_empty() {
        bail!("there are changes that no test notices: {}", failed.join(", "));
    }
    Ok(())
}
