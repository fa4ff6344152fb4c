//! Files that hold more than one certificate of a person: which one is shown, and which one is written.

use crate::common::{as_pkcs12, minted, now, password};
use crate::judges::{Folder, Program, random};
use orcamo_cert::{
    Error,
    client_files::{Choice, Identity, Layout, LocalTime, Protection, Target},
    clients,
    eligibility::{Decision, Policy},
    error::{Missing, Source},
    input::{Credentials, Derivations, Lock},
    inspection::{Inspection, inspect, inspect_pair},
};
use renewal_authority::{Encryption, Identity as Minted};

const PASSWORD: &str = "renewed1";

/// The certificate that has expired, and the one that was issued for it.
fn expired_and_renewed() -> [Minted; 2] {
    [minted("client0042", -1), minted("client0042", 900)]
}

/// One store of keytool with these identities in this order.
fn merged(folder: &Folder, identities: &[&Minted]) -> Vec<u8> {
    let store = folder.join("store.p12");
    let store = store.to_str().unwrap();
    for (place, identity) in identities.iter().enumerate() {
        let source = folder.write(
            &format!("{place}.p12"),
            &as_pkcs12(identity, PASSWORD, Encryption::Modern),
        );
        let alias = format!("identity{place}");
        let source_alias = Program::KEYTOOL.prints(["-list", "-keystore", &source, "-storepass", PASSWORD], []);
        let source_alias = source_alias
            .lines()
            .find(|line| line.contains("PrivateKeyEntry"))
            .unwrap();
        let source_alias = source_alias.split(',').next().unwrap();
        let into = [
            "-importkeystore",
            "-noprompt",
            "-deststoretype",
            "PKCS12",
            "-destkeystore",
            store,
        ];
        let from = [
            "-srckeystore",
            &source,
            "-srcstorepass",
            PASSWORD,
            "-deststorepass",
            PASSWORD,
        ];
        let names = ["-srcalias", source_alias, "-destalias", &alias];
        Program::KEYTOOL.prints([&into[..], &from, &names].concat(), []);
    }
    std::fs::read(store).unwrap()
}

fn reported(bytes: &[u8]) -> Inspection {
    inspect(bytes, Some(&password(PASSWORD)), &Policy::default(), now()).unwrap()
}

/// Expiry, whether the key is its own, and the decision, of each identity in their order.
fn summary(inspection: &Inspection) -> Vec<(String, Option<bool>, Decision)> {
    let identities = inspection.identities.iter();
    identities
        .map(|one| {
            let certificate = &inspection.certificates[one.leaf];
            (
                certificate.not_after.to_string(),
                one.key_matches,
                one.eligibility.decision,
            )
        })
        .collect()
}

fn opened(bytes: &[u8], fingerprint_sha256: Option<&str>) -> Result<Identity, Error> {
    let choice = Choice {
        fingerprint_sha256,
        now: now(),
    };
    let credentials = Credentials::from(Some(&password(PASSWORD)));
    Identity::open(bytes, &credentials, None, choice, &mut Derivations::default())
}

/// What is written for "p12", as openssl and keytool see it: the expiry of every certificate, and the number of keys.
fn written(identity: &Identity, target: Target) -> Vec<u8> {
    let layout = Layout::new(target, LocalTime::new(now(), 540));
    let files = layout.files(identity, &password(PASSWORD), &mut random).unwrap();
    files[0].bytes.expose().to_vec()
}

#[test]
fn a_valid_certificate_comes_before_an_expired_one_whatever_their_order() {
    let folder = Folder::new();
    let [expired, renewed] = expired_and_renewed();
    let valid = reported(&as_pkcs12(&renewed, PASSWORD, Encryption::Modern));
    for order in [[&expired, &renewed], [&renewed, &expired]] {
        let store = merged(&folder, &order);
        std::fs::remove_file(folder.join("store.p12")).unwrap();
        let inspection = reported(&store);
        let leaf = &inspection.certificates[inspection.leaf.unwrap()];
        assert_eq!(
            leaf.fingerprint_sha256,
            valid.certificates[valid.leaf.unwrap()].fingerprint_sha256
        );
        assert_eq!(inspection.key_matches, Some(true));
        let decisions: Vec<_> = summary(&inspection)
            .into_iter()
            .map(|(_, own, decision)| (own, decision))
            .collect();
        assert_eq!(
            decisions,
            [(Some(true), Decision::TooEarly), (Some(true), Decision::Expired)]
        );
        assert_eq!(inspection.eligibility.unwrap().decision, Decision::TooEarly);
    }
}

