//! Whether a new certificate can be used: bundles that openssl makes.

use std::fs;

use crate::common::{openssl, response, today};
use orcamo_cert::{
    Error,
    certificate::Certificate,
    error::{Missing, Source},
    inspection::Pair,
    renewal::Bundle,
    renewal::expectation::{Expectation, Now, OldKey},
    renewal::{Exchange, Settings, Step},
};
use tempfile::TempDir;

const PASSWORD: &str = "aB3dE6gH";
const RSA_1024: &[&str] = &["rsa:1024"];
const RSA_2048: &[&str] = &["rsa:2048"];
const P_224: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-224"];
const P_256: &[&str] = &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const ED25519: &[&str] = &["ed25519"];

/// A key with a certificate for three years from now.
struct Made {
    folder: TempDir,
    p12: Vec<u8>,
}

impl Made {
    fn new(key: &[&str], extensions: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        // The usual configuration makes an authority.
        fs::write(path("empty.cnf"), "[req]\ndistinguished_name=dn\n[dn]\n").unwrap();
        let (configuration, certificate) = (path("empty.cnf"), path("certificate.pem"));
        let key_file = path("key.pem");
        let mut arguments = vec![
            "req",
            "-x509",
            "-nodes",
            "-days",
            "1095",
            "-subj",
            "/CN=client0001",
            "-config",
        ];
        arguments.extend([&*configuration, "-keyout", &key_file, "-out", &certificate, "-newkey"]);
        arguments.extend(key);
        for extension in extensions {
            arguments.extend(["-addext", extension]);
        }
        openssl(&arguments, &[]);
        let mut made = Self {
            folder,
            p12: Vec::new(),
        };
        made.p12 = made.bundle_with(&made);
        made
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Its certificate with the key of another.
    fn bundle_with(&self, other: &Self) -> Vec<u8> {
        let [certificate, key] = [self.path("certificate.pem"), other.path("key.pem")];
        if self.folder.path() == other.folder.path() {
            let password = format!("pass:{PASSWORD}");
            let arguments = [
                "pkcs12",
                "-export",
                "-passout",
                &password,
                "-in",
                &certificate,
                "-inkey",
                &key,
            ];
            return openssl(&arguments, &[]);
        }
        let [certificate, key] = [certificate, key].map(|path| fs::read(path).unwrap());
        // openssl refuses to.
        let der = |file: &[u8], arguments: &[&str]| openssl(arguments, file);
        as_pkcs12(
            &der(&certificate, &["x509", "-outform", "DER"]),
            &der(&key, &["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"]),
        )
    }

    fn certificate(&self) -> Certificate {
        let pem = fs::read(self.path("certificate.pem")).unwrap();
        Certificate::from_der(&openssl(&["x509", "-outform", "DER"], &pem)).unwrap()
    }
}

fn as_pkcs12(certificate: &[u8], key: &[u8]) -> Vec<u8> {
    use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
    let key = PrivateKey::from_der(key).unwrap();
    let chain = [Certificate::from_der(certificate).unwrap()];
    let mut store = KeyStore::new();
    let entry = KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new([1_u8].as_slice(), key, chain));
    store.add_entry("client0001", entry);
    store.writer(PASSWORD).write().unwrap()
}

/// As openssl sees it.
fn by_openssl(pair: &Pair) -> Option<bool> {
    let arguments = ["pkey", "-inform", "DER", "-pubout", "-outform", "DER"];
    Some(openssl(&arguments, pair.private_key.expose()) == pair.public_key)
}

/// The renewal whose download is this.
fn renewed(
    p12: Vec<u8>,
    expect: Expectation,
    now: impl Into<Now> + Copy,
    decide: impl Fn(&Pair) -> Option<bool>,
) -> Result<Box<Bundle>, Error> {
    let (mut exchange, _) = Exchange::start("https://auth.example/api/cert", expect, Settings::default()).unwrap();
    let link = serde_json::json!({ "uri": "https://auth.example/api/cert/x", "pass": PASSWORD }).to_string();
    exchange.receive(response(200, link), now).unwrap();
    let step = match exchange.receive(response(200, p12.clone()), now) {
        Ok(Step::Decide(mut pairs)) => {
            for pair in &mut pairs {
                pair.belong_together = decide(pair);
            }
            exchange.decided(&pairs)
        }
        step => step,
    };
    match step {
        Ok(Step::Finished(bundle)) => Ok(bundle),
        Ok(step) => panic!("not finished: {step:?}"),
        Err(error) => {
            assert_eq!(exchange.take_rejected().unwrap().expose(), p12, "kept as evidence");
            Err(error)
        }
    }
}

