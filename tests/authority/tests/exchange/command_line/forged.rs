//! Text in a certificate, or beside it in its file, that looks like the words of openssl.

use super::{PASSWORD, Setting, fitness, words};
use crate::support::{Program, succeeds};
use std::{fs, path::Path, process::Output};

const SHELLS: [&str; 2] = ["dash", "bash"];

/// A self-signed certificate and its key; these are options of `openssl req -x509`.
fn identity(setting: &Setting, name: &str, options: &[&str]) -> [String; 2] {
    let [certificate, key] = ["crt", "pem"].map(|extension| setting.path(&format!("{name}.{extension}")));
    let request = [
        "req",
        "-x509",
        "-nodes",
        "-days",
        "1095",
        "-out",
        &certificate,
        "-keyout",
        &key,
    ];
    succeeds(&Program::OPENSSL.run([request.as_slice(), options].concat()));
    [certificate, key]
}

fn good(setting: &Setting) -> [String; 2] {
    let options = [["-subj", fitness::SUBJECT].as_slice(), &fitness::RSA, &fitness::LEAF].concat();
    identity(setting, "good", &options)
}

/// A .p12; these are options of `openssl pkcs12 -export`.
fn export(p12: &Path, [certificate, key]: &[String; 2], password: &str, options: &[&str]) {
    let passout = format!("pass:{password}");
    let p12 = p12.to_str().unwrap();
    let export = [
        "pkcs12",
        "-export",
        "-in",
        certificate,
        "-inkey",
        key,
        "-out",
        p12,
        "-passout",
        &passout,
    ];
    succeeds(&Program::OPENSSL.run([export.as_slice(), options].concat()));
}

fn resume(setting: &Setting, shell: &str, kept: &Path) -> Output {
    let options = setting.options();
    let options = options.iter().map(String::as_str);
    let options: Vec<&str> = options.chain(["--resume", kept.to_str().unwrap()]).collect();
    setting.script(&[shell], &options).output().unwrap()
}

