//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use browser_profile::Browser;

use crate::mutants::Area;
use crate::serve::Launch;
use crate::test::Step;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask <command>

  build             build the module into dist/npm and the page into dist/site
  serve             build, then serve the page and a demo renewal authority on https://localhost:8443
    --port N          another port
    --browser [NAME]  open chromium or firefox (or whichever is there) with a demo certificate in it
    --headless        that browser without a window
  test              run every check and test; installs the programs it needs on Debian as root
    --only STEP       one step: format, lint, native, fixtures, seeds, build, module, differential or browser
  fuzz              throw hostile input at every entry of the module; installs cargo-fuzz into target/tools
    --seconds N       for so long over all targets together (120)
  mutants [AREA]    change the code that decides, and see that a test notices each change: eligibility, checks, link or clients;
                    installs cargo-mutants into target/tools
  corpus DIR        compare the built module with what a corpus of certificate files (manifest.jsonl) says of them
  differential      put mutants of the fixtures to OpenSSL, Java, NSS and the built module, and compare
    --mutants N       so many (20000)
    --seed TEXT       others than those of the usual seed
  bench             measure the built module against other programs, and a first visit to the page
    --quick           leave the long ones out
  demo              prepare the demo certificates in target/demo
  help              print this
";

/// The port of `serve`.
const PORT: u16 = 8443;

/// The seconds of `fuzz`.
const FUZZ_SECONDS: u64 = 120;

/// The mutants of `differential`.
const MUTANTS: u32 = 20_000;

/// A parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print the help.
    Help,
    /// Build dist/npm and dist/site.
    Build,
    /// Serve the page.
    Serve {
        /// The port on loopback.
        port: u16,
        /// The browser to open.
        browser: Option<Launch>,
    },
    /// Run the tests.
    Test {
        /// One step alone.
        only: Option<Step>,
    },
    /// Fuzz the module.
    Fuzz {
        /// How long, over all targets together.
        seconds: u64,
    },
    /// Change the code, and see that a test notices.
    Mutants {
        /// One area alone.
        only: Option<Area>,
    },
    /// Run a corpus.
    Corpus {
        /// The folder with its manifest.
        folder: PathBuf,
    },
    /// Compare with other programs on mutants.
    Differential {
        /// How many.
        mutants: u32,
        /// What they are chosen by.
        seed: Option<String>,
    },
    /// Measure against other programs.
    Bench {
        /// Without the long ones.
        quick: bool,
    },
    /// Prepare target/demo.
    Demo,
}

/// Reads the arguments after `cargo xtask`.
///
/// # Errors
/// An unknown command, option or value, by name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut parser = lexopt::Parser::from_args(arguments);
    let name = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Value(name)) => name.string()?,
        Some(argument) => return Err(argument.unexpected()),
    };
    let names = [
        "build",
        "serve",
        "test",
        "fuzz",
        "mutants",
        "corpus",
        "differential",
        "bench",
        "demo",
        "help",
    ];
    if !names.contains(&name.as_str()) {
        return Err(format!("there is no command {name:?}").into());
    }
    let (mut port, mut browser, mut headless, mut only, mut seconds) = (None, None, false, None, FUZZ_SECONDS);
    let (mut folder, mut quick, mut area) = (None, false, None);
    let (mut mutants, mut seed) = (MUTANTS, None);
    while let Some(argument) = parser.next()? {
        match (name.as_str(), argument) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help),
            ("serve", Long("port")) => port = Some(port_number(&parser.value()?)?),
            ("serve", Long("browser")) => {
                browser = Some(optional_value(&mut parser)?.map(browser_named).transpose()?);
            }
            ("serve", Long("headless")) => headless = true,
            ("fuzz", Long("seconds")) => seconds = parser.value()?.parse()?,
            ("mutants", Value(value)) if area.is_none() => area = Some(value.parse()?),
            ("corpus", Value(value)) if folder.is_none() => folder = Some(PathBuf::from(value)),
            ("differential", Long("mutants")) => mutants = parser.value()?.parse()?,
            ("differential", Long("seed")) => seed = Some(parser.value()?.string()?),
            ("bench", Long("quick")) => quick = true,
            ("test", Long("only")) => only = Some(parser.value()?.parse()?),
            (_, argument) => return Err(argument.unexpected()),
        }
    }
    if headless && browser.is_none() {
        return Err("--headless is for --browser".into());
    }
    match name.as_str() {
        "build" => Ok(Command::Build),
        "serve" => Ok(Command::Serve {
            port: port.unwrap_or(PORT),
            browser: browser.map(|browser| Launch { browser, headless }),
        }),
        "test" => Ok(Command::Test { only }),
        "fuzz" => Ok(Command::Fuzz { seconds }),
        "mutants" => Ok(Command::Mutants { only: area }),
        "corpus" => match folder {
            Some(folder) => Ok(Command::Corpus { folder }),
            None => Err("corpus needs a folder: cargo xtask corpus DIR".into()),
        },
        "differential" => Ok(Command::Differential { mutants, seed }),
        "bench" => Ok(Command::Bench { quick }),
        "demo" => Ok(Command::Demo),
        _ => Ok(Command::Help),
    }
}

