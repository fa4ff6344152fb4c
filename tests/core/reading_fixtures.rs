//! Every fixture, made by a real program, opens with the facts that an independent program finds, or is refused by its right name.

use std::collections::BTreeMap;

use crate::common::{open, open_pair, outcome};
use crate::fixtures::{Complaints, Fixture, Told, facts, of_kind, read, reported};
use orcamo_cert::inspection::Inspection;

fn json(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn compare_facts(complaints: &mut Complaints, file: &str, known: &BTreeMap<String, Told>, inspection: &Inspection) {
    for certificate in &inspection.certificates {
        let known = known.get(&certificate.fingerprint_sha256);
        let read = reported(certificate);
        complaints.check(known == Some(&read), || {
            format!("{file}:\n  openssl {known:?}\n  reader  {read:?}")
        });
    }
}

fn fingerprints(inspection: &Inspection) -> Vec<String> {
    let certificates = inspection.certificates.iter();
    certificates.map(|one| one.fingerprint_sha256.clone()).collect()
}

#[test]
fn every_certificate_file_opens_with_the_facts_that_openssl_tells() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("certificates") {
        let Fixture { file, .. } = &fixture;
        match open(&read(file), None) {
            Err(error) => complaints.check(false, || format!("{file}: {error}")),
            Ok(inspection) => {
                let found = (
                    json(inspection.format),
                    fingerprints(&inspection),
                    inspection.unreadable,
                    inspection.has_private_key,
                );
                let expected = (
                    fixture.format.clone().unwrap(),
                    fixture.certificates.clone(),
                    fixture.unreadable,
                    fixture.has_key,
                );
                complaints.check(found == expected, || format!("{file}: {found:?}, not {expected:?}"));
                compare_facts(&mut complaints, file, &facts().certificates, &inspection);
            }
        }
    }
    complaints.none();
}

#[test]
fn every_pkcs12_opens_with_the_facts_that_independent_programs_find() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("pkcs12") {
        let Fixture { file, .. } = &fixture;
        let result = open(&read(file), fixture.password.as_deref());
        let expected = fixture.error.as_deref().unwrap_or("opened");
        complaints.check(outcome(&result) == expected, || {
            format!("{file}: {result:?}, not {expected}")
        });
        let Ok(inspection) = result else { continue };
        let mut found = fingerprints(&inspection);
        found.sort();
        complaints.check(found == fixture.certificates, || {
            format!("{file}: {found:?}, not {:?}", fixture.certificates)
        });
        let has_key = fixture.keys > 0;
        complaints.check(inspection.has_private_key == has_key, || {
            format!("{file}: has a private key: {has_key}")
        });
        if !fixture.owners.is_empty() {
            let leaf = fingerprints(&inspection)[inspection.leaf.unwrap()].clone();
            complaints.check(fixture.owners.contains(&leaf), || {
                format!("{file}: the leaf {leaf} owns no key")
            });
            // Ed25519 keys do not carry their public half.
            let reported =
                inspection.key_matches == Some(true) || inspection.key_matches.is_none() && file.contains("ed25519");
            complaints.check(reported, || format!("{file}: keyMatches {:?}", inspection.key_matches));
        }
        if fixture.friendly_name.is_some() {
            complaints.check(inspection.friendly_name == fixture.friendly_name, || {
                format!(
                    "{file}: {:?}, not {:?}",
                    inspection.friendly_name, fixture.friendly_name
                )
            });
        }
        compare_facts(&mut complaints, file, &facts().certificates, &inspection);
    }
    complaints.none();
}

#[test]
fn a_wrong_password_is_called_wrong_and_none_is_called_missing() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("pkcs12") {
        let protected = fixture.encrypted || fixture.mac_digest_at.is_some();
        if !protected || fixture.error.is_some() || fixture.file.contains("0000-iterations") {
            continue;
        }
        let bytes = read(&fixture.file);
        let right = fixture.password.unwrap();
        let mut expect = |password: Option<&str>, expected| {
            complaints.check_outcome(&fixture.file, &bytes, password, expected);
        };
        let many_iterations = ["gnutls", "nss"].iter().any(|part| fixture.file.contains(part));
        let wrong = [format!("{right}x"), format!("x{right}"), "違う".to_owned()];
        for wrong in wrong.iter().take(if many_iterations { 1 } else { 3 }) {
            expect(Some(wrong), "wrong-password");
        }
        if right.is_empty() {
            expect(None, "opened");
        } else {
            expect(Some(""), "wrong-password");
            // What stands in the clear is reported, and not taken for all there is.
            let without = open(&bytes, None);
            let is_locked = without.as_ref().is_ok_and(|inspection| inspection.locked.is_some());
            complaints.check(is_locked || outcome(&without) == "password-required", || {
                format!("{}: {}", fixture.file, outcome(&without))
            });
        }
    }
    complaints.none();
}

