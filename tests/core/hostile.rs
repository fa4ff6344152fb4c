//! Files that ask for more than any real one does: refused by name, with the number.

use crate::common::{
    der::{element, number, octets, pkcs, pkcs12, sequence},
    minted, now, open,
};
use orcamo_cert::{Error, eligibility::Policy, error::Resource, inspection::Inspection, limits::LIMITS};

fn refused(result: &Result<Inspection, Error>) -> (Resource, u64, u64) {
    match result {
        Err(Error::TooMuchWork {
            resource,
            requested,
            limit,
        }) => (*resource, *requested, *limit),
        other => panic!("{other:?}"),
    }
}

fn pbkdf2(iterations: u32, key_length: u32) -> Vec<u8> {
    let hmac_with_sha256 = sequence(&[&element(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9]), &[5, 0]]);
    let parameters = sequence(&[
        &octets(b"salt"),
        &number(iterations),
        &number(key_length),
        &hmac_with_sha256,
    ]);
    sequence(&[&pkcs(&[5, 12]), &parameters])
}

#[test]
fn a_key_that_is_longer_than_its_mac_needs_counts_for_each_of_its_blocks() {
    let scheme = sequence(&[&element(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9]), &[5, 0]]);
    let algorithm = sequence(&[&pkcs(&[5, 14]), &sequence(&[&pbkdf2(1_000_000, 1_024), &scheme])]);
    let mac_data = sequence(&[&sequence(&[&algorithm, &octets(&[0; 32])]), &octets(b"x"), &number(1)]);
    let asked = refused(&open(&pkcs12(&[], &mac_data), Some("demo")));
    assert_eq!(asked, (Resource::Iterations, 32_000_000, 10_000_000));
}

#[test]
fn encrypted_keys_in_one_text_share_what_it_may_ask_for() {
    let cipher = sequence(&[
        &element(0x06, &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42]),
        &octets(&[0; 16]),
    ]);
    let algorithm = sequence(&[&pkcs(&[5, 13]), &sequence(&[&pbkdf2(1_000_000, 32), &cipher])]);
    let key = sequence(&[&algorithm, &octets(&[0; 16])]);
    let mut block = crate::common::openssl(&["base64"], &key);
    block.splice(0..0, *b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    block.extend_from_slice(b"-----END ENCRYPTED PRIVATE KEY-----\n");
    let text = [
        minted("client0001", 45).certificate_pem().into_bytes(),
        block.repeat(11),
    ]
    .concat();
    let asked = refused(&open(&text, Some("password")));
    assert_eq!(asked, (Resource::Iterations, 11_000_000, 10_000_000));
}

#[test]
fn more_certificates_than_any_trust_store_has_are_refused() {
    let one = minted("client0001", 45);
    let many = one.certificate().repeat(LIMITS.certificates + 1);
    assert_eq!(refused(&open(&many, None)), (Resource::Certificates, 10_001, 10_000));
    let allowed = one.certificate().repeat(1_000);
    assert_eq!(open(&allowed, None).unwrap().certificates.len(), 1_000);
}

#[test]
fn more_private_keys_than_any_keystore_has_are_refused() {
    let ec_public_key = element(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]);
    let key = sequence(&[&[2, 1, 0], &sequence(&[&ec_public_key]), &octets(&[])]);
    let bag = sequence(&[&pkcs(&[12, 10, 1, 1]), &element(0xa0, &key)]);
    let file = pkcs12(&bag.repeat(LIMITS.private_keys + 1), &[]);
    assert_eq!(refused(&open(&file, None)), (Resource::PrivateKeys, 1_001, 1_000));
    assert!(open(&pkcs12(&bag, &[]), None).unwrap().has_private_key);
}

