//! The facts of a certificate file, compared with what openssl says of it.

use crate::common::{as_pkcs12, minted, now, open, openssl};
use orcamo_cert::{
    Error,
    client_files::{Choice, Identity},
    eligibility::Decision,
    error::{LooksLike, SecondPassword, Source},
    input::{Credentials, Derivations, Format},
    inspection::Inspection,
    limits::LIMITS,
};
use renewal_authority::Encryption;

fn opened(bytes: &[u8]) -> Inspection {
    open(bytes, None).unwrap()
}

#[test]
fn the_facts_of_a_certificate_are_those_that_openssl_tells() {
    let identity = minted("client0001", 45);
    let inspection = opened(identity.certificate());
    let certificate = &inspection.certificates[0];
    let reported = openssl(
        &[
            "x509",
            "-inform",
            "DER",
            "-noout",
            "-subject",
            "-issuer",
            "-serial",
            "-dates",
            "-fingerprint",
            "-sha256",
            "-nameopt",
            "RFC2253,-esc_msb,utf8",
            "-dateopt",
            "iso_8601",
        ],
        identity.certificate(),
    );
    let reported = String::from_utf8(reported).unwrap();
    let value = |name: &str| {
        let line = reported.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_once('=').unwrap().1.to_owned()
    };
    assert_eq!(certificate.subject, value("subject"));
    assert_eq!(certificate.issuer, value("issuer"));
    assert_eq!(certificate.serial_number, value("serial").to_lowercase());
    assert_eq!(certificate.not_before.to_string(), value("notBefore").replace(' ', "T"));
    assert_eq!(certificate.not_after.to_string(), value("notAfter").replace(' ', "T"));
    let fingerprint = value("sha256 Fingerprint").replace(':', "").to_lowercase();
    assert_eq!(certificate.fingerprint_sha256, fingerprint);
    assert_eq!(certificate.common_name.as_deref(), Some("client0001"));
    assert_eq!(certificate.public_key.algorithm, "RSA");
    assert_eq!(certificate.public_key.bits, Some(2048));
    assert!(!certificate.is_ca);
    assert!(certificate.client_auth);
    assert_eq!(inspection.format, Format::Der);
    assert_eq!(inspection.eligibility.unwrap().decision, Decision::Renewable);
}

#[test]
fn rare_key_algorithms_are_named() {
    let explicit = [
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-pkeyopt",
        "ec_param_enc:explicit",
    ];
    for (key, algorithm, bits, curve) in [
        (&["ed448"][..], "Ed448", 456, None),
        (&["ed25519"], "Ed25519", 256, None),
        (&["rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"], "RSA-PSS", 2048, None),
        (
            &[&["ec"][..], &explicit].concat(),
            "EC",
            256,
            Some("explicit parameters"),
        ),
        (
            &["ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP384r1"],
            "EC",
            384,
            Some("brainpoolP384r1"),
        ),
    ] {
        let request = [
            "req",
            "-x509",
            "-nodes",
            "-keyout",
            "/dev/null",
            "-subj",
            "/CN=client0448",
            "-newkey",
        ];
        let reported = opened(&openssl(&[&request[..], key].concat(), &[]));
        let public_key = &reported.certificates[0].public_key;
        assert_eq!(public_key.algorithm, algorithm);
        assert_eq!(
            (public_key.bits, public_key.curve.as_deref()),
            (Some(bits), curve),
            "{algorithm}"
        );
    }
}

#[test]
fn pem_opens_with_text_around_it_and_whatever_line_ends_and_byte_order_mark() {
    let identity = minted("client0001", 45);
    let pem = identity.certificate_pem();
    let utf16 = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(pem.encode_utf16().flat_map(unit)).collect()
    };
    let expected = opened(identity.certificate()).certificates;
    for (form, bytes) in [
        ("plain", pem.clone().into_bytes()),
        ("CRLF", pem.replace('\n', "\r\n").into_bytes()),
        (
            "preamble",
            format!("Bag Attributes\n  localKeyID: 01\n{pem}\ntrailing").into_bytes(),
        ),
        ("byte order mark", format!("\u{feff}{pem}").into_bytes()),
        ("UTF-16LE", utf16([0xff, 0xfe], u16::to_le_bytes)),
        ("UTF-16BE", utf16([0xfe, 0xff], u16::to_be_bytes)),
        (
            "one long line",
            pem.replace('\n', "").replace("-----M", "-----\nM").into_bytes(),
        ),
        (
            "Shift_JIS preamble",
            [b"\x8f\xd8\x96\xbe\x8f\x91\n".as_slice(), pem.as_bytes()].concat(),
        ),
    ] {
        let inspection = open(&bytes, None).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!(inspection.certificates, expected, "{form}");
        assert_eq!(inspection.format, Format::Pem, "{form}");
    }
}

