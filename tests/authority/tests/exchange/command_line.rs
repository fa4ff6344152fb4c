//! The scripts for machines without a browser: `renew.sh` against the authority; `renew.ps1` too where PowerShell is there, and otherwise
//! its syntax alone.

use crate::support::{Program, World, origin, succeeds};
use renewal_authority::{
    Authority, Encryption, Options, Policy, Server, bundle,
    fault::{Content, Explanation, Fault, Framing, Link, On, Reply, Times},
};
use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};
use time::OffsetDateTime;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/command-line");
const PASSWORDS: [&str; 4] = [
    "correct-horse",
    "a b\"c\\d'$(id)`id`",
    "日本語のパスワード",
    "%s\\n:colon",
];

struct Setting {
    world: World,
    authority: Authority,
    server: Server,
    password: String,
}

impl Setting {
    async fn start(password: &str) -> Self {
        let world = World::new();
        let authority = world.authority(Policy::default());
        let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
        world.write("password", password);
        fs::create_dir(world.path("new")).unwrap();
        let now = OffsetDateTime::now_utc();
        let identity = world
            .certificate_authority
            .client_certificate(
                "client0001",
                now - time::Duration::days(1000),
                now + time::Duration::days(45),
            )
            .unwrap();
        let p12 = bundle::pkcs12(
            &identity,
            &world.certificate_authority,
            "client0001",
            password,
            Encryption::Modern,
        );
        world.write("old: one.p12", p12.unwrap());
        world.write("old.crt", identity.certificate_pem());
        world.write("old.pem", identity.private_key_pem().as_bytes());
        Self {
            world,
            authority,
            server,
            password: password.to_owned(),
        }
    }

    /// The script, to be run with these options behind those that all have.
    fn script(&self, shell: &[&str], options: &[&str]) -> Command {
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).arg(format!("{FOLDER}/renew.sh"));
        command
            .arg("--endpoint")
            .arg(format!("{}/api/cert", origin(&self.server)));
        command.arg("--cacert").arg(self.world.path("ca.pem"));
        command.arg("--directory").arg(self.world.path("new"));
        command.args(options).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        command
    }

    fn path(&self, name: &str) -> String {
        self.world.path(name).to_str().unwrap().to_owned()
    }

    fn run(&self, options: &[&str]) -> Output {
        self.script(&["dash"], options).output().unwrap()
    }

    /// Renews with the .p12 and its password.
    fn renew(&self, more: &[&str]) -> Output {
        let (certificate, password) = (self.path("old: one.p12"), self.path("password"));
        let options = [
            ["--cert", &certificate, "--password-file", &password, "--yes"].as_slice(),
            more,
        ]
        .concat();
        self.run(&options)
    }

    fn new_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.world.path("new")).unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }

    /// The .p12 and the .pass that came; openssl opens the one with the other.
    fn assert_renewed(&self) -> [PathBuf; 2] {
        let files = self.new_files();
        let extensions: Vec<&str> = files
            .iter()
            .map(|file| file.extension().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(extensions, ["p12", "pass"], "{files:?}");
        for file in &files {
            assert_eq!(
                fs::metadata(file).unwrap().permissions().mode() & 0o777,
                0o600,
                "{}",
                file.display()
            );
        }
        let [p12, pass] = files.try_into().unwrap();
        assert_eq!(p12.file_stem(), pass.file_stem());
        assert!(!fs::read(&pass).unwrap().ends_with(b"\n"));
        let opened = Program::OPENSSL.run([
            "pkcs12".as_ref(),
            "-in".as_ref(),
            p12.as_os_str(),
            "-passin".as_ref(),
            format!("file:{}", pass.display()).as_ref(),
            "-nodes".as_ref(),
        ]);
        let told = succeeds(&opened);
        assert!(
            told.contains("CN = client0001") && told.contains("PRIVATE KEY"),
            "{told}"
        );
        [p12, pass]
    }

    fn asked(&self, beginning: &str) -> usize {
        self.authority
            .transcript()
            .iter()
            .filter(|line| line.starts_with(beginning))
            .count()
    }
}

