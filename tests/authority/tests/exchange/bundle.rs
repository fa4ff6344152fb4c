//! PKCS#12 files, judged by the programs people open them with.

use crate::support::{Program, World, succeeds};
use renewal_authority::{Encryption, bundle};
use std::path::PathBuf;
use time::{Duration, OffsetDateTime};

const PASSWORD: &str = "correct-horse";

fn bundle(world: &World, encryption: Encryption) -> PathBuf {
    let now = OffsetDateTime::now_utc();
    let identity = world
        .certificate_authority
        .client_certificate("client0001", now, now + Duration::days(45))
        .unwrap();
    let bytes = bundle::pkcs12(
        &identity,
        &world.certificate_authority,
        "client0001",
        PASSWORD,
        encryption,
    )
    .unwrap();
    world.write("bundle.p12", bytes)
}

fn openssl(bundle: PathBuf) -> String {
    let output = Program::OPENSSL.run([
        "pkcs12".into(),
        "-info".into(),
        "-in".into(),
        bundle.into_os_string(),
        "-passin".into(),
        format!("pass:{PASSWORD}").into(),
        "-nodes".into(),
        "-legacy".into(),
    ]);
    // What `-info` prints goes to standard error.
    succeeds(&output) + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_modern_bundle_is_aes_256_with_hmac_sha_256() {
    let world = World::new();
    let reported = openssl(bundle(&world, Encryption::Modern));
    assert!(reported.contains("MAC: sha256"), "{reported}");
    assert!(
        reported.contains("PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256"),
        "{reported}"
    );
    assert!(!reported.contains("3-KeyTripleDES"), "{reported}");
}

#[test]
fn a_legacy_bundle_is_triple_des_with_sha_1() {
    let world = World::new();
    let reported = openssl(bundle(&world, Encryption::Legacy));
    assert!(reported.contains("MAC: sha1"), "{reported}");
    assert_eq!(
        reported.matches("pbeWithSHA1And3-KeyTripleDES-CBC").count(),
        2,
        "key and certificates: {reported}"
    );
}

#[test]
fn a_bundle_holds_the_chain_and_names_the_key_by_its_common_name() {
    let world = World::new();
    let reported = openssl(bundle(&world, Encryption::Modern));
    assert_eq!(reported.matches("BEGIN CERTIFICATE").count(), 2, "{reported}");
    assert_eq!(reported.matches("BEGIN PRIVATE KEY").count(), 1, "{reported}");
    assert!(reported.contains("friendlyName: client0001\n"), "{reported}");
}

#[test]
fn keytool_opens_both_encryptions() {
    for encryption in [Encryption::Modern, Encryption::Legacy] {
        let world = World::new();
        let file = bundle(&world, encryption);
        let mut keytool = Program::KEYTOOL.command();
        keytool
            .args([
                "-J-Duser.language=en",
                "-list",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
            ])
            .arg(file);
        let output = keytool
            .output()
            .unwrap_or_else(|error| panic!("{}", Program::KEYTOOL.missing(&error)));
        let reported = succeeds(&output);
        assert!(
            reported.contains("client0001") && reported.contains("PrivateKeyEntry"),
            "{reported}"
        );
    }
}

#[test]
fn nss_imports_both_encryptions_as_a_browser_does() {
    for encryption in [Encryption::Modern, Encryption::Legacy] {
        let world = World::new();
        let file = bundle(&world, encryption);
        let database = format!("sql:{}", world.folder().display());
        succeeds(&Program::NSS_CERTUTIL.run(["-d", &database, "-N", "--empty-password"]));
        succeeds(&Program::NSS_PK12UTIL.run(["-d", &database, "-i", file.to_str().unwrap(), "-W", PASSWORD]));
        let keys = succeeds(&Program::NSS_CERTUTIL.run(["-d", &database, "-K"]));
        assert_eq!(keys.matches("rsa").count(), 1, "{keys}");
    }
}
