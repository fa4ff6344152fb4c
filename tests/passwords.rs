//! Passwords as other programs have written them, and as people type them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod common;
mod judges;

use common::{as_pkcs12, minted, now, openssl, password};
use judges::{Folder, Program};
use orcamo_cert::{
    Error,
    bundle::{Choice, Identity},
    eligibility::Policy,
    error::{SecondPassword, Source},
    input::{Credentials, Derivations, Lock, PasswordForm},
    inspection::{Inspection, inspect, inspect_with},
    offer::NotOffered,
    secret::SecretBytes,
};
use renewal_authority::Encryption;

fn open(bytes: &[u8], credentials: &Credentials) -> Result<Inspection, Error> {
    inspect_with(
        bytes,
        None,
        credentials,
        &Policy::default(),
        now(),
        &mut Derivations::default(),
    )
}

fn given(text: &str) -> Credentials {
    Credentials::from(Some(&password(text)))
}

/// Key and certificate in one PEM text.
fn pem() -> Vec<u8> {
    let identity = minted("client0042", 45);
    let key = identity.private_key_pem();
    [key.as_str(), &identity.certificate_pem()].concat().into_bytes()
}

/// The octets of a text in a code page, by Python.
fn in_code_page(text: &str, code_page: &str) -> Vec<u8> {
    let script = "import sys; sys.stdout.buffer.write(sys.argv[1].encode(sys.argv[2]))";
    Program::PYTHON.run(["-c", script, text, code_page], []).stdout
}

#[test]
fn a_password_in_a_code_page_opens_what_openssl_made_of_its_octets() {
    let folder = Folder::new();
    for (text, code_page) in [
        ("診療所９１", "cp932"),
        ("診療所９１", "euc_jp"),
        ("DISEÑOS2020", "latin-1"),
    ] {
        let octets = in_code_page(text, code_page);
        let pass = format!("file:{}", folder.write("pass", &octets));
        let credentials = Credentials {
            in_code_pages: vec![SecretBytes::new(octets)],
            ..given(text)
        };
        for form in [&[][..], &["-legacy"], &["-nomac"]] {
            let p12 = openssl(&[&["pkcs12", "-export", "-passout", &pass][..], form].concat(), &pem());
            let inspection = open(&p12, &credentials).unwrap();
            assert_eq!(
                (inspection.key_matches, inspection.password_form),
                (Some(true), None),
                "{code_page} {form:?}"
            );
            // Latin-1 is the first part of Unicode: octets are the same there as characters.
            let is_alike = code_page == "latin-1" && form == ["-legacy"];
            let without = open(&p12, &given(text));
            assert_eq!(without.is_ok(), is_alike, "{code_page} {form:?}");
        }
    }
}

#[test]
fn what_people_type_around_a_password_is_left_away_and_told() {
    let p12 = as_pkcs12(&minted("client0042", 45), "Secret-42", Encryption::Modern);
    for (typed, form) in [
        ("Secret-42", None),
        ("Secret-42\r\n", Some(PasswordForm::WithoutLineEnd)),
        ("Secret-42\n", Some(PasswordForm::WithoutLineEnd)),
        (" Secret-42\u{3000}", Some(PasswordForm::WithoutSpace)),
        ("\u{feff}Secret-42", Some(PasswordForm::WithoutSpace)),
        ("Ｓｅｃｒｅｔ－４２", Some(PasswordForm::HalfWidth)),
        ("\u{3000}Ｓｅｃｒｅｔ-42 ", Some(PasswordForm::HalfWidth)),
    ] {
        let inspection = open(&p12, &given(typed)).unwrap();
        assert_eq!(
            (inspection.key_matches, inspection.password_form),
            (Some(true), form),
            "{typed:?}"
        );
        // The files of a client get the password that opens them.
        let choice = Choice {
            fingerprint_sha256: None,
            now: now(),
        };
        let identity = Identity::open(&p12, &given(typed), None, choice, &mut Derivations::default()).unwrap();
        assert_eq!(identity.password().unwrap().expose(), "Secret-42", "{typed:?}");
    }
    let wide = as_pkcs12(&minted("client0042", 45), "Ｓｅｃｒｅｔ", Encryption::Modern);
    assert_eq!(
        open(&wide, &given("Secret")).unwrap().password_form,
        Some(PasswordForm::FullWidth)
    );
    let source = Source::File;
    for wrong in ["secret-42", "Secret-4", "Secret -42", " "] {
        assert_eq!(
            open(&p12, &given(wrong)).err(),
            Some(Error::WrongPassword { source }),
            "{wrong:?}"
        );
    }
}

#[test]
fn the_password_of_a_key_file_is_tried_in_the_same_forms() {
    let identity = minted("client0042", 45);
    let key = openssl(
        &["pkcs8", "-topk8", "-passout", "pass:Secret-42"],
        identity.private_key_pem().as_bytes(),
    );
    let certificate = identity.certificate_pem();
    let pair = |typed: &str| {
        let (bytes, key) = (certificate.as_bytes(), Some(key.as_slice()));
        inspect_with(
            bytes,
            key,
            &given(typed),
            &Policy::default(),
            now(),
            &mut Derivations::default(),
        )
    };
    let told = pair("Secret-42\n").unwrap();
    assert_eq!(
        (told.key_matches, told.password_form),
        (Some(true), Some(PasswordForm::WithoutLineEnd))
    );
    let source = Source::File;
    assert_eq!(pair("other").err(), Some(Error::WrongPassword { source }));
}

