//! `cargo xtask fuzz`: hostile input for every entry of the module, by libFuzzer.

use std::fmt;
use std::fs::File;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::install;
use crate::interrupt::{Interrupt, Interrupted};
use crate::project::Project;
use crate::tool;

/// The cargo-fuzz that these arguments were tried with.
const CARGO_FUZZ: &str = "0.13.2";
/// Public test files of this size in octets and with so many iterations are seeds: larger ones teach nothing more and take longer.
const MOST_SEED_BYTES: u64 = 16 << 10;
const MOST_SEED_ITERATIONS: u64 = 2_048;
/// An input may take so long: the largest amount of key derivation that a file may ask for, instrumented, on a slow machine.
const TIMEOUT_SECONDS: u32 = 25;
const MOST_MEGABYTES: u32 = 512;
/// Longer inputs are not tried.
const MOST_INPUT_BYTES: u64 = 16 << 10;

/// A fuzz target, its dictionary, and its share of the time.
struct Target {
    name: &'static str,
    dictionary: &'static str,
    share: u64,
}

const fn target(name: &'static str, dictionary: &'static str, share: u64) -> Target {
    Target {
        name,
        dictionary,
        share,
    }
}

/// What parses most gets most.
const TARGETS: [Target; 11] = [
    target("inspect", "files.dict", 8),
    target("inspect_pair", "files.dict", 3),
    target("key", "files.dict", 3),
    target("convert", "files.dict", 4),
    target("renewal", "web.dict", 4),
    target("presented", "web.dict", 2),
    target("eligibility", "web.dict", 2),
    target("settings", "settings.dict", 2),
    target("link", "web.dict", 1),
    target("text", "text.dict", 1),
    target("timestamp", "web.dict", 1),
];

/// Where things are; all of it in `target/fuzz`, which no commit holds.
struct Folders {
    /// `tests/fuzz`.
    source: PathBuf,
    /// `target/fuzz`.
    work: PathBuf,
}

/// Runs every target on its seeds and on what earlier runs found, one after the other, for its share of `seconds`.
///
/// # Errors
/// A program that is missing or a build that fails; a signal. What the targets find is printed and is the exit code.
pub(crate) async fn fuzz(project: &Project, seconds: u64, interrupt: &mut Interrupt) -> anyhow::Result<ExitCode> {
    let folders = Folders {
        source: source(project),
        work: project.root().join("target").join("fuzz"),
    };
    let cargo_fuzz = ensure_cargo_fuzz(project, interrupt).await?;
    println!("Building the fuzz targets …");
    let programs = build(project, &folders, &cargo_fuzz, interrupt).await?;
    println!("Making the seeds …");
    let seeds = folders.work.join("seeds");
    let mut make = tool::command(project, "bash");
    make.arg(folders.source.join("seeds.sh")).arg(&seeds);
    make.stderr(File::create(folders.work.join("seeds.log"))?);
    tool::run(make, interrupt).await?;
    let public = public_files(project)?;

    let shares: u64 = TARGETS.iter().map(|target| target.share).sum();
    let (mut crashes, mut total) = (0, Total::default());
    println!(
        "{:<14}{:>12}{:>12}{:>14}{:>10}{:>10}",
        "target", "executions", "seconds", "CPU seconds", "corpus", "crashes"
    );
    for target in &TARGETS {
        let share = (seconds * target.share / shares).max(1);
        let files = if target.name == "inspect" {
            public.as_slice()
        } else {
            &[]
        };
        let (begin, begin_cpu) = (Instant::now(), cpu_time());
        let found = run(project, &folders, &programs, target, share, files, interrupt).await?;
        let spent = Total {
            executions: found.executions,
            time: begin.elapsed(),
            cpu: cpu_time().saturating_sub(begin_cpu),
        };
        println!(
            "{:<14}{}{:>10}{:>10}",
            target.name,
            spent,
            found.corpus,
            found.crashes.len()
        );
        total += spent;
        for crash in &found.crashes {
            println!("  {}", project.short(crash));
        }
        if let Some(failure) = &found.failure {
            println!("  {failure}; see {}", project.short(&found.log));
        }
        crashes += found.crashes.len().max(usize::from(found.failure.is_some()));
    }
    println!("{:<14}{total}{:>10}{crashes:>10}", "total", "");
    if crashes > 0 {
        println!("\nRepeat one with: {}/TARGET FILE", project.short(&programs));
        return Ok(ExitCode::FAILURE);
    }
    println!("\nNo crash.");
    Ok(ExitCode::SUCCESS)
}

/// What was spent.
#[derive(Default)]
struct Total {
    executions: u64,
    time: Duration,
    cpu: Duration,
}