#[test]
fn no_wrong_password_of_many_opens_a_file_without_a_mac_or_makes_it_look_damaged() {
    let mut complaints = Complaints::default();
    for file in ["openssl-nomac", "openssl-nomac-legacy", "openssl-nomac-rc4"] {
        let bytes = read(&format!("pkcs12/{file}.p12"));
        for number in 0..300 {
            let result = open(&bytes, Some(&format!("wrong {number}")));
            complaints.check(outcome(&result) == "wrong-password", || {
                format!("{file} with \"wrong {number}\": {result:?}")
            });
        }
    }
    complaints.none();
}

/// Ed25519 keys do not carry their public half; an EC key may leave it out. Deriving it would need curve arithmetic.
fn shows_its_public_half(fixture: &Fixture) -> bool {
    fixture.shows_public_key && fixture.key.as_deref() != Some("ed25519")
}

#[test]
fn a_private_key_belongs_to_its_certificate_and_to_no_other() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("private-key") {
        let key = read(&fixture.file);
        let own = fixture.key.clone().unwrap();
        for (label, same_kind) in [
            ("rsa", own == "rsa"),
            ("other-rsa", own == "rsa"),
            ("p256", own == "p256"),
            ("other-p256", own == "p256"),
            ("p384", own == "p384"),
            ("ed25519", own == "ed25519"),
        ] {
            let certificate = read(&format!("certificates/{label}.crt"));
            let result = open_pair(&certificate, &key, fixture.password.as_deref());
            let Ok(inspection) = result else {
                complaints.check(false, || format!("{}: {result:?}", fixture.file));
                break;
            };
            let expected = (shows_its_public_half(&fixture) || !same_kind).then_some(label == own);
            let is_right = inspection.key_matches == expected
                || !shows_its_public_half(&fixture) && inspection.key_matches.is_none();
            complaints.check(is_right, || {
                format!(
                    "{} and {label}.crt: {:?}, not {expected:?}",
                    fixture.file, inspection.key_matches
                )
            });
            complaints.check(inspection.has_private_key, || format!("{}: no key", fixture.file));
        }
    }
    complaints.none();
}

#[test]
fn a_wrong_password_of_a_private_key_is_called_wrong_and_none_is_called_missing() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("private-key").into_iter().filter(|one| one.password.is_some()) {
        let key = read(&fixture.file);
        let certificate = read(&format!("certificates/{}.crt", fixture.key.unwrap()));
        let mut expect = |password: Option<&str>, expected| {
            let result = open_pair(&certificate, &key, password);
            complaints.check(outcome(&result) == expected, || {
                format!("{} with {password:?}: {result:?}, not {expected}", fixture.file)
            });
        };
        // Many, since the padding is good by chance for one password of 256.
        let tries = if fixture.file.contains("scrypt") { 2 } else { 60 };
        for number in 0..tries {
            expect(Some(&format!("wrong {number}")), "wrong-password");
        }
        expect(Some(""), "wrong-password");
        expect(None, "password-required");
    }
    complaints.none();
}

#[test]
fn a_certificate_is_no_private_key_and_a_pair_needs_both() {
    let certificate = read("certificates/rsa.crt");
    let key = read("private-keys/rsa-pkcs8.pem");
    assert_eq!(
        outcome(&open_pair(&certificate, &certificate, None)),
        "unsupported-format"
    );
    assert_eq!(outcome(&open_pair(&key, &key, None)), "unsupported-format");
    assert_eq!(outcome(&open_pair(&certificate, b"", None)), "unsupported-format");
}

#[test]
fn what_is_no_certificate_file_is_called_by_its_name() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("other") {
        let expected = format!(
            r#"{{"code":"unsupported-format","looksLike":"{}"}}"#,
            fixture.looks_like.unwrap()
        );
        let found = match open(&read(&fixture.file), None) {
            Ok(_) => "opened".to_owned(),
            Err(error) => serde_json::to_string(&error).unwrap(),
        };
        complaints.check(found == expected, || {
            format!("{}: {found}, not {expected}", fixture.file)
        });
    }
    complaints.none();
}
