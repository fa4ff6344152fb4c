//! Renewals that go well.

use super::{PASSWORD, PASSWORDS, Setting, words};
use crate::support::{Program, succeeds};
use renewal_authority::{Encryption, Policy};
use std::{
    fs,
    io::{Read as _, Write as _},
    process::{Output, Stdio},
};

impl Setting {
    /// Renews what was renewed, with the new .p12 and its .pass.
    fn renew_again(&self) -> Output {
        // The new one must expire later, and the authority counts in seconds.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let [p12, pass] = self.assert_renewed();
        let other = self.path("newer");
        fs::create_dir(&other).unwrap();
        let (p12, pass) = (p12.to_str().unwrap(), pass.to_str().unwrap());
        self.run(&["--cert", p12, "--password-file", pass, "--yes", "--directory", &other])
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_p12_is_renewed_under_any_password_and_so_is_what_came() {
    for password in PASSWORDS {
        let setting = Setting::start(password).await;
        let output = setting.renew(&[]);
        assert!(output.status.success(), "{password}: {}", words(&output));
        let files = setting.assert_renewed();
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 1));
        let reported = String::from_utf8_lossy(&output.stdout);
        let files = files.each_ref().map(|file| file.to_str().unwrap());
        assert_eq!(reported.lines().collect::<Vec<_>>(), files);

        // The chain of renewals does not break.
        let output = setting.renew_again();
        assert!(output.status.success(), "{}", words(&output));
        assert_eq!(setting.authority.issued().len(), 2);
    }
}

/// What looks like an address is none for openssl.
#[tokio::test(flavor = "multi_thread")]
async fn a_path_may_hold_colons_and_slashes() {
    let setting = Setting::start(PASSWORD).await;
    let folder = setting.path("http:");
    fs::create_dir(&folder).unwrap();
    fs::copy(setting.path("old: one.p12"), format!("{folder}/a.p12")).unwrap();
    let (path, password) = (format!("{folder}//a.p12"), setting.path("password"));
    let output = setting.run(&["--cert", &path, "--password-file", &password, "--yes"]);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
}

/// With a byte order mark, and CRLF.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_file_is_read_as_an_editor_in_windows_leaves_it() {
    let setting = Setting::start(PASSWORD).await;
    setting.world.write("password", format!("\u{feff}{PASSWORD}\r\n"));
    let output = setting.renew(&[]);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_and_the_new_expiry_are_reported() {
    let setting = Setting::start(PASSWORD).await;
    let output = setting.renew(&[]);
    let issued = setting.authority.issued().remove(0);
    let form = time::macros::format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    for certificate in [issued.predecessor, issued.certificate] {
        let line = format!("有効期限 / Expires: {}", certificate.not_after.format(form).unwrap());
        assert!(words(&output).contains(&line), "{line}: {}", words(&output));
    }
}

