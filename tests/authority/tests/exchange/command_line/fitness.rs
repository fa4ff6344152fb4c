//! A new certificate must be usable now. These are made by openssl, and stand where the download would have been put.

use super::{PASSWORD, Setting, files_of, words};
use crate::support::{Program, succeeds};
use renewal_authority::{Encryption, bundle};
use std::{fs, path::Path};
use time::{Duration, OffsetDateTime};

pub(super) const SUBJECT: &str = "/O=orcamo-cert demo/CN=client0001";

/// The password in a kept answer.
pub(super) fn password(kept: &Path) -> String {
    let answer: serde_json::Value = serde_json::from_slice(&fs::read(kept.join("answer.json")).unwrap()).unwrap();
    answer["pass"].as_str().unwrap().to_owned()
}

/// A self-signed certificate as a .p12; these are options of `openssl req -x509`.
pub(super) fn lay(setting: &Setting, kept: &Path, options: &[&str]) {
    let (certificate, key) = (setting.path("laid.crt"), setting.path("laid.pem"));
    let mut request = vec![
        "req",
        "-x509",
        "-nodes",
        "-days",
        "1095",
        "-subj",
        SUBJECT,
        "-out",
        &certificate,
    ];
    let p12 = kept.join("new.p12");
    let mut own = "";
    if let [rest @ .., "-key", file] = options {
        request.extend(rest);
        request.extend(["-key", file]);
        own = file;
    } else {
        request.extend(["-keyout", &key]);
        request.extend(options);
    }
    succeeds(&Program::OPENSSL.run(&request));
    let inkey = if own.is_empty() { key.as_str() } else { own };
    let passout = format!("pass:{}", password(kept));
    succeeds(&Program::OPENSSL.run([
        "pkcs12",
        "-export",
        "-in",
        &certificate,
        "-inkey",
        inkey,
        "-out",
        p12.to_str().unwrap(),
        "-passout",
        &passout,
    ]));
}

/// One that begins so much later than now.
pub(super) fn lay_from(setting: &Setting, kept: &Path, later: Duration) {
    let authority = &setting.world.certificate_authority;
    let from = OffsetDateTime::now_utc() + later;
    let identity = authority.client_certificate("client0001", from, from + Duration::days(1095));
    let encryption = Encryption::Modern;
    let p12 = bundle::pkcs12(&identity.unwrap(), authority, "client0001", &password(kept), encryption);
    fs::write(kept.join("new.p12"), p12.unwrap()).unwrap();
}