#[test]
fn one_identity_is_written_with_its_chain_and_nothing_of_the_other() {
    let folder = Folder::new();
    let [expired, renewed] = expired_and_renewed();
    let store = merged(&folder, &[&expired, &renewed]);
    let inspection = reported(&store);
    let fingerprint = |place: usize| {
        inspection.certificates[inspection.identities[place].leaf]
            .fingerprint_sha256
            .clone()
    };
    for (chosen, expected) in [(None, 0), (Some(0), 0), (Some(1), 1)] {
        let chosen = chosen.map(fingerprint);
        let identity = opened(&store, chosen.as_deref()).unwrap();
        for target in [Target::P12(Protection::Modern), Target::Client(&clients::MONSIAJ)] {
            let p12 = written(&identity, target);
            let again = reported(&p12);
            assert_eq!(
                again.certificates[again.leaf.unwrap()].fingerprint_sha256,
                fingerprint(expected)
            );
            assert_eq!(again.identities.len(), 1, "{target:?}");
            let printed = crate::judges::openssl_pkcs12(&p12, PASSWORD, Protection::Modern);
            // The leaf and its authority, each once; one key.
            assert_eq!(printed.matches("BEGIN CERTIFICATE").count(), 2, "{target:?}");
            assert_eq!(printed.matches("BEGIN PRIVATE KEY").count(), 1, "{target:?}");
            assert!(crate::judges::key_belongs_to_leaf(&printed));
        }
    }
    let unknown = opened(&store, Some(&"0".repeat(64)));
    assert!(matches!(unknown.err(), Some(Error::InvalidArgument { argument }) if argument == "fingerprintSha256"));
}

#[test]
fn certificates_of_one_person_in_one_pem_file_come_in_the_same_order() {
    let [expired, renewed] = expired_and_renewed();
    let text = [expired.certificate_pem(), renewed.certificate_pem()].concat();
    let decisions: Vec<_> = summary(&reported(text.as_bytes()))
        .into_iter()
        .map(|one| one.2)
        .collect();
    assert_eq!(decisions, [Decision::TooEarly, Decision::Expired]);

    // A valid one without its key comes before an expired one with it.
    let store = [text.as_str(), &expired.private_key_pem()].concat();
    let inspection = reported(store.as_bytes());
    let keys: Vec<_> = inspection
        .identities
        .iter()
        .map(|one| (one.has_private_key, one.key_matches))
        .collect();
    assert_eq!(keys, [(false, None), (true, Some(true))]);
    assert_eq!((inspection.leaf, inspection.has_private_key), (Some(1), true));
}

#[test]
fn each_key_of_a_key_file_is_tried() {
    let [expired, renewed] = expired_and_renewed();
    let keys = [expired.private_key_pem().as_str(), &renewed.private_key_pem()].concat();
    let pair = |certificate: &Minted| {
        let certificate = certificate.certificate_pem();
        inspect_pair(certificate.as_bytes(), keys.as_bytes(), None, &Policy::default(), now()).unwrap()
    };
    assert_eq!(pair(&expired).key_matches, Some(true));
    assert_eq!(pair(&renewed).key_matches, Some(true));
    assert_eq!(pair(&minted("client0042", 10)).key_matches, Some(false));

    let certificate = renewed.certificate_pem();
    let credentials = Credentials::default();
    let choice = Choice {
        fingerprint_sha256: None,
        now: now(),
    };
    let of = |key: &str| {
        let key = Some((key.as_bytes(), &credentials));
        Identity::open(
            certificate.as_bytes(),
            &credentials,
            key,
            choice,
            &mut Derivations::default(),
        )
        .map(|_| ())
    };
    assert_eq!(of(&keys), Ok(()));
    assert_eq!(
        of(&expired.private_key_pem()),
        Err(Error::KeyMismatch { source: Source::File })
    );
}

/// A person's certificates that sign themselves, as some programs make them: neither has issued the other.
#[test]
fn of_self_signed_certificates_the_valid_one_comes_first_whatever_their_order() {
    let folder = Folder::new();
    let made = |name: &str, start: &str| {
        let store = folder.join(name);
        let store = [
            "-keystore",
            store.to_str().unwrap(),
            "-storepass",
            PASSWORD,
            "-alias",
            "a",
        ];
        let pair = [
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=client0042",
            "-validity",
            "1095",
            "-startdate",
            start,
        ];
        Program::KEYTOOL.prints([&pair[..], &store].concat(), []);
        Program::KEYTOOL
            .prints([&["-exportcert", "-rfc"][..], &store].concat(), [])
            .into_bytes()
    };
    let expired = made("old", "2020/01/01 00:00:00");
    let valid = made("new", "2026/01/01 00:00:00");
    for file in [[&expired[..], &valid].concat(), [&valid[..], &expired].concat()] {
        let inspection = reported(&file);
        assert_eq!(inspection.identities.len(), 2);
        let leaf = &inspection.certificates[inspection.leaf.unwrap()];
        assert!(leaf.not_after > now(), "{leaf:?}");
    }
}

