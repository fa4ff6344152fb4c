//! Passwords as other programs have written them, and as people type them.

use crate::common::{
    as_pkcs12,
    der::{bag, certificate_bag, element, explicit, octets, pkcs, pkcs12, sequence},
    minted, now, openssl, password,
};
use crate::judges::{Folder, Program, TWO_PASSWORDS};
use orcamo_cert::{
    Error,
    client_files::{Choice, Identity},
    eligibility::Policy,
    error::{SecondPassword, Source},
    input::{Credentials, Derivations, Lock, PasswordForm},
    inspection::offer::NotOffered,
    inspection::{Inspection, inspect, inspect_with},
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

/// Stands in for the decoders of a browser.
fn in_code_pages(texts: &[&str]) -> Vec<Vec<SecretBytes>> {
    let script = r#"
import sys
for text in sys.argv[1:]:
    for code_page in "cp932", "euc_jp", "latin-1":
        if not text.isascii():
            print(text.encode(code_page, "ignore").hex() if text.encode(code_page, "ignore").decode(code_page) == text else "", end=" ")
    print()
"#;
    let reported = Program::PYTHON.prints(["-c", script], texts);
    let octets = |hexadecimal: &str| {
        let digits = hexadecimal.as_bytes().chunks(2);
        let octets = digits.map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap());
        SecretBytes::new(octets.collect())
    };
    let lines = reported
        .lines()
        .map(|line| line.split_whitespace().map(octets).collect());
    lines.collect()
}