/// `--browser=firefox` or `--browser firefox`, but not the next option.
fn optional_value(parser: &mut lexopt::Parser) -> Result<Option<OsString>, lexopt::Error> {
    if let Some(value) = parser.optional_value() {
        return Ok(Some(value));
    }
    let mut rest = parser.raw_args()?;
    Ok(rest.next_if(|next| !next.to_string_lossy().starts_with('-')))
}

fn port_number(text: &OsString) -> Result<u16, lexopt::Error> {
    let text = text.to_string_lossy();
    let refusal = || format!("{text:?} is no port; a port is a number from 1 to 65535");
    text.parse().map_err(|_| refusal().into())
}

fn browser_named(name: OsString) -> Result<Browser, lexopt::Error> {
    match name.to_string_lossy().as_ref() {
        "chromium" => Ok(Browser::Chromium),
        "firefox" => Ok(Browser::Firefox),
        other => Err(format!("there is no browser {other:?}; choose chromium or firefox").into()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
    }

    fn serving(port: u16, browser: Option<Launch>) -> Result<Command, String> {
        Ok(Command::Serve { port, browser })
    }

    #[test]
    fn no_command_and_a_plea_for_help_print_the_help() {
        for line in ["", "help", "--help", "-h", "serve --help"] {
            assert_eq!(parsed(line), Ok(Command::Help), "{line:?}");
        }
    }

    #[test]
    fn the_browsers_name_may_be_left_out_even_before_another_option() {
        let launch = |browser, headless| Some(Launch { browser, headless });
        assert_eq!(parsed("serve"), serving(8443, None));
        assert_eq!(
            parsed("serve --browser --port 9000"),
            serving(9000, launch(None, false))
        );
        for line in [
            "serve --browser firefox --headless",
            "serve --headless --browser=firefox",
        ] {
            let firefox = launch(Some(Browser::Firefox), true);
            assert_eq!(parsed(line), serving(8443, firefox), "{line}");
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (line, name) in [
            ("sreve --port 1", "sreve"),
            ("build --fast", "--fast"),
            ("build --port 1", "--port"),
            ("serve --port 65536", "65536"),
            ("serve --browser lynx", "lynx"),
            ("test --only everything", "everything"),
            ("demo now", "now"),
            ("fuzz --seconds soon", "soon"),
            ("differential --mutants many", "many"),
            ("mutants everywhere", "everywhere"),
        ] {
            let error = parsed(line).unwrap_err();
            assert!(error.contains(name), "{line}: {error}");
        }
    }

    #[test]
    fn fuzzing_takes_two_minutes_by_default() {
        assert_eq!(parsed("fuzz"), Ok(Command::Fuzz { seconds: 120 }));
        assert_eq!(parsed("fuzz --seconds 9"), Ok(Command::Fuzz { seconds: 9 }));
    }

    #[test]
    fn twenty_thousand_mutants_are_made_by_default() {
        let differential = |mutants, seed: Option<&str>| {
            let seed = seed.map(str::to_owned);
            Ok(Command::Differential { mutants, seed })
        };
        assert_eq!(parsed("differential"), differential(20_000, None));
        let line = "differential --mutants 300 --seed other";
        assert_eq!(parsed(line), differential(300, Some("other")));
    }

    #[test]
    fn mutants_are_made_everywhere_unless_an_area_is_named() {
        assert_eq!(parsed("mutants"), Ok(Command::Mutants { only: None }));
        let only = Some(Area::Link);
        assert_eq!(parsed("mutants link"), Ok(Command::Mutants { only }));
    }

    #[test]
    fn one_step_is_chosen_by_its_name() {
        assert_eq!(parsed("test"), Ok(Command::Test { only: None }));
        for step in Step::ALL {
            let line = format!("test --only {}", step.name());
            assert_eq!(parsed(&line), Ok(Command::Test { only: Some(step) }));
        }
    }
}