impl AddAssign for Total {
    fn add_assign(&mut self, other: Self) {
        self.executions += other.executions;
        self.time += other.time;
        self.cpu += other.cpu;
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (time, cpu) = (rounded(self.time), rounded(self.cpu));
        write!(f, "{:>12}{time:>12}{cpu:>14}", self.executions)
    }
}

/// The CPU time of all programs that were started and have ended; nothing where the system does not say.
fn cpu_time() -> Duration {
    #[cfg(unix)]
    {
        use nix::sys::resource::{UsageWho, getrusage};
        let spent = |usage: nix::sys::resource::Usage| {
            let microseconds =
                |time: nix::sys::time::TimeVal| u64::try_from(time.tv_sec() * 1_000_000 + time.tv_usec()).unwrap_or(0);
            Duration::from_micros(microseconds(usage.user_time()) + microseconds(usage.system_time()))
        };
        getrusage(UsageWho::RUSAGE_CHILDREN).map_or(Duration::ZERO, spent)
    }
    #[cfg(not(unix))]
    Duration::ZERO
}

/// What a run of one target found.
struct Found {
    executions: u64,
    corpus: usize,
    crashes: Vec<PathBuf>,
    /// Why the target ended in another way than by its time.
    failure: Option<&'static str>,
    log: PathBuf,
}

async fn run(
    project: &Project,
    folders: &Folders,
    programs: &Path,
    target: &Target,
    seconds: u64,
    files: &[String],
    interrupt: &mut Interrupt,
) -> anyhow::Result<Found> {
    let folder = |kind: &str| {
        let folder = folders.work.join(kind).join(target.name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        anyhow::Ok(folder)
    };
    let (corpus, seeds, crashes, logs) = (folder("corpus")?, folder("seeds")?, folder("crashes")?, folder("logs")?);
    let log = logs.join("last.log");
    let mut program = tool::command(project, programs.join(target.name));
    program.arg(&corpus).arg(seeds);
    // What crashed before is tried first, so that it is seen to be mended.
    let old_crashes = entries(&crashes)?;
    let old_crashes = old_crashes.iter().filter(|crash| !is_only_slow(crash));
    let list: Vec<String> = files
        .iter()
        .cloned()
        .chain(old_crashes.map(|crash| crash.to_string_lossy().into_owned()))
        .collect();
    if !list.is_empty() {
        let file = logs.join("further-seeds");
        std::fs::write(&file, list.join(","))?;
        program.arg(format!("-seed_inputs=@{}", file.display()));
    }
    program.arg(format!(
        "-dict={}",
        folders.source.join("dictionaries").join(target.dictionary).display()
    ));
    program.arg(format!("-artifact_prefix={}/", crashes.display()));
    program.args([
        format!("-max_total_time={seconds}"),
        format!("-timeout={TIMEOUT_SECONDS}"),
        format!("-rss_limit_mb={MOST_MEGABYTES}"),
        format!("-max_len={MOST_INPUT_BYTES}"),
        "-print_final_stats=1".to_owned(),
    ]);
    program.stderr(File::create(&log)?);
    let failure = match tool::run(program, interrupt).await {
        Ok(()) => None,
        Err(error) if error.is::<Interrupted>() => return Err(error),
        Err(_) => Some("it did not end by its time"),
    };
    // A panic message may quote any octets.
    let text = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
    Ok(Found {
        executions: executions(&text),
        corpus: entries(&corpus)?.len(),
        crashes: artifacts(&text).filter(|path| !is_only_slow(path)).collect(),
        failure,
        log,
    })
}

/// libFuzzer also keeps the slowest input of a run, which is no crash.
fn is_only_slow(artifact: &Path) -> bool {
    artifact
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("slow-unit-"))
}

/// The inputs that libFuzzer has kept.
fn artifacts(log: &str) -> impl Iterator<Item = PathBuf> {
    log.lines()
        .filter_map(|line| line.split_once("Test unit written to "))
        .map(|(_, path)| PathBuf::from(path.trim()))
}

/// From `stat::number_of_executed_units: N`, or, where the run was cut off by a crash, from its last `#N`.
fn executions(log: &str) -> u64 {
    let stat = |line: &str| {
        line.strip_prefix("stat::number_of_executed_units:")?
            .trim()
            .parse()
            .ok()
    };
    let progress = |line: &str| {
        line.strip_prefix('#')?
            .split_whitespace()
            .next()?
            .trim_end_matches(':')
            .parse()
            .ok()
    };
    let last = |read: &dyn Fn(&str) -> Option<u64>| log.lines().rev().find_map(read);
    last(&stat).or_else(|| last(&progress)).unwrap_or(0)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        entries.push(entry?.path());
    }
    entries.sort();
    Ok(entries)
}

fn rounded(time: Duration) -> u64 {
    time.as_secs_f64().round() as u64
}