fn given_with_code_pages(text: &str) -> Credentials {
    Credentials {
        code_pages: Some(in_code_pages),
        ..given(text)
    }
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
        let credentials = given_with_code_pages(text);
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
fn line_ends_spaces_and_full_width_letters_typed_in_a_password_are_undone_and_reported() {
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
fn line_ends_and_spaces_typed_around_a_password_in_a_code_page_are_dropped_too() {
    let folder = Folder::new();
    for (text, code_page, typed) in [
        ("診療所９１", "cp932", "診療所９１ "),
        ("診療所９１", "cp932", "診療所９１\n"),
        ("診療所９１", "cp932", "診療所91"),
        ("診療所91", "euc_jp", "\u{3000}診療所９１"),
        // The standard encoding makes the same MAC, and decrypts nothing.
        ("DISEÑOS2020", "latin-1", "DISEÑOS2020\n"),
    ] {
        let octets = in_code_page(text, code_page);
        let pass = format!("file:{}", folder.write("pass", &octets));
        for form in [&[][..], &["-legacy"], &["-nomac"]] {
            let p12 = openssl(&[&["pkcs12", "-export", "-passout", &pass][..], form].concat(), &pem());
            let inspection = open(&p12, &given_with_code_pages(typed)).unwrap();
            assert_eq!(inspection.key_matches, Some(true), "{typed:?} {form:?}");
            assert!(inspection.password_form.is_some(), "{typed:?} {form:?}");
        }
    }
    let p12 = as_pkcs12(&minted("client0042", 45), "診療所９１", Encryption::Modern);
    let source = Source::File;
    let wrong = open(&p12, &given_with_code_pages("診療所92\n"));
    assert_eq!(wrong.err(), Some(Error::WrongPassword { source }));
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
    let reported = pair("Secret-42\n").unwrap();
    assert_eq!(
        (reported.key_matches, reported.password_form),
        (Some(true), Some(PasswordForm::WithoutLineEnd))
    );
    let source = Source::File;
    assert_eq!(pair("other").err(), Some(Error::WrongPassword { source }));
}

/// A file of `openssl pkcs12 -twopass`, which asks for its two passwords at a terminal.
fn of_two_passwords(folder: &Folder) -> Vec<u8> {
    let (source, out) = (folder.write("source.pem", &pem()), folder.join("two.p12"));
    Program::PYTHON.prints([TWO_PASSWORDS, out.to_str().unwrap(), &source], []);
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
        let (line_end, wide) = (format!("{first}\n"), other.replace('4', "４"));
        for (first, other, form) in [
            (line_end.as_str(), other, PasswordForm::WithoutLineEnd),
            (first, wide.as_str(), PasswordForm::HalfWidth),
            (line_end.as_str(), wide.as_str(), PasswordForm::WithoutLineEnd),
        ] {
            let both = Credentials {
                second_password: Some(password(other)),
                ..given_with_code_pages(first)
            };
            let inspection = open(&p12, &both).unwrap();
            assert_eq!(
                (inspection.key_matches, inspection.password_form),
                (Some(true), Some(form))
            );
        }
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
fn unencrypted_certificates_are_shown_before_any_password_and_not_as_verified() {
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
fn a_file_that_windows_protects_for_accounts_has_an_error_of_its_own() {
    let identity = minted("client0042", 45);
    let certificate = certificate_bag(identity.certificate());
    let encrypt = [
        "pkcs8",
        "-topk8",
        "-outform",
        "DER",
        "-passout",
        "pass:Secret-42",
        "-iter",
        "2",
    ];
    let key = bag(2, &openssl(&encrypt, identity.private_key_pem().as_bytes()));
    // szOID_PKCS_12_PROTECTED_PASSWORD_SECRET_BAG_TYPE_ID, 1.3.6.1.4.1.311.17.4
    let protected_password = element(0x06, &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 17, 4]);
    let for_accounts = bag(5, &sequence(&[&protected_password, &explicit(&octets(b"encrypted"))]));
    let other_secret = bag(5, &sequence(&[&pkcs(&[1]), &explicit(&octets(b"encrypted"))]));

    for (secret, lock, code) in [
        (&for_accounts, Lock::Account, "account-protected"),
        (&other_secret, Lock::Password, "password-required"),
    ] {
        let file = |bags: &[&Vec<u8>]| pkcs12(&bags.iter().flat_map(|bag| bag.to_vec()).collect::<Vec<u8>>(), &[]);
        let inspected =
            |bytes: &[u8], text: Option<&str>| inspect(bytes, text.map(password).as_ref(), &Policy::default(), now());
        // What stands in the clear is shown; the rest is closed.
        let without = inspected(&file(&[secret, &certificate, &key]), None).unwrap();
        assert_eq!((without.certificates.len(), without.locked), (1, Some(lock)), "{code}");
        // There may be a password all the same.
        let with = inspected(&file(&[secret, &certificate, &key]), Some("Secret-42")).unwrap();
        assert_eq!((with.key_matches, with.locked), (Some(true), None), "{code}");
        let alone = inspected(&file(&[secret, &key]), None);
        assert_eq!(alone.unwrap_err().code(), code);
    }
}

#[test]
fn unencrypted_certificates_are_shown_where_no_password_could_open_the_rest() {
    let choice = Choice {
        fingerprint_sha256: None,
        now: now(),
    };
    let export = ["pkcs12", "-export", "-passout", "pass:Secret-42", "-certpbe", "NONE"];
    for (mac, code) in [
        (["-macalg", "SHA3-256"], "unsupported-algorithm"),
        (["-iter", "1000001"], "too-much-work"),
    ] {
        let p12 = openssl(&[&export[..], &mac].concat(), &pem());
        let without = inspect(&p12, None, &Policy::default(), now()).unwrap();
        let leaf = &without.certificates[without.leaf.unwrap()];
        assert_eq!(leaf.common_name.as_deref(), Some("client0042"), "{code}");
        assert_eq!(
            (without.locked, without.key_matches),
            (Some(Lock::Password), None),
            "{code}"
        );
        let with = inspect(&p12, Some(&password("Secret-42")), &Policy::default(), now());
        assert_eq!(with.unwrap_err().code(), code);
        // No password would help.
        let written = Identity::open(&p12, &Credentials::default(), None, choice, &mut Derivations::default());
        assert_eq!(written.err().unwrap().code(), code);
    }
    let p12 = openssl(
        &["pkcs12", "-export", "-passout", "pass:Secret-42", "-macalg", "SHA3-256"],
        &pem(),
    );
    let without = inspect(&p12, None, &Policy::default(), now());
    assert_eq!(without.unwrap_err().code(), "unsupported-algorithm");
}

/// A certificate with its key under a password, both in PEM.
fn with_encrypted_key(identity: &renewal_authority::Identity, text: &str) -> [String; 2] {
    let pass = format!("pass:{text}");
    let key = openssl(
        &["pkcs8", "-topk8", "-passout", &pass],
        identity.private_key_pem().as_bytes(),
    );
    [identity.certificate_pem(), String::from_utf8(key).unwrap()]
}

/// The DER of the first PEM block.
fn der(pem: &str) -> Vec<u8> {
    let lines: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    openssl(&["base64", "-d", "-A"], lines.as_bytes())
}

/// A PKCS#12 file without a MAC, with certificates in the clear and these encrypted keys.
fn without_mac(identities: &[[String; 2]]) -> Vec<u8> {
    let certificates = identities.iter().map(|[pem, _]| certificate_bag(&der(pem)));
    let keys = identities.iter().map(|[_, pem]| bag(2, &der(pem)));
    pkcs12(&certificates.chain(keys).collect::<Vec<_>>().concat(), &[])
}

#[test]
fn a_password_that_opens_one_key_of_several_is_not_wrong() {
    let first = with_encrypted_key(&minted("client0001", 45), "Secret-1");
    let second = with_encrypted_key(&minted("client0002", 400), "Secret-2");
    let text = [first.concat(), second.concat()].concat();
    let p12 = without_mac(&[first, second]);
    let written = |bytes: &[u8], credentials: &Credentials, leaf: &str| {
        let choice = Choice {
            fingerprint_sha256: Some(leaf),
            now: now(),
        };
        Identity::open(bytes, credentials, None, choice, &mut Derivations::default()).err()
    };
    let source = Source::File;
    for bytes in [text.as_bytes(), &p12] {
        let without = open(bytes, &Credentials::default()).unwrap();
        assert_eq!((without.locked, without.identities.len()), (Some(Lock::Password), 2));
        let leaves: Vec<_> = without
            .certificates
            .iter()
            .map(|one| one.fingerprint_sha256.as_str())
            .collect();
        let matches = |credentials: &Credentials| {
            let inspection = open(bytes, credentials).unwrap();
            assert_eq!((inspection.locked, inspection.has_private_key), (None, true));
            let mut matches: Vec<_> = inspection
                .identities
                .iter()
                .map(|one| (one.leaf, one.key_matches))
                .collect();
            matches.sort_unstable();
            matches
        };
        assert_eq!(matches(&given("Secret-1\n")), [(0, Some(true)), (1, None)]);
        assert_eq!(matches(&given("Secret-2")), [(0, None), (1, Some(true))]);
        let both = Credentials {
            second_password: Some(password("Secret-2 ")),
            ..given("Secret-1")
        };
        assert_eq!(matches(&both), [(0, Some(true)), (1, Some(true))]);
        let wrong = Some(Error::WrongPassword { source });
        assert_eq!(open(bytes, &given("other")).err(), wrong);
        assert_eq!(written(bytes, &given("Secret-1"), leaves[0]), None);
        let of = SecondPassword::Encryption;
        let second = Some(Error::SecondPasswordRequired { of });
        assert_eq!(written(bytes, &given("Secret-1"), leaves[1]), second);
        assert_eq!(written(bytes, &both, leaves[1]), None);
        let required = Some(Error::PasswordRequired);
        assert_eq!(written(bytes, &Credentials::default(), leaves[1]), required);
    }
}

#[test]
fn a_certificate_beside_its_encrypted_key_is_shown_before_any_password() {
    let identity = minted("client0042", 45);
    let text = with_encrypted_key(&identity, "Secret-42").concat();
    let without = inspect(text.as_bytes(), None, &Policy::default(), now()).unwrap();
    let leaf = &without.certificates[without.leaf.unwrap()];
    assert_eq!(leaf.common_name.as_deref(), Some("client0042"));
    assert_eq!(without.locked, Some(Lock::Password));
    assert_eq!((without.has_private_key, without.key_matches), (true, None));
    let with = inspect(text.as_bytes(), Some(&password("Secret-42")), &Policy::default(), now()).unwrap();
    assert_eq!((with.key_matches, with.locked), (Some(true), None));

    let choice = Choice {
        fingerprint_sha256: None,
        now: now(),
    };
    let written = |text: &str, key: Option<&str>| {
        let none = Credentials::default();
        let key = key.map(|key| (key.as_bytes(), &none));
        Identity::open(text.as_bytes(), &none, key, choice, &mut Derivations::default()).err()
    };
    assert_eq!(written(&text, None), Some(Error::PasswordRequired));
    // What is read needs no password, whatever else is there.
    let plain = identity.private_key_pem();
    assert_eq!(written(&[text.as_str(), &plain].concat(), None), None);
    assert_eq!(written(&text, Some(&plain)), None);
}

#[test]
fn a_key_under_an_unknown_algorithm_is_named_where_it_is_needed() {
    let folder = Folder::new();
    let identity = minted("client0042", 45);
    let source = folder.write("key.pem", identity.private_key_pem().as_bytes());
    let key = openssl(
        &[
            "pkcs8",
            "-topk8",
            "-v2",
            "aria-256-cbc",
            "-passout",
            "pass:Secret-42",
            "-in",
            &source,
        ],
        &[],
    );
    let pair = [identity.certificate_pem(), String::from_utf8(key).unwrap()];
    let p12 = openssl(
        &[
            "pkcs12",
            "-export",
            "-passout",
            "pass:Secret-42",
            "-certpbe",
            "NONE",
            "-keypbe",
            "aria-256-cbc",
        ],
        &pem(),
    );
    let choice = Choice {
        fingerprint_sha256: None,
        now: now(),
    };
    for bytes in [
        p12,
        without_mac(std::slice::from_ref(&pair)),
        pair.concat().into_bytes(),
    ] {
        let inspection = open(&bytes, &given("Secret-42")).unwrap();
        assert_eq!((inspection.has_private_key, inspection.key_matches), (true, None));
        let written = Identity::open(&bytes, &given("Secret-42"), None, choice, &mut Derivations::default());
        let Err(Error::UnsupportedAlgorithm { algorithm, .. }) = written else {
            panic!("{:?}", written.err());
        };
        assert_eq!(algorithm.as_deref(), Some("ARIA-256-CBC"));
    }
}

#[test]
fn none_of_thousands_of_wrong_passwords_is_accepted() {
    let export = ["pkcs12", "-export", "-legacy", "-passout", "pass:Secret-42"];
    let rc4 = ["-keypbe", "PBE-SHA1-RC4-128", "-iter", "1", "-maciter"];
    let bytes = |form: &[&str]| openssl(&[&export[..], form, &rc4].concat(), &pem());
    let source = Source::File;
    for form in [&["-certpbe", "PBE-SHA1-RC4-128"][..], &["-certpbe", "NONE", "-nomac"]] {
        let p12 = bytes(form);
        assert!(open(&p12, &given("Secret-42")).is_ok());
        for number in 0..4_000 {
            let wrong = open(&p12, &given(&format!("w{number}")));
            assert_eq!(wrong.err(), Some(Error::WrongPassword { source }), "{form:?} w{number}");
        }
    }
}

#[test]
fn the_reason_why_no_browser_offers_a_certificate_is_given() {
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
        Program::OPENSSL.prints(
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
        let at = orcamo_cert::calendar::Timestamp::parse(at).unwrap();
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