fn code(p12: Vec<u8>, expect: Expectation) -> Option<&'static str> {
    renewed(p12, expect, today(), by_openssl)
        .err()
        .map(|error| error.code())
}

/// As `expect: certificate` gives it.
fn expecting(old: &Certificate) -> Expectation {
    Expectation {
        public_key: Some(OldKey {
            algorithm: Some(old.public_key.algorithm.clone()),
            bits: old.public_key.bits,
        }),
        public_key_sha256: Some(old.public_key_sha256.clone()),
        ..Expectation::default()
    }
}

#[test]
fn only_what_a_client_can_present_is_accepted() {
    for (extensions, expected) in [
        (&["basicConstraints=critical,CA:FALSE"] as &[&str], None),
        (&["extendedKeyUsage=clientAuth,emailProtection"], None),
        (&["extendedKeyUsage=anyExtendedKeyUsage"], None),
        (&["basicConstraints=CA:TRUE"], Some("is-ca")),
        (&["extendedKeyUsage=serverAuth"], Some("no-client-auth")),
        (
            &["extendedKeyUsage=critical,emailProtection,codeSigning"],
            Some("no-client-auth"),
        ),
    ] {
        let p12 = Made::new(P_256, extensions).p12;
        assert_eq!(code(p12, Expectation::default()), expected, "{extensions:?}");
    }
}

#[test]
fn a_key_weaker_than_rsa_2048_and_p_256_is_refused_unless_the_old_one_is_no_stronger() {
    let [rsa_1024, rsa_2048, p_224, p_256] = [RSA_1024, RSA_2048, P_224, P_256].map(|key| Made::new(key, &[]));
    for strong in [&rsa_2048, &p_256, &Made::new(ED25519, &[])] {
        assert_eq!(code(strong.p12.clone(), Expectation::default()), None);
    }
    for (weak, algorithm, bits) in [(&rsa_1024, "RSA", 1024), (&p_224, "EC", 224)] {
        for expect in [
            Expectation::default(),
            expecting(&rsa_2048.certificate()),
            expecting(&p_256.certificate()),
        ] {
            let error = renewed(weak.p12.clone(), expect, today(), by_openssl).unwrap_err();
            let algorithm = algorithm.to_owned();
            assert_eq!(error, Error::WeakKey { algorithm, bits });
        }
        // What everything here has worked with is reported and not refused.
        let another = Made::new(if bits == 1024 { RSA_1024 } else { P_224 }, &[]);
        let bundle = renewed(weak.p12.clone(), expecting(&another.certificate()), today(), by_openssl).unwrap();
        assert!(bundle.weak_key && !bundle.same_key);
    }
    // Curves without a name here are described by the length of their points.
    for curve in ["secp112r1", "secp160r1", "prime192v2", "sect163k1", "brainpoolP160r1"] {
        let parameter = format!("ec_paramgen_curve:{curve}");
        let weak = Made::new(&["ec", "-pkeyopt", &parameter], &[]);
        assert_eq!(code(weak.p12, Expectation::default()), Some("weak-key"), "{curve}");
    }
    let strong = Made::new(&["ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP320r1"], &[]);
    assert_eq!(code(strong.p12, Expectation::default()), None);
    // Another algorithm cannot be compared.
    assert_eq!(code(rsa_1024.p12, expecting(&p_224.certificate())), Some("weak-key"));
}

#[test]
fn a_reused_key_is_reported() {
    let [made, other] = [RSA_2048, RSA_2048].map(|key| Made::new(key, &[]));
    for (old, same) in [(made.certificate(), true), (other.certificate(), false)] {
        let bundle = renewed(made.p12.clone(), expecting(&old), today(), by_openssl).unwrap();
        assert_eq!(
            (bundle.same_key, bundle.weak_key, bundle.key_matches),
            (same, false, Some(true))
        );
    }
    // Without the old key, nothing is reported of it.
    assert!(
        !renewed(made.p12, Expectation::default(), today(), by_openssl)
            .unwrap()
            .same_key
    );
}