#[test]
fn the_trusted_form_that_glclient2_writes_opens() {
    let identity = minted("client0001", 45);
    let trusted = openssl(
        &[
            "x509",
            "-trustout",
            "-setalias",
            "client0001",
            "-addtrust",
            "clientAuth",
        ],
        identity.certificate_pem().as_bytes(),
    );
    assert!(trusted.starts_with(b"-----BEGIN TRUSTED CERTIFICATE-----"));
    assert_eq!(
        opened(&trusted).certificates,
        opened(identity.certificate()).certificates
    );
}

#[test]
fn a_pkcs12_opens_with_its_password_only() {
    let identity = minted("client0001", 45);
    for encryption in [Encryption::Modern, Encryption::Legacy] {
        let p12 = as_pkcs12(&identity, "ひみつ123", encryption);
        assert_eq!(open(&p12, None), Err(Error::PasswordRequired));
        let source = Source::File;
        assert_eq!(open(&p12, Some("ひみつ124")), Err(Error::WrongPassword { source }));
        assert_eq!(open(&p12, Some("")), Err(Error::WrongPassword { source }));
        let inspection = open(&p12, Some("ひみつ123")).unwrap();
        assert_eq!(inspection.format, Format::Pkcs12);
        assert_eq!(inspection.leaf, Some(0));
        assert_eq!(inspection.certificates.len(), 2);
        assert!(inspection.certificates[1].is_ca);
        assert!(inspection.has_private_key);
        assert_eq!(inspection.key_matches, Some(true));
        assert_eq!(inspection.friendly_name.as_deref(), Some("更新 demo"));
    }
}

#[test]
fn a_pkcs12_that_openssl_wrote_opens_in_both_encryptions() {
    let identity = minted("db0002", 80);
    let pem = format!("{}{}", identity.private_key_pem().as_str(), identity.certificate_pem());
    for kind in [&[][..], &["-legacy"], &["-nomac"], &["-legacy", "-descert"]] {
        let arguments = ["pkcs12", "-export", "-passout", "pass:demo", "-name", "db0002"];
        let p12 = openssl(&[&arguments, kind].concat(), pem.as_bytes());
        let inspection = open(&p12, Some("demo")).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        assert_eq!(inspection.certificates[0].common_name.as_deref(), Some("db0002"));
        assert_eq!(inspection.key_matches, Some(true));
    }
}

#[test]
fn a_malformed_private_key_is_not_taken_for_a_key() {
    const KEY_BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x01];
    let identity = minted("client0001", 45);
    let pem = format!("{}{}", identity.private_key_pem().as_str(), identity.certificate_pem());
    let arguments = [
        "pkcs12", "-export", "-passout", "pass:", "-nomac", "-keypbe", "NONE", "-certpbe", "NONE",
    ];
    let mut p12 = openssl(&arguments, pem.as_bytes());
    assert_eq!(opened(&p12).key_matches, Some(true));

    let bag = p12.windows(KEY_BAG.len()).position(|octets| octets == KEY_BAG).unwrap();
    let version = p12[bag..].windows(3).position(|octets| octets == [2, 1, 0]).unwrap();
    // A BOOLEAN is no version.
    p12[bag + version] = 1;
    let inspection = opened(&p12);
    assert_eq!(inspection.certificates[0].common_name.as_deref(), Some("client0001"));
    assert!(!inspection.has_private_key);

    // An armour that says so, around a version and an algorithm, without a key.
    let lacking = openssl(&["base64"], &[0x30, 0x09, 2, 1, 0, 0x30, 4, 6, 2, 0x2a, 3]);
    let lacking = String::from_utf8(lacking).unwrap();
    let text = format!(
        "-----BEGIN PRIVATE KEY-----\n{lacking}-----END PRIVATE KEY-----\n{}",
        identity.certificate_pem()
    );
    let inspection = opened(text.as_bytes());
    assert_eq!(inspection.certificates[0].common_name.as_deref(), Some("client0001"));
    assert_eq!(inspection.key_matches, None);
    let choice = Choice {
        fingerprint_sha256: None,
        now: now(),
    };
    let credentials = Credentials::default();
    let written = Identity::open(text.as_bytes(), &credentials, None, choice, &mut Derivations::default());
    assert!(written.is_err(), "there is nothing that could be written");
}

#[test]
fn an_empty_password_is_tried_when_none_is_given() {
    let p12 = as_pkcs12(&minted("client0001", 45), "", Encryption::Modern);
    assert!(open(&p12, None).unwrap().has_private_key);
}

