//! Certificates the demo folder has none of.

use crate::{demo, output};
use renewal_authority::{CertificateAuthority, Encryption, Identity, bundle};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use time::{Duration, OffsetDateTime};

/// The password of every minted PKCS#12.
pub const PASSWORD: &str = "minted for a test";

/// Writes `<common_name>.crt` and `<common_name>.p12`, issued by the demo authority, valid from and to
/// so many days from now, and returns both paths.
///
/// # Panics
/// When they cannot be made.
#[must_use]
pub fn certificate(folder: &Path, common_name: &str, days: (i64, i64)) -> (PathBuf, PathBuf) {
    named(folder, common_name, common_name, days)
}

/// The same with a name that may be none of a file: `<stem>.crt` and `<stem>.p12`.
///
/// # Panics
/// When they cannot be made.
#[must_use]
pub fn named(folder: &Path, stem: &str, common_name: &str, days: (i64, i64)) -> (PathBuf, PathBuf) {
    let now = OffsetDateTime::now_utc()
        .replace_nanosecond(0)
        .expect("zero is a nanosecond");
    let (from, to) = (now + Duration::days(days.0), now + Duration::days(days.1));
    write(folder, stem, &demo().certificate_authority(), common_name, from, to)
}

/// The same from another authority, which has the name of the demo authority and a key of its own: the
/// browser takes its certificates for ones the server would accept, the server does not.
///
/// # Panics
/// When they cannot be made.
#[must_use]
pub fn foreign_certificate(folder: &Path, common_name: &str) -> (PathBuf, PathBuf) {
    let key = folder.join("foreign-ca.key.pem");
    output(
        Command::new("openssl")
            .args(["genpkey", "-quiet", "-algorithm", "RSA", "-out"])
            .arg(&key),
    );
    let mut resign = Command::new("openssl");
    resign
        .args(["x509", "-set_serial", "1", "-days", "30", "-in"])
        .arg(demo().certificate_authority_file());
    let pem = output(resign.arg("-signkey").arg(&key));
    let pem = String::from_utf8(pem).expect("PEM");
    let authority = CertificateAuthority::from_pem(&pem, &fs::read_to_string(&key).expect("the key"));
    let now = OffsetDateTime::now_utc();
    write(
        folder,
        common_name,
        &authority.expect("an authority"),
        common_name,
        now - Duration::DAY,
        now + Duration::days(45),
    )
}

/// Writes a certificate revocation list of the demo authority (RFC 5280 §5) with this certificate on it, and returns its path.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub fn revocation_list(folder: &Path, certificate: &Path) -> PathBuf {
    let path = |name: &str| folder.join(name);
    let key = demo().certificate_authority().private_key_pem();
    fs::write(path("ca.key.pem"), key.as_bytes()).expect("the authority's key");
    fs::write(path("index.txt"), "").expect("an index");
    let configuration = format!(
        "[ca]\ndefault_ca = demo\n[demo]\ndatabase = {}\ndefault_md = sha256\ndefault_crl_days = 30\n",
        path("index.txt").display()
    );
    fs::write(path("ca.cnf"), configuration).expect("a configuration");
    let authority = |arguments: &[&Path]| {
        let mut command = Command::new("openssl");
        command.arg("ca").arg("-config").arg(path("ca.cnf"));
        command.arg("-cert").arg(demo().certificate_authority_file());
        command.arg("-keyfile").arg(path("ca.key.pem"));
        output(command.args(arguments))
    };
    authority(&[Path::new("-revoke"), certificate]);
    let list = path("revoked.pem");
    authority(&[Path::new("-gencrl"), Path::new("-out"), &list]);
    list
}

fn write(
    folder: &Path,
    stem: &str,
    authority: &CertificateAuthority,
    common_name: &str,
    from: OffsetDateTime,
    to: OffsetDateTime,
) -> (PathBuf, PathBuf) {
    let identity: Identity = authority
        .client_certificate(common_name, from, to)
        .expect("a certificate");
    let (crt, p12) = (folder.join(format!("{stem}.crt")), folder.join(format!("{stem}.p12")));
    // A BMPString (RFC 2985 §5.5.1) holds no other.
    let friendly_name: String = common_name.chars().filter(|one| one.len_utf16() == 1).collect();
    let bytes = bundle::pkcs12(&identity, authority, &friendly_name, PASSWORD, Encryption::Modern);
    fs::write(&crt, identity.certificate_pem()).expect("a file");
    fs::write(&p12, bytes.expect("a PKCS#12")).expect("a file");
    (crt, p12)
}