#[test]
fn a_certificate_that_begins_later_is_refused_by_the_server_s_clock_or_by_a_day_of_this_computer_s() {
    const MINUTE: i64 = 60;
    const DAY: i64 = 24 * 60 * MINUTE;
    let made = Made::new(P_256, &[]);
    let begins = made.certificate().not_before;
    let at = |seconds: i64| begins.plus_seconds(-seconds);
    let judged = |now: Now| {
        let outcome = renewed(made.p12.clone(), Expectation::default(), now, by_openssl);
        outcome.err()
    };
    for seconds in [0, MINUTE, 5 * MINUTE] {
        assert_eq!(judged(at(seconds).into()), None, "{seconds}");
    }
    for seconds in [5 * MINUTE + 1, DAY, 365 * DAY] {
        let expected = Error::NotYetValid {
            not_before: begins.to_string(),
            now: at(seconds).to_string(),
        };
        assert_eq!(judged(at(seconds).into()), Some(expected), "{seconds}");
    }
    // A clock that is hours off accuses no good certificate.
    assert_eq!(judged(Now::local(at(DAY))), None);
    assert_eq!(judged(Now::local(at(DAY + 1))).unwrap().code(), "not-yet-valid");
}

#[test]
fn a_key_without_a_public_half_is_not_called_a_mismatch() {
    let [one, another] = [ED25519, ED25519].map(|key| Made::new(key, &[]));
    for (p12, decide, expected) in [
        (one.p12.clone(), by_openssl as fn(&Pair) -> Option<bool>, Ok(Some(true))),
        (one.p12.clone(), |_| None, Ok(None)),
        (one.bundle_with(&another), |_| None, Ok(None)),
        (one.bundle_with(&another), by_openssl, Err("key-mismatch")),
    ] {
        let outcome = renewed(p12, Expectation::default(), today(), decide);
        let outcome = outcome.map(|bundle| bundle.key_matches).map_err(|error| error.code());
        assert_eq!(outcome, expected);
    }
}

#[test]
fn a_key_with_its_public_half_needs_no_signature() {
    for key in [RSA_2048, P_256] {
        let asked = |_: &Pair| panic!("it is known");
        let bundle = renewed(Made::new(key, &[]).p12, Expectation::default(), today(), asked).unwrap();
        assert_eq!(bundle.key_matches, Some(true));
    }
}

#[test]
fn a_bundle_that_lacks_its_certificate_or_key_says_which() {
    let made = Made::new(P_256, &[]);
    let export = |what: &str, file: &str| {
        let (password, file) = (format!("pass:{PASSWORD}"), made.path(file));
        openssl(&["pkcs12", "-export", what, "-in", &file, "-passout", &password], &[])
    };
    for (p12, lacks) in [
        (export("-nokeys", "certificate.pem"), Missing::PrivateKey),
        (export("-nocerts", "key.pem"), Missing::Certificate),
    ] {
        let source = Source::Bundle;
        let error = renewed(p12, Expectation::default(), today(), by_openssl).unwrap_err();
        assert_eq!(error, Error::IncompleteFile { source, lacks });
        assert!(error.to_string().contains("Renew again"), "{error}");
    }
}

#[test]
fn a_key_that_no_client_could_use_counts_as_none() {
    let made = Made::new(RSA_2048, &[]);
    let [certificate, key] = ["certificate.pem", "key.pem"].map(|file| made.path(file));
    let arguments = ["-keypbe", "NONE", "-certpbe", "NONE", "-nomac", "-passout", "pass:"];
    let files = ["pkcs12", "-export", "-in", &certificate, "-inkey", &key];
    let mut p12 = openssl(&[files.as_slice(), &arguments].concat(), &[]);
    let accepted = renewed(p12.clone(), Expectation::default(), today(), by_openssl);
    assert_eq!(accepted.unwrap().key_matches, Some(true));

    // RSAPrivateKey (RFC 8017 A.1.2): behind the version 0 stands the modulus, whose tag and length these are. It becomes octets.
    let begin = b"\x02\x01\x00\x02\x82\x01\x01";
    let place = p12.windows(begin.len()).position(|part| part == begin).unwrap();
    p12[place + 3] = 0x04;
    let error = renewed(p12, Expectation::default(), today(), by_openssl).unwrap_err();
    let (source, lacks) = (Source::Bundle, Missing::PrivateKey);
    assert_eq!(error, Error::IncompleteFile { source, lacks });
}

#[test]
fn decided_pairs_are_refused_where_none_were_asked_for() {
    let (mut exchange, _) = Exchange::start(
        "https://auth.example/api/cert",
        Expectation::default(),
        Settings::default(),
    )
    .unwrap();
    assert_eq!(exchange.decided(&[]).unwrap_err().code(), "invalid-argument");
}
