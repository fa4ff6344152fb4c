//! Private keys that do not show their public half: OpenSSL stands in for the browser's Web Cryptography API.

use std::{fs, path::Path, process::Command};

use crate::common::{minted, now, openssl};
use crate::judges::Folder;
use orcamo_cert::{
    eligibility::Policy,
    input::{Credentials, Derivations, Guess},
    inspection::{Inspection, Opened, Pair, open},
};

/// Whether OpenSSL verifies with the public key what it signs with the private one.
fn belong_together(pair: &Pair, folder: &Folder) -> bool {
    let private = folder.write("private.der", pair.private_key.expose());
    let public = folder.write("public.der", &pair.public_key);
    let text = folder.write("text", b"signed");
    let raw = ["pkeyutl", "-rawin", "-in", &text, "-keyform", "DER"];
    let signature = openssl(&[&raw[..], &["-sign", "-inkey", &private]].concat(), &[]);
    let signature = folder.write("signature", &signature);
    let verify = ["-verify", "-pubin", "-inkey", &public, "-sigfile", &signature];
    let status = Command::new("openssl").args(raw).args(verify).output().unwrap().status;
    status.success()
}

/// What is reported when each undecided pair is answered, with the number of pairs.
fn reported(opened: Opened, answer: impl Fn(&Pair) -> Option<bool>) -> (Inspection, usize) {
    let mut pairs = opened.undecided();
    for pair in &mut pairs {
        pair.belong_together = answer(pair);
    }
    let number = pairs.len();
    (opened.describe(&pairs, &Policy::default(), now()), number)
}

fn without_password() -> Guess {
    Credentials::default().guesses().next().unwrap()
}

fn opened(certificate: &[u8], key: &[u8]) -> Opened {
    open(certificate, Some(key), &without_password(), &mut Derivations::default()).unwrap()
}

/// A certificate of a new key, in PEM, and the key without its public half: as SEC1 or, where that is its form, as PKCS#8.
fn made(algorithm: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let key = openssl(&[&["genpkey"], algorithm].concat(), &[]);
    let folder = Folder::new();
    let path = folder.write("key.pem", &key);
    let certificate = openssl(
        &["req", "-x509", "-key", &path, "-subj", "/CN=client0001", "-days", "30"],
        &[],
    );
    if algorithm.contains(&"ed25519") {
        return (certificate, key);
    }
    let key = openssl(&["ec", "-in", &path, "-no_public", "-outform", "DER"], &[]);
    (certificate, key)
}

fn p_curve(name: &str) -> [String; 4] {
    ["-algorithm", "EC", "-pkeyopt", &format!("ec_paramgen_curve:{name}")].map(str::to_owned)
}

fn every_algorithm() -> Vec<Vec<String>> {
    let curves = ["P-256", "P-384", "P-521"].map(|name| p_curve(name).to_vec());
    let ed25519 = ["-algorithm", "ed25519"].map(str::to_owned).to_vec();
    curves.into_iter().chain([ed25519]).collect()
}

#[test]
fn a_signature_shows_whether_a_key_without_its_public_half_belongs_to_a_certificate() {
    for algorithm in every_algorithm() {
        let algorithm: Vec<&str> = algorithm.iter().map(String::as_str).collect();
        let folder = Folder::new();
        let ((certificate, key), (other, _)) = (made(&algorithm), made(&algorithm));
        for (certificate, expected) in [(certificate, true), (other, false)] {
            let (unanswered, pairs) = reported(opened(&certificate, &key), |_| None);
            assert_eq!((unanswered.key_matches, pairs), (None, 1), "{algorithm:?}");
            let (inspection, _) = reported(opened(&certificate, &key), |pair| Some(belong_together(pair, &folder)));
            assert_eq!(inspection.key_matches, Some(expected), "{algorithm:?}");
        }
    }
}

