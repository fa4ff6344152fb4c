//! Everything that a certificate says, held against what OpenSSL says of it.

use std::collections::BTreeSet;

use crate::common::open;
use crate::common::openssl;
use crate::fixtures::{Complaints, Fixture, of_kind, read};
use orcamo_cert::{
    certificate::Certificate,
    report::description::{Description, describe},
};

/// Every extension that a certificate viewer takes apart.
const CONFIGURATION: &str = r"
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
string_mask = utf8only
utf8 = yes
[name]
C = JP
O = 医療法人 見本
CN = client0001
[extensions]
basicConstraints = critical, CA:true, pathlen:2
keyUsage = critical, digitalSignature, nonRepudiation, keyCertSign, cRLSign
extendedKeyUsage = clientAuth, emailProtection, 1.3.6.1.4.1.311.20.2.2
subjectKeyIdentifier = 0102030405060708090A0B0C0D0E0F1011121314
authorityKeyIdentifier = keyid:always
subjectAltName = DNS:a.example.jp, email:a@example.jp, URI:https://example.jp/, IP:192.0.2.7, IP:2001:db8::1, RID:1.2.3.4, otherName:1.3.6.1.4.1.311.20.2.3;UTF8:user@example.jp, dirName:other
issuerAltName = DNS:issuer.example.jp
crlDistributionPoints = URI:http://example.jp/ca.crl, point
authorityInfoAccess = OCSP;URI:http://ocsp.example.jp/, caIssuers;URI:http://example.jp/ca.crt
certificatePolicies = 1.2.392.100300.1, @policy
policyMappings = 1.2.3:1.2.4
policyConstraints = critical, requireExplicitPolicy:3, inhibitPolicyMapping:1
inhibitAnyPolicy = critical, 2
nameConstraints = critical, permitted;DNS:example.jp, excluded;IP:192.0.2.0/255.255.255.0
nsComment = a comment\nDNS: forged
nsCertType = client, email
1.2.392.1 = ASN1:UTF8String:ours
[other]
CN = other
O = a, b
[point]
fullname = URI:http://example.jp/point.crl
CRLissuer = dirName:other
reasons = keyCompromise, CACompromise
[policy]
policyIdentifier = 1.2.392.100300.2
CPS.1 = https://example.jp/cps
userNotice.1 = @notice
[notice]
explicitText = UTF8:お読みください
";

fn minted(configuration: &str) -> Certificate {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("openssl.cnf");
    std::fs::write(&file, configuration).unwrap();
    let key = folder.path().join("key.pem");
    let (file, key) = (file.to_str().unwrap(), key.to_str().unwrap());
    let arguments = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-days", "30", "-config", file, "-outform",
        "DER",
    ];
    Certificate::from_der(&openssl(&arguments, b"")).unwrap()
}

#[test]
fn every_extension_is_described_in_the_names_of_its_specification() {
    let certificate = minted(CONFIGURATION);
    let Description {
        version,
        signature_algorithm,
        extensions,
        certificate: facts,
        fingerprint_sha1,
    } = describe(&certificate).unwrap();
    assert_eq!((version, signature_algorithm.as_str()), (3, "sha256WithRSAEncryption"));
    assert_eq!(facts, certificate);
    let sha1 = openssl(&["dgst", "-sha1", "-r"], &certificate.der);
    assert!(String::from_utf8(sha1).unwrap().starts_with(&fingerprint_sha1));

    let own = "0102030405060708090a0b0c0d0e0f1011121314";
    let other = r"dirName: O=a\, b,CN=other";
    let names = [
        "DNS: a.example.jp",
        "email: a@example.jp",
        "URI: https://example.jp/",
        "IP: 192.0.2.7",
        "IP: 2001:db8::1",
        "registeredID: 1.2.3.4",
        "otherName: 1.3.6.1.4.1.311.20.2.3 user@example.jp",
        other,
    ];
    let points = [
        "URI: http://example.jp/ca.crl",
        "URI: http://example.jp/point.crl",
        &format!("cRLIssuer: {other}"),
        "reasons: keyCompromise, cACompromise",
    ];
    let policies = [
        "1.2.392.100300.1",
        "1.2.392.100300.2",
        "CPS: https://example.jp/cps",
        "userNotice: お読みください",
    ];
    let lines = |lines: &[&str]| lines.join("\n");
    let expected = [
        ("basicConstraints", true, "CA:TRUE, pathlen:2".to_owned()),
        (
            "keyUsage",
            true,
            "digitalSignature, nonRepudiation, keyCertSign, cRLSign".to_owned(),
        ),
        (
            "extendedKeyUsage",
            false,
            "clientAuth, emailProtection, 1.3.6.1.4.1.311.20.2.2".to_owned(),
        ),
        ("subjectKeyIdentifier", false, own.to_owned()),
        ("authorityKeyIdentifier", false, own.to_owned()),
        ("subjectAltName", false, lines(&names)),
        ("issuerAltName", false, "DNS: issuer.example.jp".to_owned()),
        ("crlDistributionPoints", false, lines(&points)),
        (
            "authorityInfoAccess",
            false,
            lines(&[
                "ocsp: URI: http://ocsp.example.jp/",
                "caIssuers: URI: http://example.jp/ca.crt",
            ]),
        ),
        ("certificatePolicies", false, lines(&policies)),
        ("policyMappings", false, "1.2.3 = 1.2.4".to_owned()),
        (
            "policyConstraints",
            true,
            lines(&["requireExplicitPolicy: 3", "inhibitPolicyMapping: 1"]),
        ),
        ("inhibitAnyPolicy", true, "2".to_owned()),
        (
            "nameConstraints",
            true,
            lines(&["permitted: DNS: example.jp", "excluded: IP: 192.0.2.0/255.255.255.0"]),
        ),
        // What stands in it makes no line of its own.
        ("nsComment", false, "a comment⟨U+000A⟩DNS: forged".to_owned()),
        ("nsCertType", false, "client, email".to_owned()),
        // Not known here: its octets.
        ("1.2.392.1", false, "0c046f757273".to_owned()),
    ];
    let found: Vec<_> = extensions
        .iter()
        .map(|one| (one.name.as_deref().unwrap_or(&one.oid), one.critical, one.value.clone()))
        .collect();
    assert_eq!(found, expected);
}