#[test]
fn a_name_from_a_file_is_shown_in_printable_characters_and_shortened() {
    let cipher = format!("\u{1b}[31mEVIL{}", "x".repeat(5_000));
    let key = format!(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: {cipher},00\n\nMAA=\n-----END RSA PRIVATE KEY-----\n"
    );
    let error = orcamo_cert::inspection::inspect_pair(
        minted("client0001", 45).certificate(),
        key.as_bytes(),
        None,
        &Policy::default(),
        now(),
    )
    .unwrap_err();
    let Error::UnsupportedAlgorithm {
        algorithm: Some(algorithm),
        oid: None,
    } = &error
    else {
        panic!("{error:?}")
    };
    assert!(
        algorithm.starts_with("[31mEVILxxx") && algorithm.len() == 64,
        "{algorithm}"
    );
}

/// A certificate of these names, with a key of zeros and no signature: nobody verifies it here.
fn certificate(subject: &[u8], issuer: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[&element(0x06, &[0x2b, 0x65, 0x70])]);
    let validity = sequence(&[&element(0x17, b"260101000000Z"), &element(0x17, b"290101000000Z")]);
    let key = sequence(&[&algorithm, &element(0x03, &[0; 33])]);
    let facts = sequence(&[&number(1), &algorithm, issuer, &validity, subject, &key]);
    sequence(&[&facts, &algorithm, &element(0x03, &[0])])
}

/// One relative distinguished name.
fn common_name(text: &str) -> Vec<u8> {
    let attribute = sequence(&[&element(0x06, &[0x55, 4, 3]), &element(0x0c, text.as_bytes())]);
    element(0x31, &attribute)
}

fn name(number: usize) -> Vec<u8> {
    sequence(&[&common_name(&format!("n{number}"))])
}

#[test]
fn a_name_of_very_many_parts_is_read_whole() {
    const PARTS: usize = 500_000;
    let parts = common_name("c").repeat(PARTS);
    let subject = sequence(&[&parts, &common_name("client0001")]);
    let file = certificate(&subject, &name(0));
    let inspection = open(&file, None).unwrap();
    let [only] = inspection.certificates.as_slice() else {
        panic!("{}", inspection.certificates.len())
    };
    assert_eq!(only.common_name.as_deref(), Some("client0001"));
    assert_eq!(only.common_names.len(), PARTS + 1);
    assert!(only.subject.starts_with("CN=client0001,CN=c,CN=c"));
    assert_eq!(only.subject.len(), "CN=client0001".len() + PARTS * ",CN=c".len());
}

#[test]
fn octet_strings_of_very_many_segments_are_joined_however_deeply_they_are_nested() {
    let certificate = certificate(&name(1), &name(0));
    let x509 = pkcs(&[9, 22, 1]);
    let bag = sequence(&[&x509, &element(0xa0, &octets(&certificate))]);
    let bag = sequence(&[&pkcs(&[12, 10, 1, 3]), &element(0xa0, &bag)]);
    let data = |content: &[u8]| sequence(&[&pkcs(&[7, 1]), &element(0xa0, content)]);
    let safe = sequence(&[&data(&octets(&sequence(&[&bag])))]);
    let empty = octets(&[]).repeat(2_000_000);
    let one_by_one: Vec<u8> = safe.iter().flat_map(|octet| octets(&[*octet])).collect();
    let indefinite = |content: &[u8]| [&[0x24, 0x80], content, &[0, 0]].concat();
    let definite = |content: &[u8]| element(0x24, content);
    for nest in [&indefinite as &dyn Fn(&[u8]) -> Vec<u8>, &definite] {
        let nested = |deep| (0..deep).fold([&empty[..], &one_by_one].concat(), |inner, _| nest(&inner));
        let inspection = open(&sequence(&[&number(3), &data(&nested(50))]), None).unwrap();
        let [only] = inspection.certificates.as_slice() else {
            panic!("{}", inspection.certificates.len())
        };
        assert_eq!(only.common_name.as_deref(), Some("n1"));
        let (resource, _, limit) = refused(&open(&sequence(&[&number(3), &data(&nested(70))]), None));
        assert_eq!((resource, limit), (Resource::Nesting, 64));
    }
}