#[test]
fn a_key_that_cannot_be_read_may_still_be_the_right_one() {
    let [expired, renewed] = expired_and_renewed();
    let folder = Folder::new();
    let encrypted = folder.write("key.pem", renewed.private_key_pem().as_bytes());
    let encrypted = ["pkcs8", "-topk8", "-passout", "pass:Secret-42", "-in", &encrypted];
    let encrypted = Program::OPENSSL.prints(encrypted, []);
    let certificate = renewed.certificate_pem();
    let pair = |keys: &str, text: Option<&str>| {
        let text = text.map(password);
        let (certificate, keys) = (certificate.as_bytes(), keys.as_bytes());
        let reported = inspect_pair(certificate, keys, text.as_ref(), &Policy::default(), now());
        let choice = Choice {
            fingerprint_sha256: None,
            now: now(),
        };
        let (none, credentials) = (Credentials::default(), Credentials::from(text.as_ref()));
        let key = Some((keys, &credentials));
        let written = Identity::open(certificate, &none, key, choice, &mut Derivations::default());
        let reported = reported.map(|reported| (reported.key_matches, reported.locked));
        (reported, written.err())
    };
    let source = Source::File;
    let other = expired.private_key_pem();
    for keys in [
        [other.as_str(), &encrypted].concat(),
        [encrypted.as_str(), &other].concat(),
    ] {
        let locked = Ok((None, Some(Lock::Password)));
        assert_eq!(pair(&keys, None), (locked, Some(Error::PasswordRequired)));
        assert_eq!(pair(&keys, Some("Secret-42")), (Ok((Some(true), None)), None));
        let wrong = Error::WrongPassword { source };
        assert_eq!(pair(&keys, Some("other")), (Err(wrong.clone()), Some(wrong)));
    }
    let right = [encrypted.as_str(), &renewed.private_key_pem()].concat();
    assert_eq!(pair(&right, None), (Ok((Some(true), Some(Lock::Password))), None));
    // One that was cut off may be it, too.
    let cut_off = [other.as_str(), encrypted.get(..encrypted.len() / 2).unwrap()].concat();
    let (reported, written) = pair(&cut_off, None);
    assert_eq!(reported, Ok((None, None)));
    assert!(matches!(written, Some(Error::TruncatedFile { .. })), "{written:?}");
}

#[test]
fn of_keys_without_a_public_half_none_is_taken_without_a_signature() {
    let folder = Folder::new();
    let made = |name: &str| {
        let key = Program::OPENSSL.prints(["genpkey", "-algorithm", "ed25519"], []);
        let path = folder.write(name, key.as_bytes());
        let subject = format!("/CN=client000{name}");
        let new = ["req", "-x509", "-days", "900", "-key", &path, "-subj", &subject];
        [Program::OPENSSL.prints(new, []), key]
    };
    let [first, second] = [made("1"), made("2")];
    let text = [first.concat(), second.concat()].concat();
    let lacks = Missing::CertainKey;
    let source = Source::File;
    let undecided = Error::IncompleteFile { source, lacks };
    assert_eq!(opened(text.as_bytes(), None).err(), Some(undecided));
    assert!(opened(first.concat().as_bytes(), None).is_ok());
}

#[test]
fn the_chain_of_a_leaf_is_found_by_name_and_key_identifier_and_has_each_certificate_once() {
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    // Two authorities of one name, of which the key identifiers show which one signed.
    for (name, days) in [("first", "1000"), ("second", "2000")] {
        let (key, certificate) = (path(&format!("{name}.key")), path(&format!("{name}.crt")));
        let new = [
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=Authority",
        ];
        Program::OPENSSL.prints(new, ["-days", days, "-keyout", &key, "-out", &certificate]);
    }
    let (leaf_key, request, leaf) = (path("leaf.key"), path("leaf.csr"), path("leaf.crt"));
    let new = ["req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=client0042"];
    Program::OPENSSL.prints(new, ["-keyout", &leaf_key, "-out", &request]);
    let extensions = folder.write(
        "extensions",
        b"authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n",
    );
    let (authority, authority_key) = (path("first.crt"), path("first.key"));
    let sign = [
        "x509",
        "-req",
        "-in",
        &request,
        "-CA",
        &authority,
        "-CAkey",
        &authority_key,
        "-days",
        "900",
    ];
    Program::OPENSSL.prints(sign, ["-CAcreateserial", "-extfile", &extensions, "-out", &leaf]);

    let text = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    let file = ["second.crt", "leaf.crt", "first.crt", "first.crt"].map(text).concat();
    let key = text("leaf.key");
    let (none, choice) = (
        Credentials::default(),
        Choice {
            fingerprint_sha256: None,
            now: now(),
        },
    );
    let key = Some((key.as_bytes(), &none));
    let identity = Identity::open(file.as_bytes(), &none, key, choice, &mut Derivations::default()).unwrap();
    let chain = String::from_utf8(written(&identity, Target::Pem));
    let chain = chain.unwrap();
    let block = |text: &str| {
        text.split_once("-----BEGIN")
            .map(|(_, rest)| format!("-----BEGIN{rest}"))
            .unwrap()
    };
    assert_eq!(chain, [block(&text("leaf.crt")), block(&text("first.crt"))].concat());
}