/// A file of `openssl pkcs12 -twopass`, which asks for its two passwords at a terminal.
fn of_two_passwords(folder: &Folder) -> Vec<u8> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/twopass.py");
    let (source, out) = (folder.write("source.pem", &pem()), folder.join("two.p12"));
    Program::PYTHON.tell([script, out.to_str().unwrap(), &source], []);
    std::fs::read(out).unwrap()
}

#[test]
fn where_mac_and_encryption_have_passwords_of_their_own_the_second_is_asked_for() {
    let p12 = of_two_passwords(&Folder::new());
    let refused = |text: &str| open(&p12, &given(text)).err();
    let second = |of| Some(Error::SecondPasswordRequired { of });
    assert_eq!(refused("Mac-42"), second(SecondPassword::Encryption));
    assert_eq!(refused("Enc-42"), second(SecondPassword::Mac));
    let source = Source::File;
    assert_eq!(refused("other"), Some(Error::WrongPassword { source }));
    for (first, other) in [("Mac-42", "Enc-42"), ("Enc-42", "Mac-42")] {
        let both = Credentials {
            second_password: Some(password(other)),
            ..given(first)
        };
        assert_eq!(open(&p12, &both).unwrap().key_matches, Some(true), "{first}");
        let wrong = Credentials {
            second_password: Some(password("other")),
            ..given(first)
        };
        assert!(
            matches!(open(&p12, &wrong), Err(Error::SecondPasswordRequired { .. })),
            "{first}"
        );
    }
}

#[test]
fn certificates_in_the_clear_are_told_of_before_any_password_and_not_taken_for_verified() {
    let export = ["pkcs12", "-export", "-passout", "pass:Secret-42", "-certpbe", "NONE"];
    for mac in [&[][..], &["-nomac"]] {
        let p12 = openssl(&[&export[..], mac].concat(), &pem());
        let without = inspect(&p12, None, &Policy::default(), now()).unwrap();
        let leaf = &without.certificates[without.leaf.unwrap()];
        assert_eq!(leaf.common_name.as_deref(), Some("client0042"));
        assert_eq!((without.has_private_key, without.key_matches), (true, None), "{mac:?}");
        assert_eq!(without.locked, Some(Lock::Password), "{mac:?}");
        let with = inspect(&p12, Some(&password("Secret-42")), &Policy::default(), now()).unwrap();
        assert_eq!((with.key_matches, with.locked), (Some(true), None), "{mac:?}");
        let source = Source::File;
        let wrong = inspect(&p12, Some(&password("other")), &Policy::default(), now());
        assert_eq!(wrong, Err(Error::WrongPassword { source }), "{mac:?}");
        let choice = Choice {
            fingerprint_sha256: None,
            now: now(),
        };
        let written = Identity::open(&p12, &Credentials::default(), None, choice, &mut Derivations::default());
        assert_eq!(written.err(), Some(Error::PasswordRequired), "{mac:?}");
    }
}

#[test]
fn it_is_told_why_no_browser_would_offer_a_certificate() {
    let reasons = |extensions: &str, days: i64, with_key: bool| {
        let folder = Folder::new();
        let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let (key, certificate) = (path("key"), path("crt"));
        let configuration =
            format!("[req]\ndistinguished_name=name\nx509_extensions=own\n[name]\n[own]\n{extensions}\n");
        let configuration = folder.write("cnf", configuration.as_bytes());
        let new = [
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=client0042",
            "-config",
            &configuration,
        ];
        let serial = if days == 29 {
            "0x11223344556677889900112233445566778899001122"
        } else {
            "0x2a"
        };
        let days = days.to_string();
        Program::OPENSSL.tell(
            new,
            [
                "-days",
                &days,
                "-set_serial",
                serial,
                "-keyout",
                &key,
                "-out",
                &certificate,
            ],
        );
        let mut text = std::fs::read(&certificate).unwrap();
        if with_key {
            text.extend(std::fs::read(&key).unwrap());
        }
        let at = if days == "1" {
            "2099-01-01T00:00:00Z"
        } else {
            "2026-11-28T00:00:00Z"
        };
        let at = orcamo_cert::timestamp::Timestamp::parse(at).unwrap();
        let inspection = inspect(&text, None, &Policy::default(), at).unwrap();
        inspection.identities[0].not_offered.clone()
    };
    let client = "basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth";
    assert_eq!(reasons(client, 30, true), []);
    assert_eq!(reasons("basicConstraints=CA:FALSE", 30, true), []);
    assert_eq!(reasons(client, 30, false), [NotOffered::NoPrivateKey]);
    assert_eq!(
        reasons("extendedKeyUsage=serverAuth", 30, true),
        [NotOffered::NoClientAuth]
    );
    assert_eq!(reasons("basicConstraints=CA:TRUE", 30, true), [NotOffered::IsCa]);
    assert_eq!(reasons(client, 29, true), [NotOffered::SerialNumberTooLong]);
    assert_eq!(reasons(client, 1, true), [NotOffered::Expired]);
}
