//! The bundles of faults, judged by OpenSSL.

use crate::support::{Program, World, origin, succeeds};
use renewal_authority::{
    Encryption, Issued, Options, Policy, Server,
    fault::{Bundle, Fault, On, Times},
};
use std::{fs, path::PathBuf, process::Output};
use time::OffsetDateTime;

/// What came in place of the honest bundle of one renewal.
struct Downloaded {
    world: World,
    old: PathBuf,
    honest: Vec<u8>,
    bundle: PathBuf,
    password: String,
    issued: Issued,
}

async fn downloaded(fault: Bundle) -> Downloaded {
    let world = World::new();
    let authority = world.authority(Policy::default());
    let server = Server::tls(authority.clone(), Options::default()).await.unwrap();
    let old = world.client("client0001", -1000, 45);
    let curl = || world.curl().certificate(&old);
    let (link, password) = curl().post(&format!("{}/api/cert", origin(&server)), "{}").renewal();
    authority.misbehave(On::Download, Fault::Bundle(fault), Times::First(1));
    let answer = curl().get(&link);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/x-pkcs12"));
    let bundle = world.write("bundle.p12", answer.body);
    let honest = curl().get(&link).body;
    let mut issued = authority.issued();
    assert_eq!(issued.len(), 1, "a fault's own certificates are not among the issued");
    Downloaded {
        old,
        honest,
        bundle,
        password,
        issued: issued.remove(0),
        world,
    }
}

impl Downloaded {
    fn open(&self, options: &[&str]) -> Output {
        let password = format!("pass:{}", self.password);
        let bundle = self.bundle.to_str().unwrap();
        let arguments = ["pkcs12", "-in", bundle, "-passin", &password, "-nodes"];
        Program::OPENSSL.run([arguments.as_slice(), options].concat())
    }

    /// Certificate and key of the bundle, PEM.
    fn opened(&self) -> PathBuf {
        let file = self.world.path("opened.pem");
        succeeds(&self.open(&["-legacy", "-out", file.to_str().unwrap()]));
        file
    }

    /// Facts of the new certificate and of the old one.
    fn facts(&self, facts: &[&str]) -> (String, String) {
        let facts = |file: PathBuf| {
            let arguments = ["x509", "-noout", "-dateopt", "iso_8601", "-nameopt", "RFC2253", "-in"];
            let file = file.to_str().unwrap().to_owned();
            succeeds(&Program::OPENSSL.run([arguments.as_slice(), &[&file], facts].concat()))
                .trim()
                .to_owned()
        };
        (facts(self.opened()), facts(self.old.clone()))
    }

    /// Whether the authority issued it, and for clients; dates aside.
    fn verifies(&self) -> bool {
        let (authority, opened) = (self.world.path("ca.pem"), self.opened());
        let verified = Program::OPENSSL.run([
            "verify",
            "-no_check_time",
            "-purpose",
            "sslclient",
            "-CAfile",
            authority.to_str().unwrap(),
            opened.to_str().unwrap(),
        ]);
        verified.status.success()
    }

    fn key_matches(&self) -> bool {
        let opened = self.opened();
        let key = succeeds(&Program::OPENSSL.run(["pkey", "-pubout", "-in", opened.to_str().unwrap()]));
        self.facts(&["-pubkey"]).0.trim() == key.trim()
    }

    fn serial_number(&self) -> String {
        self.facts(&["-serial"]).0.replace("serial=", "").to_lowercase()
    }

