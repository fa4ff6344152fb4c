//! The command line.

use std::ffi::OsString;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask <command>

  build    build the module into dist/npm and the page into dist/site
  help     print this
";

/// A parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print the help.
    Help,
    /// Build dist/npm and dist/site.
    Build,
}

/// Reads the arguments after `cargo xtask`.
///
/// # Errors
/// An unknown command or option, by name.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut parser = lexopt::Parser::from_args(arguments);
    let command = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Value(name)) => match name.to_string_lossy().as_ref() {
            "help" => return Ok(Command::Help),
            "build" => Command::Build,
            other => return Err(format!("there is no command {other:?}").into()),
        },
        Some(argument) => return Err(argument.unexpected()),
    };
    match parser.next()? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help),
        Some(argument) => Err(argument.unexpected()),
    }
}
