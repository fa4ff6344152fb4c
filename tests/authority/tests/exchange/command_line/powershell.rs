//! `renew.ps1`: its syntax, and what it does where PowerShell is there.

use super::{FOLDER, PASSWORDS, Setting, words};
use crate::support::origin;
use std::{fs, process::Command};

/// Every word of the grammar is understood.
#[test]
fn the_powershell_script_has_no_syntax_error() {
    let parse = |text: &str| {
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
        parser.parse(text, None).unwrap()
    };
    let text = fs::read_to_string(format!("{FOLDER}/renew.ps1")).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let tree = parse(text);
    assert!(!tree.root_node().has_error(), "{}", tree.root_node().to_sexp());
    // It would be seen.
    for (from, to) in [
        ("param(", "param("),
        ("finally {", "finally "),
        ("-eq 'POST') {", "-eq 'POST' {"),
    ] {
        let broken = if from == to {
            text.replacen("[switch] $Yes,", "[switch $Yes,", 1)
        } else {
            text.replacen(from, to, 1)
        };
        assert!(parse(&broken).root_node().has_error(), "{from}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_renews_where_powershell_is_there() {
    let setting = Setting::start(PASSWORDS[1]).await;
    let mut command = Command::new("pwsh");
    command.args([
        "-NoProfile",
        "-NonInteractive",
        "-File",
        &format!("{FOLDER}/renew.ps1"),
        "-Yes",
    ]);
    command
        .arg("-Endpoint")
        .arg(format!("{}/api/cert", origin(&setting.server)));
    command.args([
        "-Certificate",
        &setting.path("old: one.p12"),
        "-PasswordFile",
        &setting.path("password"),
    ]);
    command
        .args(["-Directory", &setting.path("new")])
        .env("SSL_CERT_FILE", setting.path("ca.pem"));
    match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("PowerShell is not here: of renew.ps1 the syntax alone was checked");
        }
        Err(error) => panic!("{error}"),
        Ok(output) => {
            assert!(output.status.success(), "{}", words(&output));
            setting.assert_renewed();
            assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 1));
        }
    }
}