/// curl does not open these where it uses OpenSSL 3, and the vendor's encryption is not known.
#[tokio::test(flavor = "multi_thread")]
async fn a_p12_of_old_encryption_is_renewed_and_so_is_what_came() {
    for (encryption, password) in [
        (Encryption::Legacy, PASSWORD),
        (Encryption::Rc2, PASSWORD),
        (Encryption::Rc2, PASSWORDS[1]),
    ] {
        let policy = Policy {
            encryption,
            ..Policy::default()
        };
        let setting = Setting::with(password, policy).await;
        let output = setting.renew(&[]);
        assert!(output.status.success(), "{encryption:?}: {}", words(&output));
        // And no other form of the old one is left.
        assert_eq!(setting.new_files().len(), 2, "{:?}", setting.new_files());
        let output = setting.renew_again();
        assert!(output.status.success(), "{encryption:?}: {}", words(&output));
        assert_eq!(setting.authority.issued().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crt_with_its_pem_is_renewed_plain_or_encrypted_in_dash_and_bash() {
    for shell in [["dash"].as_slice(), &["bash", "--posix"]] {
        for encrypted in [false, true] {
            let setting = Setting::start(PASSWORDS[1]).await;
            let (certificate, password) = (setting.path("old.crt"), setting.path("password"));
            let plain = setting.path("old.pem");
            let mut options = vec!["--cert", &certificate, "--yes", "--key"];
            let key = setting.path("encrypted.pem");
            if encrypted {
                let passout = format!("file:{password}");
                succeeds(&Program::OPENSSL.run(["pkcs8", "-topk8", "-in", &plain, "-out", &key, "-passout", &passout]));
                // The form in which glclient2 keeps it.
                let trusted = [
                    "x509",
                    "-in",
                    &certificate,
                    "-trustout",
                    "-setalias",
                    "a",
                    "-out",
                    &certificate,
                ];
                succeeds(&Program::OPENSSL.run(trusted));
                options.extend([key.as_str(), "--password-file", &password]);
            } else {
                // No password is asked for.
                options.push(&plain);
            }
            let output = setting.script(shell, &options).output().unwrap();
            assert!(output.status.success(), "{}", words(&output));
            assert!(!words(&output).contains("パスワード"), "{}", words(&output));
            setting.assert_renewed();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_for_without_a_yes() {
    let setting = Setting::start(PASSWORD).await;
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
        child.stdin.as_mut().unwrap().write_all(reply.as_bytes()).unwrap();
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

/// In a terminal, which `script` (util-linux) is to the shell.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_asked_for_and_does_not_appear_as_it_is_typed() {
    let setting = Setting::start("typed-secret").await;
    let certificate = setting.path("old: one.p12");
    let command = setting.script(&["dash"], &["--cert", &certificate]);
    let words: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| format!("'{}'", word.to_str().unwrap()))
        .collect();
    let mut terminal = std::process::Command::new("script");
    terminal.args(["--quiet", "--return", "--command", &words.join(" "), "/dev/null"]);
    terminal
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = terminal.spawn().unwrap();
    let (mut typed, mut shown) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut reported = String::new();
    let mut until = |end: &str| {
        let mut read = Vec::new();
        while !read.ends_with(end.as_bytes()) {
            let mut octet = [0];
            assert_eq!(shown.read(&mut octet).unwrap(), 1, "{}", String::from_utf8_lossy(&read));
            read.push(octet[0]);
        }
        reported += &String::from_utf8(read).unwrap();
    };
    until("Password of the certificate: ");
    // The terminal is silent a moment later.
    std::thread::sleep(std::time::Duration::from_millis(500));
    typed.write_all(b"typed-secret\n").unwrap();
    until("yes / no: ");
    typed.write_all("はい\n".as_bytes()).unwrap();
    until(".pass\r\n");
    assert!(child.wait().unwrap().success());
    assert!(reported.contains("はい\r\n"), "what is no secret appears: {reported}");
    assert!(!reported.contains("typed-secret"), "{reported}");
    setting.assert_renewed();
}

/// Some machines have curl alone.
#[tokio::test(flavor = "multi_thread")]
async fn without_openssl_it_renews_and_says_that_it_did_not_look_inside() {
    let setting = Setting::start(PASSWORD).await;
    let folder = setting.path("programs");
    fs::create_dir(&folder).unwrap();
    let found = std::env::var("PATH").unwrap();
    for name in [
        "awk", "cat", "cp", "curl", "dash", "date", "grep", "ln", "ls", "mkdir", "mv", "od", "rm", "rmdir", "sed",
        "sleep", "tr",
    ] {
        let program = std::env::split_paths(&found)
            .map(|folder| folder.join(name))
            .find(|path| path.exists());
        std::os::unix::fs::symlink(program.unwrap(), format!("{folder}/{name}")).unwrap();
    }
    let options = setting.options();
    let renew = || {
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        setting
            .script(&["dash"], &options)
            .env("PATH", &folder)
            .output()
            .unwrap()
    };
    let output = renew();
    assert!(output.status.success(), "{}", words(&output));
    assert!(words(&output).contains("確かめていません"), "{}", words(&output));
    for file in setting.assert_renewed() {
        fs::remove_file(file).unwrap();
    }
    use renewal_authority::fault::{Content, Fault, On, Reply, Times};
    let page = Fault::Before(Reply::Content(Content::Html));
    setting.authority.misbehave(On::Download, page, Times::Always);
    assert_eq!(renew().status.code(), Some(8));
}