#[test]
fn the_leaf_is_the_certificate_of_the_key_wherever_it_stands() {
    let [first, second] = ["client0001", "client0009"].map(|name| minted(name, 45));
    let pem = format!(
        "{}{}{}",
        first.certificate_pem(),
        second.certificate_pem(),
        second.private_key_pem().as_str()
    );
    let inspection = opened(pem.as_bytes());
    assert_eq!(inspection.leaf, Some(1));
    assert_eq!(inspection.key_matches, Some(true));
    let foreign = format!("{}{}", first.certificate_pem(), second.private_key_pem().as_str());
    assert_eq!(opened(foreign.as_bytes()).key_matches, Some(false));
}

#[test]
fn what_is_no_certificate_file_is_called_by_its_name() {
    let identity = minted("client0001", 45);
    let key = identity.private_key_pem();
    let request = openssl(
        &["req", "-new", "-key", "/dev/stdin", "-subj", "/CN=client0001"],
        key.as_bytes(),
    );
    for (bytes, expected) in [
        (&b""[..], LooksLike::Empty),
        (key.as_bytes(), LooksLike::PrivateKey),
        (identity.private_key(), LooksLike::PrivateKey),
        (&request, LooksLike::CertificateSigningRequest),
        (
            &openssl(&["req", "-outform", "DER"], &request),
            LooksLike::CertificateSigningRequest,
        ),
        (b"PK\x03\x04...", LooksLike::Zip),
        (b"%PDF-1.7", LooksLike::Pdf),
        (b"\xfe\xed\xfe\xed\0\0\0\x02", LooksLike::Jks),
        (b"<!DOCTYPE html><p>", LooksLike::Html),
        (b"<html><body>", LooksLike::Html),
        ("こんにちは".as_bytes(), LooksLike::Text),
        (b"\x89PNG\r\n", LooksLike::Image),
        (b"\0\x01\x02", LooksLike::Unknown),
    ] {
        let looks_like = expected;
        assert_eq!(
            open(bytes, None),
            Err(Error::UnsupportedFormat { looks_like }),
            "{expected:?}"
        );
    }
}

#[test]
fn a_file_that_was_cut_off_is_called_truncated_with_both_sizes() {
    let identity = minted("client0001", 45);
    let certificate: &[u8] = identity.certificate();
    let p12 = as_pkcs12(&identity, "demo", Encryption::Modern);
    for whole in [certificate, &p12] {
        for length in [1, 20, 600] {
            let size = whole.len() - length;
            let expected = whole.len();
            let truncated = Err(Error::TruncatedFile { size, expected });
            assert_eq!(open(&whole[..size], Some("demo")), truncated, "{length}");
        }
    }
    let pem = identity.certificate_pem();
    let cut = open(&pem.as_bytes()[..pem.len() - 100], None).unwrap_err();
    assert_eq!(cut.code(), "truncated-file");
}

#[test]
fn a_file_that_contradicts_itself_is_called_corrupt_with_the_place() {
    let mut certificate = minted("client0001", 45).certificate().to_vec();
    // The length of the part that is signed, made longer than the whole.
    certificate[6] = 0xff;
    assert_eq!(open(&certificate, None), Err(Error::CorruptFile { offset: 0 }));
    let mut p12 = as_pkcs12(&minted("client0001", 45), "demo", Encryption::Modern);
    let version = p12.windows(3).position(|octets| octets == [2, 1, 3]).unwrap();
    p12[version + 1] = 0x7f;
    assert!(matches!(
        open(&p12, Some("demo")),
        Err(Error::CorruptFile { .. } | Error::UnsupportedFormat { .. })
    ));
}

#[test]
fn a_changed_file_is_distinguished_from_a_wrong_password() {
    for encryption in [Encryption::Modern, Encryption::Legacy] {
        let mut p12 = as_pkcs12(&minted("client0001", 45), "demo", encryption);
        // An octet of the salt of the MAC, which stands before the iterations at the end.
        let salt = p12.len() - 6;
        p12[salt] ^= 1;
        let opened = open(&p12, Some("demo")).map(|_| ());
        // It may also be that the MAC has a password of its own.
        let of = SecondPassword::Mac;
        assert_eq!(opened, Err(Error::SecondPasswordRequired { of }));
        let source = Source::File;
        assert_eq!(open(&p12, Some("domo")), Err(Error::WrongPassword { source }));
        assert_eq!(open(&p12, None), Err(Error::PasswordRequired));
    }
}

#[test]
fn a_file_beyond_ten_mebibytes_is_refused_with_both_numbers() {
    let size = LIMITS.file_bytes + 1;
    let error = open(&vec![0x30; size], None).unwrap_err();
    assert_eq!(
        error,
        Error::FileTooLarge {
            size,
            limit: LIMITS.file_bytes
        }
    );
    assert!(error.to_string().contains(&size.to_string()) && error.to_string().contains("10485760"));
}
