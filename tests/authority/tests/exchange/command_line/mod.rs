//! The scripts for machines without a browser: `renew.sh` against the authority; `renew.ps1` too where PowerShell is there, and otherwise
//! its syntax and its table of what cannot be seen alone.

mod answers;
mod fitness;
mod forged;
mod interrupted;
mod powershell;
mod refused;
mod renewing;
mod secrets;
mod shared_folder;
mod terminal;

use crate::support::{NOTHING, Program, TRUSTED, World, origin, succeeds};
use renewal_authority::{
    Authority, Options, Policy, Server, bundle,
    fault::{Fault, On, Reply, Times},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use time::OffsetDateTime;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/command-line");
const PASSWORD: &str = "correct-horse";
const PASSWORDS: [&str; 4] = [PASSWORD, "a b\"c\\d'$(id)`id`", "日本語のパスワード", "%s\\n:colon"];

struct Setting {
    world: World,
    authority: Authority,
    server: Server,
    password: String,
}

impl Setting {
    async fn start(password: &str) -> Self {
        Self::with(password, Policy::default()).await
    }

    /// The old certificate is encrypted as the authority encrypts new ones.
    async fn with(password: &str, policy: Policy) -> Self {
        let encryption = policy.encryption;
        let world = World::new();
        let authority = world.authority(policy);
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
            encryption,
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
        command.env(TRUSTED, NOTHING);
        command
    }

    /// The options of a renewal with the .p12 and its password.
    fn options(&self) -> [String; 5] {
        ["--cert", "old: one.p12", "--password-file", "password", "--yes"].map(|option| {
            if option.starts_with("--") {
                option.to_owned()
            } else {
                self.path(option)
            }
        })
    }

    fn path(&self, name: &str) -> String {
        self.world.path(name).to_str().unwrap().to_owned()
    }

    fn run(&self, options: &[&str]) -> Output {
        self.script(&["dash"], options).output().unwrap()
    }

    /// Renews with the .p12 and its password.
    fn renew(&self, more: &[&str]) -> Output {
        let options = self.options();
        let options: Vec<&str> = options.iter().map(String::as_str).chain(more.iter().copied()).collect();
        self.run(&options)
    }

    /// Goes on with the renewal that this folder is of.
    fn resume(&self, kept: &Path) -> Output {
        self.renew(&["--resume", kept.to_str().unwrap()])
    }

    /// Puts a program of the test's own before all others of that name.
    fn program(&self, name: &str, text: &str) -> String {
        let folder = self.world.path("programs");
        fs::create_dir_all(&folder).unwrap();
        let program = folder.join(name);
        fs::write(&program, text).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
    }

    /// A renewal whose answer came, and whose download did not: the folder that was kept.
    fn interrupted(&self) -> PathBuf {
        let gone = Fault::Before(Reply::status(404));
        self.authority.misbehave(On::Download, gone, Times::Always);
        let output = self.renew(&[]);
        assert_eq!(output.status.code(), Some(7), "{}", words(&output));
        self.authority.behave();
        let kept = self.kept(&["answer.json"]);
        assert!(words(&output).contains(kept.to_str().unwrap()));
        kept
    }

    /// The one thing that a renewal left behind: a folder with these files, which nobody else can enter.
    fn kept(&self, names: &[&str]) -> PathBuf {
        let found = self.new_files();
        assert_eq!(found.len(), 1, "{found:?}");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&found[0]), 0o700);
        let files = files_of(&found[0]);
        assert!(files.iter().all(|file| mode(file) == 0o600), "{files:?}");
        let found_names: Vec<&str> = files
            .iter()
            .map(|file| file.file_name().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(found_names, names);
        found[0].clone()
    }

    fn new_files(&self) -> Vec<PathBuf> {
        files_of(&self.world.path("new"))
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
            // RC2 too.
            "-legacy".as_ref(),
        ]);
        let reported = succeeds(&opened);
        assert!(
            reported.contains("CN = client0001") && reported.contains("PRIVATE KEY"),
            "{reported}"
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

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn words(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