fn words(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_p12_is_renewed_under_any_password_and_so_is_what_came() {
    for password in PASSWORDS {
        let setting = Setting::start(password).await;
        let output = setting.renew(&[]);
        assert!(output.status.success(), "{password}: {}", words(&output));
        let [p12, pass] = setting.assert_renewed();
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 1));
        let told = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            told.lines().collect::<Vec<_>>(),
            [p12.to_str().unwrap(), pass.to_str().unwrap()]
        );

        // The chain of renewals does not break.
        let other = setting.world.path("newer");
        fs::create_dir(&other).unwrap();
        let options = [
            "--cert",
            p12.to_str().unwrap(),
            "--password-file",
            pass.to_str().unwrap(),
            "--yes",
            "--directory",
        ];
        let output = setting.run(&[options.as_slice(), &[other.to_str().unwrap()]].concat());
        assert!(output.status.success(), "{}", words(&output));
        assert_eq!(setting.authority.issued().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crt_with_its_pem_is_renewed_plain_or_encrypted_in_dash_and_bash() {
    for shell in [["dash"].as_slice(), &["bash", "--posix"]] {
        for encrypted in [false, true] {
            let setting = Setting::start(PASSWORDS[1]).await;
            let (certificate, password) = (setting.path("old.crt"), setting.path("password"));
            let mut key = setting.path("old.pem");
            if encrypted {
                let plain = key;
                key = setting.path("encrypted.pem");
                let passout = format!("file:{password}");
                succeeds(&Program::OPENSSL.run(["pkcs8", "-topk8", "-in", &plain, "-out", &key, "-passout", &passout]));
            }
            let options = [
                "--cert",
                &certificate,
                "--key",
                &key,
                "--password-file",
                &password,
                "--yes",
            ];
            let output = setting.script(shell, &options).output().unwrap();
            assert!(output.status.success(), "{}", words(&output));
            setting.assert_renewed();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_for_without_a_yes() {
    let setting = Setting::start(PASSWORDS[0]).await;
    let (certificate, password) = (setting.path("old: one.p12"), setting.path("password"));
    for (reply, renewed) in [
        ("いいえ\n", false),
        ("\n", false),
        ("", false),
        ("ok\n", false),
        ("はい\n", true),
    ] {
        let mut command = setting.script(&["dash"], &["--cert", &certificate, "--password-file", &password]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(child.stdin.as_mut().unwrap(), reply.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(if renewed { 0 } else { 3 }),
            "{reply:?}: {}",
            words(&output)
        );
        assert_eq!(setting.asked("POST"), usize::from(renewed), "{reply:?}");
    }
    setting.assert_renewed();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_and_leaves_nothing() {
    for (fault, code, word) in [
        (Fault::Before(Reply::status(403)), 5, "HTTP 403"),
        (Fault::Before(Reply::status(302)), 5, "HTTP 302"),
        (Fault::After(Reply::HangUp), 4, "応答がありませんでした"),
    ] {
        let setting = Setting::start(PASSWORDS[0]).await;
        setting.authority.misbehave(On::Renewal, fault.clone(), Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(code), "{fault:?}: {}", words(&output));
        assert!(words(&output).contains(word), "{}", words(&output));
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 0), "{fault:?}");
        assert_eq!(setting.new_files(), Vec::<PathBuf>::new());
    }
    let setting = Setting::start(PASSWORDS[0]).await;
    setting.world.write("password", "wrong");
    let output = setting.renew(&[]);
    assert_eq!(output.status.code(), Some(4), "{}", words(&output));
    assert_eq!(setting.asked("POST"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_elsewhere_is_not_followed_and_an_answer_that_is_none_is_kept() {
    let elsewhere = [
        Link::OnHost("elsewhere.example".to_owned()),
        Link::PlainHttp,
        Link::UserInformation,
        Link::JavaScript,
        Link::Relative,
    ];
    for fault in elsewhere.map(Fault::Link) {
        let setting = Setting::start(PASSWORDS[0]).await;
        setting.authority.misbehave(On::Renewal, fault.clone(), Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(6), "{fault:?}: {}", words(&output));
        assert_eq!(setting.asked("GET"), 0, "{fault:?}");
        // The support desk can see what came; nobody else can.
        let files = setting.new_files();
        assert_eq!(files.len(), 1);
        assert_eq!(fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_no_answer_is_told_in_time() {
    for (content, code) in [
        (Content::Empty, 6),
        (Content::Html, 6),
        (Content::InvalidJson, 6),
        (Content::Json("[]".to_owned()), 6),
        (
            Content::Json(r#"{"uri":"https://localhost/","uri":"x","pass":"y"}"#.to_owned()),
            6,
        ),
        // curl gives up at a mebibyte where the length is told beforehand.
        (Content::Huge(Framing::ContentLength), 4),
    ] {
        let setting = Setting::start(PASSWORDS[0]).await;
        let fault = Fault::Before(Reply::Content(content.clone()));
        setting.authority.misbehave(On::Renewal, fault, Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(code), "{content:?}: {}", words(&output));
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 0), "{content:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_download_is_tried_again_and_one_that_failed_can_be_gone_on_with() {
    let setting = Setting::start(PASSWORDS[1]).await;
    let busy = Fault::Before(Reply::Status {
        status: 503,
        explanation: Explanation::Nothing,
        retry_after: None,
    });
    setting.authority.misbehave(On::Download, busy, Times::First(1));
    let cut_off = Fault::Truncated(Framing::ContentLength);
    setting.authority.misbehave(On::Download, cut_off, Times::First(1));
    let output = setting.renew(&[]);
    assert!(output.status.success(), "{}", words(&output));
    assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 3));
    setting.assert_renewed();

    let setting = Setting::start(PASSWORDS[1]).await;
    setting
        .authority
        .misbehave(On::Download, Fault::Before(Reply::status(404)), Times::Always);
    let output = setting.renew(&[]);
    assert_eq!(output.status.code(), Some(7), "{}", words(&output));
    let kept = setting.new_files();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(words(&output).contains(kept[0].to_str().unwrap()));
    setting.authority.behave();
    let output = setting.renew(&["--resume", kept[0].to_str().unwrap()]);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!(setting.asked("POST"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_killed_before_the_download_can_be_gone_on_with() {
    let setting = Setting::start(PASSWORDS[0]).await;
    setting
        .authority
        .misbehave(On::Download, Fault::Before(Reply::Silence), Times::First(1));
    let (certificate, password) = (setting.path("old: one.p12"), setting.path("password"));
    let options = ["--cert", &certificate, "--password-file", &password, "--yes"];
    let mut child = setting
        .script(&["dash"], &options)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    crate::support::until(|| setting.asked("GET") == 1);
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = setting.new_files();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let output = setting.renew(&["--resume", kept[0].to_str().unwrap()]);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!(setting.asked("POST"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_is_compared_before_anybody_is_told_renewed() {
    use renewal_authority::fault::Bundle;
    for bundle in [Bundle::OtherCommonName("client9999".to_owned()), Bundle::WrongPassword] {
        let setting = Setting::start(PASSWORDS[0]).await;
        setting
            .authority
            .misbehave(On::Download, Fault::Bundle(bundle.clone()), Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(8), "{bundle:?}: {}", words(&output));
        // Evidence: what came, and the answer.
        assert_eq!(setting.new_files().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_in_the_list_of_processes_or_their_environment() {
    let setting = Setting::start("Secret-of-the-old-one").await;
    let late = || Fault::Late(Duration::from_millis(700));
    setting.authority.misbehave(On::Renewal, late(), Times::Always);
    setting.authority.misbehave(On::Download, late(), Times::Always);
    let (certificate, password) = (setting.path("old: one.p12"), setting.path("password"));
    let options = ["--cert", &certificate, "--password-file", &password, "--yes"];
    let mut command = setting.script(&["dash"], &options);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut seen = BTreeSet::new();
    while child.try_wait().unwrap().is_none() {
        seen.extend(descendants(&child));
    }
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
    let [_, pass] = setting.assert_renewed();
    let new_password = fs::read_to_string(pass).unwrap();
    let told = format!("{seen:?}{}", words(&output));
    assert!(
        seen.iter().any(|one| one.contains("curl")),
        "the look at the processes sees curl"
    );
    let link = setting
        .authority
        .transcript()
        .into_iter()
        .find(|line| line.starts_with("GET"))
        .unwrap();
    let token = link.rsplit('/').next().unwrap().split(' ').next().unwrap().to_owned();
    for secret in [&setting.password, &new_password] {
        assert!(!told.contains(secret.as_str()), "{secret}");
    }
    assert!(!seen.iter().any(|one| one.contains("/api/cert/")), "a link: {token}");
}

/// Arguments and environment of a process and all below it.
fn descendants(child: &Child) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![child.id().to_string()];
    while let Some(process) = waiting.pop() {
        let folder = Path::new("/proc").join(&process);
        let read =
            |name: &str| String::from_utf8_lossy(&fs::read(folder.join(name)).unwrap_or_default()).replace('\0', " ");
        found.push(format!("{}{}", read("cmdline"), read("environ")));
        let children = fs::read_to_string(folder.join("task").join(&process).join("children")).unwrap_or_default();
        waiting.extend(children.split_whitespace().map(str::to_owned));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_is_not_overwritten_and_what_lacks_is_said() {
    let setting = Setting::start(PASSWORDS[0]).await;
    let certificate = setting.path("old: one.p12");
    for (options, word) in [
        (vec![], "--cert"),
        (vec!["--cert", "nowhere.p12"], "nowhere.p12"),
        (
            vec!["--cert", certificate.as_str(), "--directory", "/nowhere"],
            "/nowhere",
        ),
        (
            vec!["--cert", certificate.as_str(), "--endpoint", "http://localhost/"],
            "https",
        ),
        (vec!["--cert", certificate.as_str(), "--endpoint", ""], "--endpoint"),
        (vec!["--what"], "--what"),
        (vec!["--cert"], "--cert"),
    ] {
        let output = setting.run(&options);
        assert_eq!(output.status.code(), Some(2), "{options:?}: {}", words(&output));
        assert!(words(&output).contains(word), "{options:?}: {}", words(&output));
    }
    assert_eq!(setting.asked("POST"), 0);
    // A clock that stands still: the second renewal finds the files of the first.
    let clock = setting.world.write("date", "#!/bin/sh\necho 20291122101500\n");
    fs::set_permissions(&clock, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!(
        "{}:{}",
        setting.world.folder().display(),
        std::env::var("PATH").unwrap()
    );
    let password = setting.path("password");
    let renew = || {
        let options = ["--cert", &certificate, "--password-file", &password, "--yes"];
        setting.script(&["dash"], &options).env("PATH", &path).output().unwrap()
    };
    let output = renew();
    assert!(output.status.success(), "{}", words(&output));
    let before: Vec<Vec<u8>> = setting
        .assert_renewed()
        .iter()
        .map(|file| fs::read(file).unwrap())
        .collect();
    let output = renew();
    assert_eq!(output.status.code(), Some(9), "{}", words(&output));
    let files = setting.new_files();
    let after: Vec<Vec<u8>> = files.iter().take(2).map(|file| fs::read(file).unwrap()).collect();
    assert_eq!(after, before);
    assert_eq!(files.len(), 4, "and the second one can be gone on with: {files:?}");
}

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