#[test]
fn the_leaf_of_a_chain_of_thousands_is_the_one_that_issued_none() {
    const LENGTH: usize = 5_000;
    let from_the_root: Vec<_> = (0..LENGTH)
        .map(|number| certificate(&name(number), &name(number.saturating_sub(1))))
        .collect();
    assert_eq!(open(&from_the_root.concat(), None).unwrap().leaf, Some(LENGTH - 1));
    let from_the_leaf: Vec<_> = from_the_root.into_iter().rev().collect();
    assert_eq!(open(&from_the_leaf.concat(), None).unwrap().leaf, Some(0));
}

#[test]
fn the_leaf_among_thousands_of_one_issuer_is_the_first_of_them() {
    const SIBLINGS: usize = 5_000;
    let issuer = certificate(&name(0), &name(0));
    let siblings = (1..=SIBLINGS).map(|number| certificate(&name(number), &name(0)));
    let file: Vec<_> = [issuer.clone()].into_iter().chain(siblings).collect();
    assert_eq!(open(&file.concat(), None).unwrap().leaf, Some(1));
    // One that only issued itself, however often it is there, issued no other.
    assert_eq!(open(&issuer.repeat(SIBLINGS), None).unwrap().leaf, Some(0));
}

#[test]
fn where_each_of_thousands_issued_another_the_first_is_taken() {
    const LENGTH: usize = 5_000;
    let circle: Vec<_> = (0..LENGTH)
        .map(|number| certificate(&name(number), &name((number + 1) % LENGTH)))
        .collect();
    assert_eq!(open(&circle.concat(), None).unwrap().leaf, Some(0));
}

#[test]
fn a_certificate_inside_five_transports_opens_and_inside_six_does_not() {
    let pem = minted("client0001", 45).certificate_pem();
    let percent = |text: &str| -> String { text.bytes().map(|octet| format!("%{octet:02x}")).collect() };
    let nested = |times| (0..times).fold(pem.clone(), |inner, _| percent(&inner));
    assert_eq!(open(nested(5).as_bytes(), None).unwrap().certificates.len(), 1);
    assert_eq!(
        open(nested(6).as_bytes(), None).unwrap_err().code(),
        "unsupported-format"
    );
}

#[test]
fn long_files_that_only_look_like_a_transport_are_refused() {
    /// Long enough to see what is gone through again and again.
    const LENGTH: usize = LIMITS.file_bytes / 8;
    for part in [
        "<",
        "<a",
        "&",
        "&#",
        "%",
        "%2",
        "%25",
        "%3D",
        "=",
        "=3D",
        "=\n",
        "\\",
        "\\n",
        "\\u0041",
        "M",
        "MII",
        "MIIA ",
        "MII\n",
        "MIIABQIBAAQA",
        "MIIABQIBAAQA\n",
        "MIACAQMwgAAAAAA",
        "MIAwADAAMAA",
        "LS0tLS1C",
        "LS0tLS1C ",
        "TUlJ",
        "TUlJ ",
        "BEGIN",
        "BEGIN CERTIFICATE",
        "END PFX ",
        "ENDEND ",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMII",
        "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n",
        "\n",
        " ",
        "0",
        "0\u{82}",
        "Ａ",
        "> ",
        "{\"a\":",
        "<ca><pkcs12>",
        "\0",
        "0\u{1}",
        "\r\n",
        "0\u{1}\r\n",
    ] {
        let text = part.repeat(LENGTH / part.len());
        let result = open(text.as_bytes(), None);
        assert!(result.is_err(), "{part:?}");
    }
    // Many blocks begin, and one boundary ends the last.
    let begun = "-----BEGIN A-----".repeat(LENGTH / 17);
    assert!(open(format!("{begun}-----END A-----").as_bytes(), None).is_err());
    let places = [0x30, 0x82, 0x20, 0x41].repeat(LENGTH / 4);
    assert!(open(&places, None).is_err());
    assert!(
        open(
            &[b"bplist00", &[0x11, 0x30, 0x82].repeat(LENGTH / 3)[..]].concat(),
            None
        )
        .is_err()
    );
}