pub(super) const RSA: [&str; 2] = ["-newkey", "rsa:2048"];
pub(super) const LEAF: [&str; 4] = [
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-addext",
    "extendedKeyUsage=clientAuth",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_no_server_would_take_is_refused_and_kept() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let asked = setting.asked("GET");
    let ca = [
        "-addext",
        "basicConstraints=critical,CA:TRUE",
        "-addext",
        "extendedKeyUsage=clientAuth",
    ];
    let server = [
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-addext",
        "extendedKeyUsage=serverAuth,emailProtection",
    ];
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"];
    for (options, code) in [
        ([RSA.as_slice(), &ca].concat(), "is-ca"),
        ([RSA.as_slice(), &server].concat(), "no-client-auth"),
        ([["-newkey", "rsa:1024"].as_slice(), &LEAF].concat(), "weak-key"),
        ([["-newkey", "rsa:2040"].as_slice(), &LEAF].concat(), "weak-key"),
        ([curve.as_slice(), &LEAF].concat(), "weak-key"),
    ] {
        lay(&setting, &kept, &options);
        let output = setting.resume(&kept);
        assert_eq!(output.status.code(), Some(8), "{code}: {}", words(&output));
        assert!(
            words(&output).contains(&format!("、{code}）")),
            "{code}: {}",
            words(&output)
        );
        assert_eq!(setting.kept(&["answer.json", "new.p12"]), kept, "{code}");
    }
    assert_eq!(setting.asked("GET"), asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_any_good_form_is_taken() {
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    let plain = ["-addext", "basicConstraints=critical,CA:FALSE"];
    let any = [plain.as_slice(), &["-addext", "extendedKeyUsage=anyExtendedKeyUsage"]].concat();
    for options in [
        [RSA.as_slice(), &LEAF].concat(),
        [curve.as_slice(), &LEAF].concat(),
        [["-newkey", "ed25519"].as_slice(), &LEAF].concat(),
        [RSA.as_slice(), &plain].concat(),
        [RSA.as_slice(), &any].concat(),
    ] {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        lay(&setting, &kept, &options);
        let output = setting.resume(&kept);
        assert!(output.status.success(), "{options:?}: {}", words(&output));
        assert!(!words(&output).contains("same-key"), "{options:?}: {}", words(&output));
        setting.assert_renewed();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_key_again_is_reported_before_the_end() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    lay(
        &setting,
        &kept,
        &[LEAF.as_slice(), &["-key", &setting.path("old.pem")]].concat(),
    );
    let output = setting.resume(&kept);
    let words = words(&output);
    assert!(output.status.success(), "{words}");
    let place = |part: &str| words.find(part).unwrap_or_else(|| panic!("{part} in {words}"));
    assert!(place("same-key") < place("更新しました"), "{words}");
    setting.assert_renewed();
}

/// The old certificate, its key in PEM, as options.
pub(super) fn old(setting: &Setting, key: &[&str]) -> [String; 4] {
    let (certificate, private_key) = (setting.path("former.crt"), setting.path("former.pem"));
    let mut request = vec!["req", "-x509", "-nodes", "-days", "30", "-subj", SUBJECT];
    request.extend(["-out", &certificate, "-keyout", &private_key]);
    request.extend(key);
    succeeds(&Program::OPENSSL.run(request));
    ["--cert".to_owned(), certificate, "--key".to_owned(), private_key]
}

/// The rule of the module (`Expectation::accepts_use` in src/renewal/expectation.rs).
#[tokio::test(flavor = "multi_thread")]
async fn a_weak_key_is_reported_where_the_old_one_is_no_stronger_and_refused_elsewhere() {
    let curve = |name| vec!["-newkey", "ec", "-pkeyopt", name];
    let rsa = |size| vec!["-newkey", size];
    let p224 = || curve("ec_paramgen_curve:secp224r1");
    let explicit_of = |name| [curve(name), vec!["-pkeyopt", "ec_param_enc:explicit"]].concat();
    let explicit = || explicit_of("ec_paramgen_curve:secp224r1");
    let setting = Setting::start(PASSWORD).await;
    let interrupted = setting.interrupted();
    let answer = fs::read(interrupted.join("answer.json")).unwrap();
    for (was, is, accepted) in [
        (rsa("rsa:1024"), rsa("rsa:1024"), true),
        (rsa("rsa:1024"), rsa("rsa:1536"), true),
        (rsa("rsa:1536"), rsa("rsa:1024"), false),
        (rsa("rsa:2048"), rsa("rsa:2047"), false),
        (p224(), p224(), true),
        (explicit(), p224(), true),
        (p224(), explicit(), true),
        (curve("ec_paramgen_curve:prime256v1"), p224(), false),
        (curve("ec_paramgen_curve:sect163k1"), p224(), true),
        (p224(), curve("ec_paramgen_curve:sect163k1"), false),
        // Of a field without a prime the module reads no size: it is not called weak, and nobody knows that it is no stronger.
        (explicit_of("ec_paramgen_curve:sect163k1"), p224(), false),
        (p224(), rsa("rsa:1024"), false),
        (rsa("rsa:1024"), p224(), false),
    ] {
        for shell in ["dash", "bash"] {
            let what = format!("{shell}: {was:?}, {is:?}");
            lay(&setting, &interrupted, &[is.as_slice(), &LEAF].concat());
            let options = old(&setting, &was);
            let options = options.iter().map(String::as_str);
            let options: Vec<&str> = options.chain(["--resume", interrupted.to_str().unwrap()]).collect();
            let output = setting.script(&[shell], &options).output().unwrap();
            let reported = words(&output);
            if accepted {
                assert!(output.status.success(), "{what}: {reported}");
                let place = |part: &str| {
                    reported
                        .find(part)
                        .unwrap_or_else(|| panic!("{what}: {part} in {reported}"))
                };
                assert!(place("（weak-key）") < place("更新しました"), "{what}: {reported}");
                for file in setting.assert_renewed() {
                    fs::remove_file(file).unwrap();
                }
                let mut folder = fs::DirBuilder::new();
                std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
                folder.create(&interrupted).unwrap();
                fs::write(interrupted.join("answer.json"), &answer).unwrap();
            } else {
                assert_eq!(output.status.code(), Some(8), "{what}: {reported}");
                assert!(reported.contains("、weak-key）"), "{what}: {reported}");
            }
        }
    }
}

/// Later than the old one is not enough.
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_has_expired_is_refused() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let now = OffsetDateTime::now_utc();
    let until = |days, password: &str| {
        let authority = &setting.world.certificate_authority;
        let identity =
            authority.client_certificate("client0001", now - Duration::days(1000), now - Duration::days(days));
        bundle::pkcs12(
            &identity.unwrap(),
            authority,
            "client0001",
            password,
            Encryption::Modern,
        )
        .unwrap()
    };
    fs::write(setting.path("old: one.p12"), until(10, PASSWORD)).unwrap();
    fs::write(kept.join("new.p12"), until(1, &password(&kept))).unwrap();
    let output = setting.resume(&kept);
    assert_eq!(output.status.code(), Some(8), "{}", words(&output));
    assert!(words(&output).contains("、not-newer）"), "{}", words(&output));
    assert_eq!(files_of(&kept).len(), 2);
}

/// By five minutes hosts of one service may differ.
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_not_valid_yet_by_the_server_s_clock_is_refused() {
    for (minutes, code) in [(-60, 8), (-6, 8), (-4, 0), (60, 0)] {
        for shell in ["dash", "bash"] {
            let setting = Setting::start(PASSWORD).await;
            setting.authority.shift_date(Duration::minutes(minutes));
            let options = setting.options();
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            let output = setting.script(&[shell], &options).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{minutes}: {}", words(&output));
            if code == 8 {
                assert!(words(&output).contains("、not-yet-valid）"), "{}", words(&output));
            }
        }
    }
}

/// A machine's own clock may be off by hours: the tolerance of `Now::local` in src/renewal/expectation.rs, a day.
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_not_valid_for_days_by_this_machine_s_clock_is_refused() {
    for (minutes, code) in [(25 * 60, Some(8)), (23 * 60, Some(0)), (6, Some(0)), (-60, Some(0))] {
        let setting = Setting::start(PASSWORD).await;
        let kept = setting.interrupted();
        lay_from(&setting, &kept, Duration::minutes(minutes));
        let output = setting.resume(&kept);
        assert_eq!(output.status.code(), code, "{minutes}: {}", words(&output));
        if code == Some(8) {
            assert!(words(&output).contains("not-yet-valid"), "{}", words(&output));
            assert_eq!(files_of(&kept).len(), 2);
        }
    }
}

/// The clock that counts is the server's, where its answer gives it: a machine's own may be years behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_machine_whose_clock_is_behind_takes_what_the_server_has_just_issued() {
    let setting = Setting::start(PASSWORD).await;
    let path = setting.program("date", "#!/bin/sh\necho 20200101000000\n");
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let output = setting.script(&["dash"], &options).env("PATH", &path).output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();

    let setting = Setting::start(PASSWORD).await;
    setting.authority.shift_date(-Duration::days(1));
    let output = setting.renew(&[]);
    assert_eq!(output.status.code(), Some(8), "{}", words(&output));
    assert!(words(&output).contains("not-yet-valid"), "{}", words(&output));
}
