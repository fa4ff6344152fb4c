//! `renew.ps1`: its syntax, and what it does where PowerShell is there.

use super::{FOLDER, PASSWORD, PASSWORDS, Setting, files_of, fitness, words};
use crate::support::{Program, origin, succeeds};
use renewal_authority::fault::{Bundle, Content, Fault, Framing, Link, On, Reply, Times};
use std::{
    fs,
    io::{ErrorKind, Write as _},
    os::unix::fs::PermissionsExt as _,
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
        // No parameter may be given twice.
        let usual = [
            ("-Directory", self.path("new")),
            ("-Endpoint", format!("{}/api/cert", origin(&self.server))),
        ];
        for (name, value) in usual.iter().filter(|(name, _)| !options.contains(name)) {
            command.args([*name, value]);
        }
        command
            .args(options)
            .env("SSL_CERT_FILE", self.path("ca.pem"))
            .stdin(Stdio::null());
        match command.output() {
            Ok(output) => Some(output),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // Not by `println!`, which is shown of failed tests alone.
                let reported = b"PowerShell is not here: of renew.ps1 the syntax and the table of what cannot be seen alone were checked\n";
                TELL.call_once(|| std::io::stderr().write_all(reported).unwrap());
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
async fn the_powershell_script_refuses_what_no_server_would_take_where_powershell_is_there() {
    for (bundle, code) in [
        (Bundle::BeginsIn(time::Duration::hours(1)), "not-yet-valid"),
        (Bundle::Expired, "not-newer"),
        (Bundle::SameExpiry, "not-newer"),
        (Bundle::OfAnAuthority, "is-ca"),
        (Bundle::ForServers, "no-client-auth"),
        (Bundle::WeakKey, "weak-key"),
    ] {
        let setting = Setting::start(PASSWORD).await;
        setting
            .authority
            .misbehave(On::Download, Fault::Bundle(bundle), Times::Always);
        let Some(output) = setting.renew_with_powershell(&[]) else {
            return;
        };
        assert_eq!(output.status.code(), Some(8), "{code}: {}", words(&output));
        let reported = words(&output);
        assert!(reported.contains(&format!("、{code}）")), "{code}: {reported}");
        assert_eq!(files_of(&setting.new_files()[0]).len(), 2, "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_tells_the_old_key_and_one_as_weak_as_the_old_where_powershell_is_there() {
    let setting = Setting::start(PASSWORD).await;
    let same = Fault::Bundle(Bundle::SameKey);
    setting.authority.misbehave(On::Download, same, Times::Always);
    let Some(output) = setting.renew_with_powershell(&[]) else {
        return;
    };
    assert!(output.status.success(), "{}", words(&output));
    assert!(words(&output).contains("（same-key）"), "{}", words(&output));

    for (was, is, code) in [
        ("rsa:1024", "rsa:1024", 0),
        ("rsa:1024", "rsa:1536", 0),
        ("rsa:1536", "rsa:1024", 8),
    ] {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        fitness::lay(&setting, &kept, &[["-newkey", is].as_slice(), &fitness::LEAF].concat());
        let [_, certificate, _, key] = fitness::old(&setting, &["-newkey", was]);
        let (p12, passout) = (setting.path("old: one.p12"), format!("pass:{PASSWORD}"));
        let export = [
            "pkcs12",
            "-export",
            "-in",
            &certificate,
            "-inkey",
            &key,
            "-out",
            &p12,
            "-passout",
            &passout,
        ];
        succeeds(&Program::OPENSSL.run(export));
        let output = setting
            .renew_with_powershell(&["-Resume", kept.to_str().unwrap()])
            .unwrap();
        let reported = words(&output);
        assert_eq!(output.status.code(), Some(code), "{was}, {is}: {reported}");
        assert!(reported.contains("weak-key）"), "{was}, {is}: {reported}");
    }
}

/// By this machine's clock a day is no fault; the server's is in no answer where what came is there already.
#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_trusts_its_own_clock_less_where_powershell_is_there() {
    for (hours, code) in [(23, 0), (25, 8)] {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        fitness::lay_from(&setting, &kept, time::Duration::hours(hours));
        let Some(output) = setting.renew_with_powershell(&["-Resume", kept.to_str().unwrap()]) else {
            return;
        };
        assert_eq!(output.status.code(), Some(code), "{hours}: {}", words(&output));
    }
}

/// The statuses of the module (`is_busy` in src/renewal/exchange.rs), and no others.
#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_tries_again_where_the_other_does_where_powershell_is_there() {
    let busy = [429, 500, 502, 503, 504].map(|status| (status, Times::First(1), 0, 2));
    let refused = [302, 404, 408, 425, 501, 505].map(|status| (status, Times::Always, 7, 1));
    for (status, times, code, downloads) in busy.into_iter().chain(refused) {
        let setting = Setting::start(PASSWORD).await;
        let fault = Fault::Before(Reply::status(status));
        setting.authority.misbehave(On::Download, fault, times);
        let Some(output) = setting.renew_with_powershell(&[]) else {
            return;
        };
        assert_eq!(output.status.code(), Some(code), "{status}: {}", words(&output));
        assert_eq!(
            (setting.asked("POST"), setting.asked("GET")),
            (1, downloads),
            "{status}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_goes_on_in_a_folder_of_its_owner_alone_where_powershell_is_there() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let asked = setting.asked("GET");
    let with = |mode| fs::set_permissions(&kept, fs::Permissions::from_mode(mode)).unwrap();
    for mode in [0o755, 0o710, 0o701, 0o2750] {
        with(mode);
        let Some(output) = setting.renew_with_powershell(&["-Resume", kept.to_str().unwrap()]) else {
            return;
        };
        assert_eq!(output.status.code(), Some(2), "{mode:o}: {}", words(&output));
    }
    assert_eq!(setting.asked("GET"), asked);
    with(0o2700);
    let output = setting
        .renew_with_powershell(&["-Resume", kept.to_str().unwrap()])
        .unwrap();
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_script_writes_nothing_unseen_and_no_open_quote_where_powershell_is_there() {
    let setting = Setting::start(PASSWORD).await;
    let (certificate, key, p12) = (setting.path("a.crt"), setting.path("a.pem"), setting.path("a.p12"));
    let subject = "/CN=client\u{202e}0001\u{ad}\u{e0041}\u{200b}葛\u{e0100}\u{e0100}";
    let request = [
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-utf8",
        "-subj",
        subject,
        "-out",
        &certificate,
        "-keyout",
        &key,
    ];
    succeeds(&Program::OPENSSL.run(request));
    let passout = format!("pass:{PASSWORD}");
    let export = [
        "pkcs12",
        "-export",
        "-in",
        &certificate,
        "-inkey",
        &key,
        "-out",
        &p12,
        "-passout",
        &passout,
    ];
    succeeds(&Program::OPENSSL.run(export));
    let password = setting.path("password");
    let nowhere = [
        "-Certificate",
        &p12,
        "-PasswordFile",
        &password,
        "-Yes",
        "-Endpoint",
        "https://localhost:1/api/cert",
    ];
    let Some(output) = setting.powershell(&nowhere) else {
        return;
    };
    assert_eq!(output.status.code(), Some(4), "{}", words(&output));
    let shown = "client⟨U+202E⟩0001⟨U+00AD⟩⟨U+E0041⟩⟨U+200B⟩葛\u{e0100}⟨U+E0100⟩";
    assert!(words(&output).contains(shown), "{}", words(&output));

    let folder = setting.path("clinic's");
    fs::create_dir(&folder).unwrap();
    let gone = Fault::Before(Reply::status(404));
    setting.authority.misbehave(On::Download, gone, Times::Always);
    let output = setting.renew_with_powershell(&["-Directory", &folder]).unwrap();
    assert_eq!(output.status.code(), Some(7), "{}", words(&output));
    let option = format!("-Resume '{}", folder.replace('\'', "''"));
    assert!(words(&output).contains(&option), "{}", words(&output));
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