/// cargo-fuzz from PATH or from `target/tools`, where it is installed when it is in neither.
async fn ensure_cargo_fuzz(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<PathBuf> {
    if let Some(found) = tool::find("cargo-fuzz") {
        return Ok(found);
    }
    install::ensure(project, "cargo-fuzz", CARGO_FUZZ, &[], interrupt).await
}

/// `tests/fuzz`.
pub(crate) fn source(project: &Project) -> PathBuf {
    project.root().join("tests").join("fuzz")
}

/// Every target.
pub(crate) fn target_names() -> impl Iterator<Item = &'static str> {
    TARGETS.iter().map(|target| target.name)
}

/// How the targets are compiled: quick, and with every check.
const PROFILE: [(&str, &str); 6] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3"),
    ("CARGO_PROFILE_RELEASE_LTO", "false"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "line-tables-only"),
    ("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true"),
    ("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true"),
];

/// Builds every target and gives the folder of the programs. No address sanitizer: this code has no `unsafe`, and without one it
/// runs on the stable toolchain, twice as fast.
async fn build(
    project: &Project,
    folders: &Folders,
    cargo_fuzz: &Path,
    interrupt: &mut Interrupt,
) -> anyhow::Result<PathBuf> {
    if tool::find("c++").is_none() {
        bail!("libFuzzer needs a C++ compiler. On Debian: sudo apt-get install -y --no-install-recommends g++");
    }
    std::fs::create_dir_all(&folders.work)?;
    let build = folders.work.join("build");
    let mut cargo = tool::command(project, cargo_fuzz);
    cargo
        .args(["fuzz", "build", "--sanitizer", "none", "--fuzz-dir"])
        .arg(&folders.source);
    cargo.arg("--target-dir").arg(&build).envs(PROFILE);
    // It also prints the line that a failed build was started with, and where in itself.
    tool::run(cargo, interrupt).await?;
    let host = host(project, interrupt).await?;
    Ok(build.join(host).join("release"))
}

/// The triple that cargo-fuzz builds for.
async fn host(project: &Project, interrupt: &mut Interrupt) -> anyhow::Result<String> {
    let mut rustc = tool::command(project, "rustc");
    rustc.arg("-vV");
    let version = tool::output(rustc, interrupt).await?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its host")?.to_owned())
}

/// Files of other projects that lie beside the repository on some machines; read where they are.
fn public_files(project: &Project) -> anyhow::Result<Vec<String>> {
    let folder = project.root().join("..").join("shared").join("corpus");
    let mut files = Vec::new();
    if let Ok(manifest) = std::fs::read_to_string(folder.join("manifest.jsonl")) {
        for line in manifest.lines() {
            let row: serde_json::Value = serde_json::from_str(line).context("cannot read the corpus's manifest")?;
            let iterations = row.get("max_iter").and_then(serde_json::Value::as_u64).unwrap_or(0);
            if let Some(file) = row.get("file").and_then(serde_json::Value::as_str)
                && iterations <= MOST_SEED_ITERATIONS
            {
                add_small(&folder.join(file), &mut files);
            }
        }
    }
    let mut folders = vec![folder.join("fuzz")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder).unwrap_or_default() {
            if path.is_dir() {
                folders.push(path);
            } else {
                add_small(&path, &mut files);
            }
        }
    }
    Ok(files)
}

fn add_small(path: &Path, files: &mut Vec<String>) {
    let name = path.to_string_lossy();
    // libFuzzer's list is separated by commas.
    if std::fs::metadata(path).is_ok_and(|file| file.len() <= MOST_SEED_BYTES) && !name.contains(',') {
        files.push(name.into_owned());
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{artifacts, executions, is_only_slow};

    #[test]
    fn executions_are_read_from_the_statistics_or_else_from_the_last_progress() {
        let progress = "INFO: seed corpus\n#2\tINITED cov: 3\n#4096: pulse\n";
        assert_eq!(executions(progress), 4096);
        let whole = format!("{progress}Done 5000 runs\nstat::number_of_executed_units: 5000\n");
        assert_eq!(executions(&whole), 5000);
        assert_eq!(executions("error: cannot start"), 0);
    }

    #[test]
    fn a_crash_is_distinguished_from_an_input_that_is_only_slow() {
        let log = "artifact_prefix='/t/'; Test unit written to /t/slow-unit-1\nartifact_prefix='/t/'; Test unit written to /t/crash-2\n";
        let kept: Vec<PathBuf> = artifacts(log).collect();
        assert_eq!(kept, [Path::new("/t/slow-unit-1"), Path::new("/t/crash-2")]);
        assert_eq!(
            kept.iter().map(|path| is_only_slow(path)).collect::<Vec<_>>(),
            [true, false]
        );
    }
}
