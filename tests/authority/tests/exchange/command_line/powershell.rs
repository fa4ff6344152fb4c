//! `renew.ps1`: its syntax, and what it does where PowerShell is there.

use super::{FOLDER, PASSWORD, PASSWORDS, Setting, files_of, words};
use crate::support::origin;
use renewal_authority::fault::{Bundle, Content, Fault, Framing, Link, On, Reply, Times};
use std::{
    fs,
    io::{ErrorKind, Write as _},
    process::{Command, Output, Stdio},
    sync::Once,
};

static TELL: Once = Once::new();

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
        ("[switch] $Yes,", "[switch $Yes,"),
        ("finally {", "finally "),
        ("-eq 'POST') {", "-eq 'POST' {"),
        ("@{ Status = 0;", "@{ Status = ;"),
    ] {
        let broken = text.replacen(from, to, 1);
        assert!(broken != text && parse(&broken).root_node().has_error(), "{from}");
    }
}

impl Setting {
    /// The script for PowerShell; `None` where there is none.
    fn powershell(&self, options: &[&str]) -> Option<Output> {
        let mut command = Command::new("pwsh");
        command.args(["-NoProfile", "-NonInteractive", "-File"]);
        command.arg(format!("{FOLDER}/renew.ps1"));
        command.args(["-Directory", &self.path("new")]);
        command.args(["-Endpoint", &format!("{}/api/cert", origin(&self.server))]);
        command
            .args(options)
            .env("SSL_CERT_FILE", self.path("ca.pem"))
            .stdin(Stdio::null());
        match command.output() {
            Ok(output) => Some(output),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // Not by `println!`, which is shown of failed tests alone.
                let told = b"PowerShell is not here: of renew.ps1 the syntax alone was checked\n";
                TELL.call_once(|| std::io::stderr().write_all(told).unwrap());
                None
            }
            Err(error) => panic!("{error}"),
        }
    }

    fn renew_with_powershell(&self, more: &[&str]) -> Option<Output> {
        let (certificate, password) = (self.path("old: one.p12"), self.path("password"));
        let options = ["-Certificate", &certificate, "-PasswordFile", &password, "-Yes"];
        self.powershell(&[options.as_slice(), more].concat())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_renews_where_powershell_is_there() {
    for password in PASSWORDS {
        let setting = Setting::start(password).await;
        let Some(output) = setting.renew_with_powershell(&[]) else {
            return;
        };
        assert!(output.status.success(), "{}", words(&output));
        setting.assert_renewed();
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_withstands_what_the_other_does_where_powershell_is_there() {
    let elsewhere = Link::OnHost("elsewhere.example".to_owned());
    let other = Bundle::OtherCommonName("client9999".to_owned());
    let endless = || Fault::Before(Reply::Content(Content::Huge(Framing::Chunked)));
    for (on, fault, code, downloads, files) in [
        (On::Renewal, Fault::Before(Reply::status(403)), 5, 0, 0),
        (On::Renewal, Fault::Before(Reply::status(302)), 5, 0, 0),
        (On::Renewal, Fault::After(Reply::HangUp), 4, 0, 0),
        (On::Renewal, endless(), 4, 0, 0),
        (On::Renewal, Fault::Before(Reply::Content(Content::Html)), 6, 0, 1),
        (On::Renewal, Fault::Link(Link::PlainHttp), 6, 0, 1),
        (On::Renewal, Fault::Link(Link::UserInformation), 6, 0, 1),
        (On::Renewal, Fault::Link(elsewhere), 6, 0, 1),
        (On::Download, Fault::Before(Reply::status(404)), 7, 1, 1),
        (On::Download, endless(), 7, 4, 1),
        (On::Download, Fault::Truncated(Framing::ContentLength), 7, 4, 1),
        (On::Download, Fault::Bundle(Bundle::WrongPassword), 8, 1, 1),
        (On::Download, Fault::Bundle(other), 8, 1, 1),
        (On::Download, Fault::Bundle(Bundle::SameExpiry), 8, 1, 1),
    ] {
        let setting = Setting::start(PASSWORD).await;
        setting.authority.misbehave(on, fault.clone(), Times::Always);
        let Some(output) = setting.renew_with_powershell(&[]) else {
            return;
        };
        assert_eq!(output.status.code(), Some(code), "{fault:?}: {}", words(&output));
        let asked = (setting.asked("POST"), setting.asked("GET"));
        assert_eq!(asked, (1, downloads), "{fault:?}");
        let kept = setting.new_files();
        assert_eq!(kept.len(), files, "{fault:?}: {kept:?}");
        if code == 8 {
            // Evidence: what came, and the answer.
            assert_eq!(files_of(&kept[0]).len(), 2, "{fault:?}");
        }
        if code == 7 {
            setting.authority.behave();
            let output = setting.renew_with_powershell(&["-Resume", kept[0].to_str().unwrap()]);
            assert!(output.unwrap().status.success(), "{fault:?}");
            setting.assert_renewed();
            assert_eq!(setting.asked("POST"), 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_says_what_lacks_where_powershell_is_there() {
    let setting = Setting::start(PASSWORD).await;
    let (p12, crt, wrong) = (
        setting.path("old: one.p12"),
        setting.path("old.crt"),
        setting.path("wrong"),
    );
    setting.world.write("wrong", "wrong");
    for (options, word) in [
        (vec![], "-Certificate"),
        (vec!["-Certificate", "nowhere.p12"], "nowhere.p12"),
        (
            vec!["-Certificate", p12.as_str(), "-PasswordFile", &wrong],
            "パスワード",
        ),
        (vec!["-Certificate", crt.as_str(), "-PasswordFile", &wrong], "秘密鍵"),
    ] {
        let Some(output) = setting.powershell(&[options.as_slice(), &["-Yes"]].concat()) else {
            return;
        };
        assert_eq!(output.status.code(), Some(2), "{options:?}: {}", words(&output));
        assert!(words(&output).contains(word), "{options:?}: {}", words(&output));
    }
    assert_eq!(setting.asked("POST"), 0);
}
