//! Damaged, shortened and hostile files are refused by their right name, and none is opened with other facts.

use std::collections::BTreeMap;

use crate::common::{open, open_pair, outcome};
use crate::fixtures::{Complaints, of_kind, read};
use orcamo_cert::{
    Error,
    error::{Resource, Source},
    limits::LIMITS,
};

const PASSWORD: &str = "fixture";

/// The error of a file that must not open.
fn refused(bytes: &[u8]) -> Error {
    open(bytes, Some(PASSWORD)).unwrap_err()
}

#[test]
fn a_file_in_der_that_was_cut_off_anywhere_is_called_truncated() {
    let mut complaints = Complaints::default();
    let files = of_kind("pkcs12").into_iter().chain(of_kind("certificates"));
    for fixture in files.filter(|one| {
        !["trailing-bytes", "der-two", "0000"]
            .iter()
            .any(|part| one.file.contains(part))
    }) {
        let whole = read(&fixture.file);
        if whole[0] != 0x30 || fixture.error.is_some() {
            continue;
        }
        for length in [
            20,
            40,
            100,
            whole.len() / 4,
            whole.len() / 2,
            whole.len() * 3 / 4,
            whole.len() - 1,
        ] {
            let result = open(&whole[..length], fixture.password.as_deref());
            complaints.check(outcome(&result) == "truncated-file", || {
                format!("{} cut at {length} of {}: {result:?}", fixture.file, whole.len())
            });
        }
    }
    complaints.none();
}

#[test]
fn a_text_that_was_cut_off_is_called_truncated() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("certificates") {
        let whole = read(&fixture.file);
        let several = ["two", "reversed", "with-key", "one-broken", "junk"];
        if whole[0] == 0x30 || several.iter().any(|part| fixture.file.contains(part)) {
            continue;
        }
        let text = String::from_utf8_lossy(&whole).replace('\0', "");
        let begins = text.find("BEGIN").map_or(0, |at| at + 60) * whole.len() / text.len();
        for length in [
            begins,
            begins + 101,
            begins + 102,
            begins + 103,
            whole.len() / 4 * 3,
            whole.len() / 20 * 17,
        ] {
            if length <= begins && begins > 0 && length != begins {
                continue;
            }
            let result = open(&whole[..length.max(120)], None);
            complaints.check(outcome(&result) == "truncated-file", || {
                format!("{} cut at {length} of {}: {result:?}", fixture.file, whole.len())
            });
        }
    }
    complaints.none();
}

#[test]
fn a_pem_block_that_lacks_a_line_in_the_middle_is_not_called_truncated() {
    let mut complaints = Complaints::default();
    let p12 = crate::common::openssl(&["base64"], &read("pkcs12/openssl-default.p12"));
    let p12 = String::from_utf8(p12).unwrap();
    let blocks =
        ["PKCS12", "CERTIFICATE"].map(|label| format!("-----BEGIN {label}-----\n{p12}-----END {label}-----\n"));
    let others =
        ["certificates/rsa.crt", "certificates/form-pkcs7-pem.p7b"].map(|file| String::from_utf8(read(file)).unwrap());
    let without = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        [&lines[..3], &lines[4..], &[""]].concat().join("\n")
    };
    for text in blocks.iter().chain(&others) {
        let text = without(text);
        let found = outcome(&open(text.as_bytes(), Some(PASSWORD)));
        complaints.check(found == "corrupt-file", || {
            format!("{found}: {:?}", text.lines().next())
        });
        for carried in [text.replace('\n', "\\n"), text.replace('\n', "\n> ")] {
            let found = outcome(&open(carried.as_bytes(), Some(PASSWORD)));
            complaints.check(["corrupt-file", "damaged-as-text"].contains(&found), || {
                format!("{found}: {:?}", carried.get(..40))
            });
        }
    }
    for key in ["keys/p256.key.pem", "private-keys/p256-pbes2-aes256.pem"] {
        let key = without(&String::from_utf8(read(key)).unwrap());
        let found = open_pair(&read("certificates/p256.crt"), key.as_bytes(), Some(PASSWORD));
        complaints.check(outcome(&found) == "corrupt-file", || {
            format!("{found:?}: {:?}", key.lines().next())
        });
    }
    complaints.none();
}

#[test]
fn a_length_that_no_file_can_have_is_not_called_truncated() {
    let mut complaints = Complaints::default();
    for (length, expected) in [
        ([0x84, 0xff, 0xff, 0xff, 0xff].as_slice(), "unsupported-format"),
        (&[0x83, 0xff, 0xff, 0xff], "unsupported-format"),
        (&[0x83, 0x0f, 0xff, 0xff], "truncated-file"),
    ] {
        let whole = read("certificates/form-der.cer");
        let file = [&[0x30], length, &whole[4..]].concat();
        complaints.check_outcome("the certificate", &file, None, expected);
    }
    complaints.none();
}

