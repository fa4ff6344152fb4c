//! What the authority refuses, what the user has to put right, and what is never overwritten.

use super::{PASSWORD, Setting, files_of, words};
use renewal_authority::fault::{Content, Fault, Framing, On, Reply, Times};
use std::{fs, path::PathBuf};

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_reported_and_leaves_nothing() {
    for (fault, code, word) in [
        (Fault::Before(Reply::status(403)), 5, "HTTP 403"),
        (Fault::Before(Reply::status(302)), 5, "HTTP 302"),
        (Fault::After(Reply::HangUp), 4, "応答がありませんでした"),
        // Without a length, so that curl alone would take it all.
        (
            Fault::Before(Reply::Content(Content::Huge(Framing::Chunked))),
            4,
            "応答がありませんでした",
        ),
    ] {
        let setting = Setting::start(PASSWORD).await;
        setting.authority.misbehave(On::Renewal, fault.clone(), Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(code), "{fault:?}: {}", words(&output));
        assert!(words(&output).contains(word), "{}", words(&output));
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 0), "{fault:?}");
        assert_eq!(setting.new_files(), Vec::<PathBuf>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_never_sent_is_said_not_to_be_renewed() {
    let setting = Setting::start(PASSWORD).await;
    let (crt, key, wrong) = (
        setting.path("old.crt"),
        setting.path("encrypted.pem"),
        setting.path("wrong"),
    );
    let (plain, passout) = (setting.path("old.pem"), format!("file:{}", setting.path("password")));
    crate::support::succeeds(
        &crate::support::Program::OPENSSL.run(["pkcs8", "-topk8", "-in", &plain, "-out", &key, "-passout", &passout]),
    );
    setting.world.write("wrong", "wrong");
    let p12 = setting.path("old: one.p12");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("https://localhost:{}/api/cert", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let _ = std::io::Write::write_all(&mut connection.unwrap(), b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    for (options, code, word) in [
        (
            vec!["--cert", &p12, "--password-file", &wrong],
            2,
            "パスワードを確かめて",
        ),
        (
            vec!["--cert", &crt, "--key", &key, "--password-file", &wrong],
            2,
            "パスワードと秘密鍵を確かめて",
        ),
        (
            vec![
                "--cert",
                &crt,
                "--key",
                &plain,
                "--endpoint",
                "https://localhost:1/api/cert",
            ],
            4,
            "接続できません",
        ),
        // There is somebody, who does not speak TLS.
        (
            vec!["--cert", &crt, "--key", &plain, "--endpoint", &silent],
            4,
            "接続できません",
        ),
        // The authority is not one of those that everybody trusts.
        (
            vec!["--cert", &crt, "--key", &plain, "--cacert", &crt],
            4,
            "接続できません",
        ),
    ] {
        let output = setting.run(&[options.as_slice(), &["--yes"]].concat());
        assert_eq!(output.status.code(), Some(code), "{options:?}: {}", words(&output));
        assert!(words(&output).contains(word), "{options:?}: {}", words(&output));
        assert_eq!(setting.new_files(), Vec::<PathBuf>::new());
    }
    assert_eq!(setting.asked("POST"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lacks_is_said() {
    let setting = Setting::start(PASSWORD).await;
    let certificate = setting.path("old: one.p12");
    let (folder, text) = (setting.path("new"), setting.path("text.p12"));
    fs::copy(setting.path("old.crt"), &text).unwrap();
    let password = setting.path("password");
    for (options, word) in [
        (vec![], "--cert"),
        (vec!["--cert", &folder], "new を読み取れません"),
        (vec!["--cert", &text, "--password-file", &password], "PEM"),
        (vec!["--cert", "nowhere.p12"], "nowhere.p12"),
        (
            vec!["--cert", certificate.as_str(), "--directory", "/nowhere"],
            "/nowhere",
        ),
        (
            vec!["--cert", certificate.as_str(), "--endpoint", "http://localhost/"],
            "https",
        ),
        (
            vec!["--cert", certificate.as_str(), "--endpoint", "https://user@localhost/"],
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
}

/// A clock that stands still: the second renewal finds the files of the first.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_is_not_overwritten() {
    let setting = Setting::start(PASSWORD).await;
    let path = setting.program("date", "#!/bin/sh\necho 20291122101500\n");
    let options = setting.options();
    let renew = || {
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        setting.script(&["dash"], &options).env("PATH", &path).output().unwrap()
    };
    let output = renew();
    assert!(output.status.success(), "{}", words(&output));
    let contents = || setting.assert_renewed().map(|file| fs::read(file).unwrap());
    let before = contents();
    let output = renew();
    assert_eq!(output.status.code(), Some(9), "{}", words(&output));
    let files = setting.new_files();
    assert_eq!(files.len(), 3, "and the second one can be gone on with: {files:?}");
    assert_eq!(
        files_of(&files[2]),
        ["answer.json", "new.p12"].map(|name| files[2].join(name))
    );
    fs::remove_dir_all(&files[2]).unwrap();
    assert_eq!(contents(), before);
}