/// What OpenSSL calls some extensions.
const TITLES: [(&str, &str); 8] = [
    ("2.5.29.14", "X509v3 Subject Key Identifier"),
    ("2.5.29.15", "X509v3 Key Usage"),
    ("2.5.29.17", "X509v3 Subject Alternative Name"),
    ("2.5.29.19", "X509v3 Basic Constraints"),
    ("2.5.29.31", "X509v3 CRL Distribution Points"),
    ("2.5.29.32", "X509v3 Certificate Policies"),
    ("2.5.29.35", "X509v3 Authority Key Identifier"),
    ("2.5.29.37", "X509v3 Extended Key Usage"),
];

/// The title of an extension, as OpenSSL has it, or its object identifier.
fn title(oid: &str) -> String {
    let known = TITLES.iter().find(|(known, _)| *known == oid);
    known.map_or(oid, |(_, title)| title).to_owned()
}

/// The title of each extension and whether it is critical, as OpenSSL prints them.
fn printed(certificate: &Certificate) -> Vec<(String, bool)> {
    let text = openssl(
        &["x509", "-inform", "DER", "-noout", "-text", "-certopt", "ext_parse"],
        &certificate.der,
    );
    let text = String::from_utf8_lossy(&text).into_owned();
    let indented = |line: &&str| line.starts_with("            ") && !line.starts_with("             ");
    let extensions = text
        .lines()
        .skip_while(|line| *line != "        X509v3 extensions:")
        .skip(1);
    let extensions = extensions.take_while(|line| line.starts_with("         "));
    let extensions = extensions.filter(indented).map(|line| {
        let (title, rest) = line.trim().rsplit_once(':').unwrap();
        (title.to_owned(), rest.trim() == "critical")
    });
    extensions.collect()
}

#[test]
fn every_certificate_of_the_fixtures_is_described_with_the_extensions_that_openssl_finds() {
    let mut complaints = Complaints::default();
    let mut described = BTreeSet::new();
    for fixture in of_kind("certificates").into_iter().chain(of_kind("pkcs12")) {
        let Fixture { file, .. } = &fixture;
        let Ok(inspection) = open(&read(file), fixture.password.as_deref()) else {
            continue;
        };
        for certificate in &inspection.certificates {
            if !described.insert(certificate.fingerprint_sha256.clone()) {
                continue;
            }
            let found = describe(certificate);
            let extensions = |one: Description| one.extensions.into_iter().map(|one| (title(&one.oid), one.critical));
            let found = found.map(|one| extensions(one).collect::<Vec<_>>());
            let expected = printed(certificate);
            complaints.check(found.as_ref() == Ok(&expected), || {
                format!("{file}: {found:?}, not {expected:?}")
            });
        }
    }
    assert!(described.len() > 20, "{}", described.len());
    complaints.none();
}