#[test]
fn a_second_certificate_that_was_cut_off_is_counted_as_unreadable() {
    for file in ["form-two.crt", "form-der-two.cer"] {
        let whole = read(&format!("certificates/{file}"));
        let inspection = open(&whole[..whole.len() - 100], None).unwrap();
        assert_eq!((inspection.certificates.len(), inspection.unreadable), (1, 1), "{file}");
    }
}

#[test]
fn a_changed_octet_anywhere_never_lets_a_file_open_with_other_facts() {
    let mut complaints = Complaints::default();
    for file in ["pkcs12/openssl-noiter.p12"] {
        let whole = read(file);
        let facts = open(&whole, Some(PASSWORD)).unwrap();
        let mut outcomes = BTreeMap::<_, usize>::new();
        let masks = [0x01, 0x20, 0x80, 0xff];
        for (at, mask) in (0..whole.len()).flat_map(|at| masks.map(|mask| (at, mask))) {
            let mut changed = whole.clone();
            changed[at] ^= mask;
            let result = open(&changed, Some(PASSWORD));
            *outcomes.entry(outcome(&result)).or_default() += 1;
            complaints.check(result.is_err() || result == Ok(facts.clone()), || {
                format!("{file}: octet {at} ^ {mask:#x}: {result:?}")
            });
        }
        println!("{file}: {outcomes:?}");
    }
    complaints.none();
}

#[test]
fn a_changed_octet_anywhere_in_a_certificate_is_shown_by_its_fingerprint_or_refused() {
    for file in ["certificates/form-der.cer", "certificates/form-pkcs7-der.p7b"] {
        let whole = read(file);
        let facts = open(&whole, None).unwrap();
        let mut outcomes = BTreeMap::<_, usize>::new();
        for (at, mask) in (0..whole.len()).flat_map(|at| [0x01, 0x20, 0x80, 0xff].map(|mask| (at, mask))) {
            let mut changed = whole.clone();
            changed[at] ^= mask;
            let result = open(&changed, None);
            *outcomes.entry(outcome(&result)).or_default() += 1;
            // A part of the PKCS#7 file outside of its certificates may change without a trace.
            if let Ok(inspection) = result
                && file.contains("form-der")
            {
                assert_ne!(inspection.certificates, facts.certificates, "{at} ^ {mask:#x}");
            }
        }
        println!("{file}: {outcomes:?}");
    }
}

#[test]
fn a_changed_mac_is_distinguished_from_a_wrong_password() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("pkcs12") {
        let (Some(at), true) = (fixture.mac_digest_at, fixture.encrypted) else {
            continue;
        };
        // NSS and GnuTLS do 600 000 iterations; one such file is enough.
        let is_slow =
            ["nss-", "gnutls-"].iter().any(|part| fixture.file.contains(part)) && !fixture.file.contains("legacy.p12");
        if fixture.error.is_some() || fixture.file.contains("0000-iterations") || is_slow {
            continue;
        }
        let mut bytes = read(&fixture.file);
        bytes[at] ^= 1;
        let mut expect = |password: Option<&str>, expected| {
            complaints.check_outcome(&fixture.file, &bytes, password, expected);
        };
        // The MAC may also have a password of its own.
        expect(fixture.password.as_deref(), "second-password-required");
        expect(Some("wrong"), "wrong-password");
    }
    complaints.none();
}

#[test]
fn a_changed_octet_inside_encrypted_data_is_distinguished_from_a_wrong_password() {
    let mut complaints = Complaints::default();
    for file in ["openssl-default", "openssl-legacy", "keytool-default"] {
        let whole = read(&format!("pkcs12/{file}.p12"));
        let mut outcomes = BTreeMap::<_, usize>::new();
        for at in (200..whole.len() - 250).step_by(29) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            *outcomes.entry(outcome(&open(&changed, Some(PASSWORD)))).or_default() += 1;
        }
        let is_reported = outcomes.contains_key("altered-file") && !outcomes.contains_key("wrong-password");
        complaints.check(is_reported, || format!("{file}: {outcomes:?}"));
    }
    complaints.none();
}

#[test]
fn a_file_of_ten_mebibytes_is_read_and_a_longer_one_is_refused_with_both_numbers() {
    let mut padded = read("certificates/rsa.crt");
    padded.resize(LIMITS.file_bytes, b'\n');
    assert_eq!(open(&padded, None).unwrap().certificates.len(), 1);
    padded.push(b'\n');
    let expected = Error::FileTooLarge {
        size: LIMITS.file_bytes + 1,
        limit: LIMITS.file_bytes,
    };
    assert_eq!(refused(&padded), expected);
    let pair = open_pair(&read("certificates/rsa.crt"), &padded, None);
    assert_eq!(pair, Err(expected));
}