    fn holds_what_was_issued(&self) -> bool {
        self.serial_number() == self.issued.certificate.serial_number && self.key_matches() && self.verifies()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_that_is_cut_off_is_the_first_half() {
    let downloaded = downloaded(Bundle::CutOff).await;
    let half = fs::read(&downloaded.bundle).unwrap();
    assert_eq!(half, downloaded.honest[..downloaded.honest.len() / 2]);
    assert!(!downloaded.open(&["-noout"]).status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_does_not_open_the_bundle_and_its_own_does() {
    let mut downloaded = downloaded(Bundle::WrongPassword).await;
    let refused = downloaded.open(&["-noout"]);
    let reported = String::from_utf8_lossy(&refused.stderr);
    assert!(reported.contains("invalid password"), "{reported}");
    downloaded.password = format!("not {}", downloaded.password);
    assert!(downloaded.holds_what_was_issued());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_another_certificate_does_not_match() {
    let downloaded = downloaded(Bundle::KeyMismatch).await;
    assert!(!downloaded.key_matches());
    assert_eq!(downloaded.serial_number(), downloaded.issued.certificate.serial_number);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ber_bundle_has_indefinite_lengths_and_opens() {
    let downloaded = downloaded(Bundle::Ber).await;
    let bundle = downloaded.bundle.to_str().unwrap();
    let structure = succeeds(&Program::OPENSSL.run(["asn1parse", "-inform", "DER", "-in", bundle]));
    assert_eq!(structure.matches("l=inf").count(), 4, "{structure}");
    assert!(structure.matches("prim: OCTET STRING").count() > 20, "{structure}");
    assert!(downloaded.holds_what_was_issued());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_encryption_is_what_its_name_says() {
    for (encryption, mac, cipher) in [
        (Encryption::Modern, "MAC: sha256", "PBES2, PBKDF2, AES-256-CBC"),
        (Encryption::Legacy, "MAC: sha1", "pbeWithSHA1And3-KeyTripleDES-CBC"),
        (Encryption::Rc2, "MAC: sha1", "pbeWithSHA1And40BitRC2-CBC"),
    ] {
        let downloaded = downloaded(Bundle::Encrypted(encryption)).await;
        let reported = downloaded.open(&["-info", "-noout", "-legacy"]);
        let reported = String::from_utf8_lossy(&reported.stderr);
        assert!(reported.contains(mac), "{reported}");
        assert_eq!(reported.matches(cipher).count(), 2, "key and certificates: {reported}");
        assert!(downloaded.holds_what_was_issued());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_subject_is_the_only_difference_of_these() {
    for (fault, subject) in [
        (
            Bundle::OtherCommonName("client0002".to_owned()),
            "subject=CN=client0002,O=orcamo-cert demo",
        ),
        (
            Bundle::OtherOrganization,
            "subject=CN=client0001,O=another organization",
        ),
    ] {
        let downloaded = downloaded(fault).await;
        let (new, old) = downloaded.facts(&["-subject"]);
        assert_eq!(new, subject);
        assert_eq!(old, "subject=CN=client0001,O=orcamo-cert demo");
        assert!(downloaded.verifies() && downloaded.key_matches());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_that_are_no_newer_end_when_they_should() {
    let today = format!("notAfter={}", OffsetDateTime::now_utc().date());
    let is_expired: fn(&str, &str, &str) -> bool = |new, _, today| new < today;
    for (fault, is_right) in [
        (Bundle::Expired, is_expired),
        (Bundle::SameExpiry, |new, old, _| new == old),
        (Bundle::EarlierExpiry, |new, old, today| today < new && new < old),
    ] {
        let downloaded = downloaded(fault.clone()).await;
        let (new, old) = downloaded.facts(&["-enddate"]);
        assert!(is_right(&new, &old, &today), "{fault:?}: {new}, {old}");
        let (new, _) = downloaded.facts(&["-subject"]);
        assert_eq!(new, "subject=CN=client0001,O=orcamo-cert demo");
        assert!(downloaded.verifies() && downloaded.key_matches(), "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_serial_number_is_the_only_fault_of_that_one() {
    let downloaded = downloaded(Bundle::SameSerialNumber).await;
    let (new, old) = downloaded.facts(&["-serial"]);
    assert_eq!(new, old);
    let (new, old) = downloaded.facts(&["-enddate"]);
    assert!(new > old, "{new}");
    assert!(downloaded.verifies() && downloaded.key_matches());
}

#[tokio::test(flavor = "multi_thread")]
async fn other_issuers_do_not_verify_whatever_their_name() {
    for (fault, same_name) in [(Bundle::ForeignIssuer, false), (Bundle::NamesakeIssuer, true)] {
        let downloaded = downloaded(fault).await;
        assert!(!downloaded.verifies());
        assert!(downloaded.key_matches());
        let (new, old) = downloaded.facts(&["-issuer"]);
        assert_eq!(new == old, same_name, "{new}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_begins_later_is_not_valid_now_and_good_otherwise() {
    let downloaded = downloaded(Bundle::BeginsIn(time::Duration::days(2))).await;
    let tomorrow = format!("notBefore={}", (OffsetDateTime::now_utc() + time::Duration::DAY).date());
    let (begins, _) = downloaded.facts(&["-startdate"]);
    assert!(begins > tomorrow, "{begins}");
    assert!(downloaded.verifies() && downloaded.key_matches());
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_that_are_not_for_clients_say_so_and_have_their_keys() {
    for (fault, extension, words) in [
        (Bundle::OfAnAuthority, "basicConstraints", "CA:TRUE"),
        (Bundle::ForServers, "extendedKeyUsage", "TLS Web Server Authentication"),
    ] {
        let downloaded = downloaded(fault).await;
        let (reported, _) = downloaded.facts(&["-ext", extension]);
        assert!(reported.contains(words) && !reported.contains("Client"), "{reported}");
        assert!(downloaded.key_matches());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_unusual_key_is_what_its_name_says() {
    for (fault, words, matches) in [
        (Bundle::WeakKey, "(1024 bit)", true),
        (Bundle::Ed25519, "ED25519", true),
        (Bundle::Ed25519KeyMismatch, "ED25519", false),
        (Bundle::EcWithoutPublicHalf, "prime256v1", true),
    ] {
        let downloaded = downloaded(fault.clone()).await;
        let (reported, _) = downloaded.facts(&["-text"]);
        assert!(reported.contains(words), "{reported}");
        assert_eq!(downloaded.key_matches(), matches, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_key_again_is_that_of_another_certificate() {
    let downloaded = downloaded(Bundle::SameKey).await;
    let (new, old) = downloaded.facts(&["-pubkey"]);
    assert_eq!(new, old);
    let (new, old) = downloaded.facts(&["-serial", "-enddate"]);
    assert_ne!(new, old);
    assert!(downloaded.verifies() && downloaded.key_matches());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_without_its_key_has_the_certificate_alone() {
    let downloaded = downloaded(Bundle::WithoutKey).await;
    assert_eq!(downloaded.serial_number(), downloaded.issued.certificate.serial_number);
    let opened = fs::read_to_string(downloaded.opened()).unwrap();
    assert!(!opened.contains("PRIVATE KEY"), "{opened}");
}