#[test]
fn the_certificate_that_a_key_without_its_public_half_belongs_to_is_the_leaf() {
    let folder = Folder::new();
    let ((own, key), (other, _)) = (made(&["-algorithm", "ed25519"]), made(&["-algorithm", "ed25519"]));
    let rsa = minted("client0001", 45).certificate_pem().into_bytes();
    let chain = [rsa, other, own].concat();
    let (unanswered, pairs) = reported(opened(&chain, &key), |_| None);
    assert_eq!(
        (unanswered.leaf, unanswered.key_matches, pairs),
        (Some(0), Some(false), 2)
    );
    let (inspection, _) = reported(opened(&chain, &key), |pair| Some(belong_together(pair, &folder)));
    assert_eq!((inspection.leaf, inspection.key_matches), (Some(2), Some(true)));
}

#[test]
fn an_undecided_pair_stays_undecided() {
    let ((own, key), (other, _)) = (made(&["-algorithm", "ed25519"]), made(&["-algorithm", "ed25519"]));
    let both = [other, own].concat();
    let refusing = |asked: usize| {
        let mut pairs = opened(&both, &key).undecided();
        pairs[asked].belong_together = Some(false);
        let inspection = opened(&both, &key).describe(&pairs, &Policy::default(), now());
        let mut matches: Vec<_> = inspection
            .identities
            .iter()
            .map(|one| (one.leaf, one.key_matches))
            .collect();
        matches.sort_unstable();
        (inspection.leaf, matches)
    };
    // The one that was not asked about may still have the key, and comes first.
    assert_eq!(refusing(0), (Some(1), vec![(0, Some(false)), (1, None)]));
    assert_eq!(refusing(1), (Some(0), vec![(0, None), (1, Some(false))]));
}

#[test]
fn no_signature_is_asked_where_the_key_shows_its_public_half_or_is_of_another_kind() {
    let fixture = |name: &str| fs::read(Path::new("tests/fixtures").join(name)).unwrap();
    for (certificate, key) in [
        ("p256.crt", "p256-pkcs8.pem"),
        ("p256.crt", "p256-sec1.pem"),
        ("other-p256.crt", "p256-sec1.pem"),
        ("p256.crt", "rsa-pkcs1.pem"),
        ("rsa.crt", "rsa-pkcs8.pem"),
        ("rsa.crt", "p256-without-public-key.pem"),
        ("p256.crt", "ed25519-pkcs8.pem"),
    ] {
        let files = (format!("certificates/{certificate}"), format!("private-keys/{key}"));
        let pairs = opened(&fixture(&files.0), &fixture(&files.1)).undecided();
        assert!(pairs.is_empty(), "{files:?}: {pairs:?}");
    }
}

#[test]
fn only_a_few_pairs_are_asked_about_and_the_likeliest_comes_first() {
    let (own, key) = made(&["-algorithm", "ed25519"]);
    let many = own.repeat(100);
    let pairs = opened(&many, &key).undecided();
    assert!((2..=16).contains(&pairs.len()), "{}", pairs.len());
    let key_id = ["-name", "own", "-passout", "pass:"];
    let folder = Folder::new();
    let path = folder.write("key.pem", &key);
    let arguments = [&["pkcs12", "-export", "-inkey", &path][..], &key_id].concat();
    let others = made(&["-algorithm", "ed25519"]).0.repeat(20);
    let p12 = openssl(&arguments, &[others, own.clone()].concat());
    let opened = open(&p12, None, &without_password(), &mut Derivations::default()).unwrap();
    let first = opened.undecided().remove(0);
    let public = openssl(&["x509", "-noout", "-pubkey"], &own);
    assert_eq!(
        first.public_key,
        openssl(&["pkey", "-pubin", "-outform", "DER"], &public)
    );
}

#[test]
fn a_sec1_key_of_another_curve_is_the_key_of_another_certificate() {
    let fixture = |name: &str| fs::read(Path::new("tests/fixtures").join(name)).unwrap();
    let (certificate, key) = (fixture("certificates/p256.crt"), fixture("private-keys/p256-sec1.der"));
    let key_matches = |key: &[u8]| reported(opened(&certificate, key), |_| None).0.key_matches;
    assert_eq!(key_matches(&key), Some(true));
    // The identifiers of P-256 and P-192 differ in their last octet.
    let named = [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    let place = key.windows(named.len()).position(|octets| octets == named).unwrap();
    let mut other = key.clone();
    other[place + named.len() - 1] = 1;
    assert_eq!(key_matches(&other), Some(false));
}