/// A weak certificate of somebody else, whose name in the file holds the good one as openssl would print it.
fn with_a_forged_name(setting: &Setting, p12: &Path, password: &str) {
    let good = fs::read_to_string(&good(setting)[0]).unwrap();
    let other = ["-subj", "/O=orcamo-cert demo/CN=client9999", "-newkey", "rsa:1024"];
    let name = format!("x\n    localKeyID: 01\nsubject=O = orcamo-cert demo, CN = client0001\n{good}");
    export(p12, &identity(setting, "other", &other), password, &["-name", &name]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_in_the_name_of_another_is_not_judged_in_its_place() {
    for shell in SHELLS {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        with_a_forged_name(&setting, &kept.join("new.p12"), &fitness::password(&kept));
        let output = resume(&setting, shell, &kept);
        assert_eq!(output.status.code(), Some(8), "{shell}: {}", words(&output));
        assert!(words(&output).contains("CN=client9999"), "{shell}: {}", words(&output));
        assert_eq!(setting.kept(&["answer.json", "new.p12"]), kept);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_certificate_is_shown_as_what_it_is_whatever_its_name_holds() {
    let setting = Setting::start(PASSWORD).await;
    let p12 = setting.path("forged.p12");
    with_a_forged_name(&setting, Path::new(&p12), PASSWORD);
    for shell in SHELLS {
        let options = ["--cert", &p12, "--password-file", &setting.path("password")];
        let output = setting.script(&[shell], &options).output().unwrap();
        // Nobody said yes.
        assert_eq!(output.status.code(), Some(3), "{shell}: {}", words(&output));
        let reported = words(&output);
        assert!(
            reported.contains("CN=client9999") && !reported.contains("client0001"),
            "{shell}: {reported}"
        );
    }
}

/// OpenSSL 1.1.1 and 3.0 take the whole file for PEM then, where others look for a .p12.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_holds_another_identity_as_text_is_not_taken_for_it() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let [certificate, key] = good(&setting).map(|file| fs::read_to_string(file).unwrap());
    setting.world.write(
        "note.cnf",
        "[req]\ndistinguished_name = name\n[name]\n[note]\nnsComment = $ENV::NOTE\n",
    );
    let files = ["crt", "pem"].map(|extension| setting.path(&format!("other.{extension}")));
    let made = std::process::Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-nodes",
            "-days",
            "1095",
            "-newkey",
            "ed25519",
            "-subj",
            "/CN=client9999",
        ])
        .args(["-config", &setting.path("note.cnf"), "-extensions", "note"])
        .args(["-out", &files[0], "-keyout", &files[1]])
        .env("NOTE", format!("\n{certificate}\n{key}\n"))
        .output()
        .unwrap();
    succeeds(&made);
    let p12 = kept.join("new.p12");
    let clear = ["-certpbe", "NONE", "-keypbe", "NONE", "-nomac"];
    export(&p12, &files, &fitness::password(&kept), &clear);
    for shell in SHELLS {
        let output = resume(&setting, shell, &kept);
        assert_eq!(output.status.code(), Some(8), "{shell}: {}", words(&output));
        assert!(
            words(&output).contains("確かめられません"),
            "{shell}: {}",
            words(&output)
        );
        assert!(
            !words(&output).contains("CN=client0001\n  有効期限"),
            "{shell}: {}",
            words(&output)
        );
    }
}

/// An extension whose text is that of a good certificate.
#[tokio::test(flavor = "multi_thread")]
async fn a_note_in_a_certificate_says_nothing_about_it() {
    let note = "good\n        Validity\n            Not Before: Jan  1 00:00:00 2020 GMT\n            Public Key Algorithm: rsaEncryption\n                \
        Public-Key: (4096 bit)\n            X509v3 Basic Constraints: critical\n                CA:FALSE\n            \
        X509v3 Extended Key Usage: \n                TLS Web Client Authentication\n";
    let digits: String = note.bytes().map(|octet| format!("{octet:02x}")).collect();
    // IA5String.
    let note = format!("nsComment=DER:1682{:04x}{digits}", note.len());
    let not_a_ca = ["-addext", "basicConstraints=critical,CA:FALSE"];
    let client = ["-addext", "extendedKeyUsage=clientAuth"];
    let server = [not_a_ca.as_slice(), &["-addext", "extendedKeyUsage=serverAuth"]].concat();
    let authority = [["-addext", "basicConstraints=critical,CA:TRUE"].as_slice(), &client].concat();
    let leaf = [not_a_ca.as_slice(), &client].concat();
    for (size, extensions, code) in [
        ("rsa:1024", &leaf, "weak-key"),
        ("rsa:2048", &authority, "is-ca"),
        ("rsa:2048", &server, "no-client-auth"),
    ] {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        let options = ["-subj", fitness::SUBJECT, "-newkey", size];
        let options = [options.as_slice(), extensions, &["-addext", &note]].concat();
        export(
            &kept.join("new.p12"),
            &identity(&setting, "noted", &options),
            &fitness::password(&kept),
            &[],
        );
        for shell in SHELLS {
            let output = resume(&setting, shell, &kept);
            assert_eq!(output.status.code(), Some(8), "{shell} {code}: {}", words(&output));
            let reported = words(&output);
            assert!(reported.contains(&format!("、{code}）")), "{shell} {code}: {reported}");
        }
    }
}

/// LibreSSL, and OpenSSL before 1.1.1: what their `pkcs12` prints is not looked into.
#[tokio::test(flavor = "multi_thread")]
async fn where_openssl_cannot_tell_contents_from_names_it_is_said_that_they_were_not_checked() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    with_a_forged_name(&setting, &kept.join("new.p12"), &fitness::password(&kept));
    let old = "#!/bin/sh\ncase $1 in storeutl) echo \"'$1' is an invalid command.\" >&2; exit 1 ;; esac\nexec /usr/bin/openssl \"$@\"\n";
    let path = setting.program("openssl", old);
    let options = setting.options();
    let options = options.iter().map(String::as_str);
    let options: Vec<&str> = options.chain(["--resume", kept.to_str().unwrap()]).collect();
    let output = setting.script(&["dash"], &options).env("PATH", path).output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
    let reported = words(&output);
    assert!(
        reported.contains("1.1.1") && reported.contains("確かめていません"),
        "{reported}"
    );
    assert!(
        !reported.contains("新しい証明書:") && !reported.contains("client0001"),
        "{reported}"
    );
}