#[test]
fn a_million_iterations_are_computed_and_one_more_is_refused_with_both_numbers() {
    assert!(open(&read("pkcs12/openssl-1000000-iterations.p12"), Some(PASSWORD)).is_ok());
    let expected = Error::TooMuchWork {
        resource: Resource::Iterations,
        requested: 1_000_001,
        limit: 1_000_000,
    };
    assert_eq!(refused(&read("pkcs12/openssl-1000001-iterations.p12")), expected);
}

fn replace(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let at = bytes.windows(old.len()).position(|window| window == old).unwrap();
    let mut bytes = bytes.to_vec();
    bytes[at..at + old.len()].copy_from_slice(new);
    bytes
}

#[test]
fn an_algorithm_without_a_known_name_is_named_by_its_object_identifier() {
    // The hash of the MAC: id-sha256 becomes an identifier of the same arc that nobody has assigned.
    let (known, unassigned) = (
        &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1],
        &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 0x7f],
    );
    let expected = Error::UnsupportedAlgorithm {
        algorithm: None,
        oid: Some("2.16.840.1.101.3.4.2.127".to_owned()),
    };
    let file = replace(&read("pkcs12/assembled-prf-sha512.p12"), known, unassigned);
    assert_eq!(refused(&file), expected);
}

#[test]
fn scrypt_beyond_sixty_four_mebibytes_is_refused_with_both_numbers() {
    // N = 16384, r = 8 and p = 1, as openssl writes them, become r = 127.
    let (modest, greedy) = (&[2, 2, 0x40, 0, 2, 1, 8, 2, 1, 1], &[2, 2, 0x40, 0, 2, 1, 127, 2, 1, 1]);
    let expected = Error::TooMuchWork {
        resource: Resource::Memory,
        requested: 128 * 127 * (16384 + 1),
        limit: 64 << 20,
    };
    let mut p12 = replace(&read("pkcs12/assembled-scrypt.p12"), modest, greedy);
    // The MAC would speak first.
    let (mac, start) = (
        p12.windows(3).rposition(|octets| octets == [0x30, 0x41, 0x30]).unwrap(),
        4,
    );
    p12.truncate(mac);
    let length = u16::try_from(mac - start).unwrap().to_be_bytes();
    p12[2..4].copy_from_slice(&length);
    assert_eq!(refused(&p12), expected);
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x84], &length[..], content].concat()
}

/// The content of the first element with its length in the long form of two octets, and what follows it.
fn content(der: &[u8]) -> (&[u8], &[u8]) {
    let (header, length) = match der[1] {
        0x82 => (4, usize::from(u16::from_be_bytes([der[2], der[3]]))),
        0x81 => (3, usize::from(der[2])),
        short => (2, usize::from(short)),
    };
    (&der[header..header + length], &der[header + length..])
}

/// A PKCS#12 file whose AuthenticatedSafe is an octet string inside of so many others.
fn with_segments_nested(levels: usize) -> Vec<u8> {
    let whole = read("pkcs12/openssl-noiter.p12");
    let version = [2, 1, 3];
    let (pfx, _) = content(&whole);
    let (content_info, mac) = content(&pfx[3..]);
    let (oid, explicit) = content_info.split_at(11);
    let (octet_string, _) = content(explicit);
    let mut segments = tlv(0x04, content(octet_string).0);
    for _ in 0..levels {
        segments = tlv(0x24, &segments);
    }
    let content_info = tlv(0x30, &[oid, &tlv(0xa0, &segments)].concat());
    tlv(0x30, &[&version[..], &content_info, mac].concat())
}

#[test]
fn nesting_up_to_the_limit_is_read_and_beyond_is_refused_with_both_numbers() {
    // The PFX, the ContentInfo and its content are three levels.
    assert!(open(&with_segments_nested(64 - 3), Some(PASSWORD)).is_ok());
    let expected = Error::TooMuchWork {
        resource: Resource::Nesting,
        requested: 65,
        limit: 64,
    };
    assert_eq!(refused(&with_segments_nested(65 - 3)), expected);
    assert_eq!(refused(&with_segments_nested(20_000)), expected);
    assert_eq!(refused(&[0x30, 0x80].repeat(1_000_000)), expected);
}

#[test]
fn without_a_mac_damage_to_the_last_block_looks_like_a_wrong_password() {
    let mut bytes = read("pkcs12/openssl-nomac.p12");
    let last = bytes.len() - 60;
    bytes[last] ^= 1;
    let result = open(&bytes, Some(PASSWORD));
    let source = Source::File;
    assert!(matches!(result, Ok(_) | Err(Error::CorruptFile { .. })) || result == Err(Error::WrongPassword { source }));
}
