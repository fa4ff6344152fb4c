//! The demo folder: a certificate authority that is kept, and certificates that always fit their description.

use crate::{CertificateAuthority, Encryption, Error, Identity, bundle, tls::ClientVerifier};
use rustls::pki_types::CertificateDer;
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};
use time::{Duration, OffsetDateTime, Time, UtcOffset};

const CERTIFICATE: &str = "ca.pem";
const PRIVATE_KEY: &str = "ca.key.pem";
const PASSWORDS: &str = "passwords.txt";

/// One ready-made certificate.
struct Description {
    name: &'static str,
    /// From today to the last day; negative: expired.
    days_left: i64,
    encryption: Encryption,
    shows: &'static str,
}

const DESCRIPTIONS: [Description; 6] = [
    Description {
        name: "client0001",
        days_left: 45,
        encryption: Encryption::Modern,
        shows: "due in 45 days: renewable now",
    },
    Description {
        name: "db0002",
        days_left: 80,
        encryption: Encryption::Legacy,
        shows: "DB connection, due in 80 days; the .p12 in the old encryption",
    },
    Description {
        name: "client0003",
        days_left: 1000,
        encryption: Encryption::Modern,
        shows: "far from due: 1000 days left",
    },
    Description {
        name: "client0004",
        days_left: -10,
        encryption: Encryption::Modern,
        shows: "expired 10 days ago",
    },
    Description {
        name: "api0005",
        days_left: 45,
        encryption: Encryption::Modern,
        shows: "API: not renewable, use client...",
    },
    Description {
        name: "backup0006",
        days_left: 45,
        encryption: Encryption::Modern,
        shows: "backup: not renewable, use client...",
    },
];

/// A ready-made certificate in the demo folder.
#[derive(Debug, Clone)]
pub struct DemoCertificate {
    /// Its common name, and the name of its files.
    pub name: &'static str,
    /// The PKCS#12 file with its key.
    pub pkcs12: PathBuf,
    /// The certificate alone, PEM.
    pub certificate: PathBuf,
    /// The password of the PKCS#12 file. Not a secret: it is the same everywhere, and worth nothing elsewhere.
    pub password: String,
    /// What it demonstrates, in one line.
    pub shows: &'static str,
}

/// A prepared demo folder.
#[derive(Debug)]
pub struct Demo {
    certificate_authority: CertificateAuthority,
    certificate_authority_file: PathBuf,
    certificates: Vec<DemoCertificate>,
}

impl Demo {
    /// Makes the folder, or brings it up to date. The authority (`ca.pem`, `ca.key.pem`) is kept between runs, so that
    /// what was imported into a browser stays good; a certificate is made anew only when it no longer fits its
    /// description, because another day has come (Japanese time). Files that hold keys or passwords are the user's alone.
    ///
    /// # Errors
    /// [`Error::File`]; [`Error::DemoCertificateAuthority`] when the kept authority is broken or has expired.
    pub fn prepare(folder: &Path) -> Result<Self, Error> {
        Self::prepare_at(folder, OffsetDateTime::now_utc())
    }

    /// [`prepare`](Self::prepare) as of the instant `now`.
    ///
    /// # Errors
    /// The same.
    pub fn prepare_at(folder: &Path, now: OffsetDateTime) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|source| file_error("create", folder, source))?;
        // Two programs may prepare the same folder at once; the lock ends with the file handle.
        let lock_file = folder.join(".lock");
        let lock = fs::File::create(&lock_file).map_err(|source| file_error("create", &lock_file, source))?;
        lock.lock().map_err(|source| file_error("lock", &lock_file, source))?;

        let certificate_authority = kept_or_new_authority(folder, now)?;
        let mut certificates = Vec::new();
        for description in &DESCRIPTIONS {
            certificates.push(kept_or_new_certificate(
                folder,
                &certificate_authority,
                description,
                now,
            )?);
        }
        write(
            &folder.join(PASSWORDS),
            passwords(&certificates).as_bytes(),
            Access::OwnerOnly,
        )?;
        Ok(Self {
            certificate_authority,
            certificate_authority_file: folder.join(CERTIFICATE),
            certificates,
        })
    }

    /// The kept certificate authority.
    #[must_use]
    pub fn certificate_authority(&self) -> CertificateAuthority {
        self.certificate_authority.clone()
    }

    /// `ca.pem`: what a browser must trust.
    #[must_use]
    pub fn certificate_authority_file(&self) -> &Path {
        &self.certificate_authority_file
    }

    /// The ready-made certificates; the first is the one that is due.
    #[must_use]
    pub fn certificates(&self) -> &[DemoCertificate] {
        &self.certificates
    }
}

fn kept_or_new_authority(folder: &Path, now: OffsetDateTime) -> Result<CertificateAuthority, Error> {
    let (certificate_file, key_file) = (folder.join(CERTIFICATE), folder.join(PRIVATE_KEY));
    let unusable = |reason: String| Error::DemoCertificateAuthority {
        folder: folder.to_owned(),
        reason,
    };
    match (read(&certificate_file)?, read(&key_file)?) {
        (None, None) => {
            let authority = CertificateAuthority::create(now)?;
            write(&key_file, authority.private_key_pem().as_bytes(), Access::OwnerOnly)?;
            write(
                &certificate_file,
                authority.certificate_pem().as_bytes(),
                Access::Everybody,
            )?;
            Ok(authority)
        }
        (Some(certificate), Some(key)) => {
            let key = zeroize::Zeroizing::new(key);
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let key = zeroize::Zeroizing::new(text(&key));
            let authority = CertificateAuthority::from_pem(&text(&certificate), &key)
                .map_err(|error| unusable(error.to_string()))?;
            if validity(authority.certificate()).is_none_or(|(_, not_after)| not_after < now) {
                return Err(unusable("it has expired".to_owned()));
            }
            Ok(authority)
        }
        (Some(_), None) => Err(unusable(format!("{PRIVATE_KEY} is missing"))),
        (None, Some(_)) => Err(unusable(format!("{CERTIFICATE} is missing"))),
    }
}

fn kept_or_new_certificate(
    folder: &Path,
    authority: &CertificateAuthority,
    description: &Description,
    now: OffsetDateTime,
) -> Result<DemoCertificate, Error> {
    let entry = DemoCertificate {
        name: description.name,
        pkcs12: folder.join(format!("{}.p12", description.name)),
        certificate: folder.join(format!("{}.crt", description.name)),
        password: format!("demo-{}", description.name),
        shows: description.shows,
    };
    let (not_before, not_after) = described_validity(description, now);
    let kept = read(&entry.certificate)?.zip(read(&entry.pkcs12)?);
    if let Some((pem, pkcs12)) = kept
        && fits(&pem, &pkcs12, &entry, authority, (not_before, not_after))
        && let Some((certificate, key)) = bundle::open(&pkcs12, &entry.password)
    {
        authority.remember(&Identity::new(certificate, key))?;
        return Ok(entry);
    }
    let identity: Identity = authority.client_certificate(description.name, not_before, not_after)?;
    let pkcs12 = bundle::pkcs12(
        &identity,
        authority,
        description.name,
        &entry.password,
        description.encryption,
    )?;
    write(&entry.pkcs12, &pkcs12, Access::OwnerOnly)?;
    write(
        &entry.certificate,
        identity.certificate_pem().as_bytes(),
        Access::Everybody,
    )?;
    Ok(entry)
}

/// Three years that end with a day in Japan, as the vendor's certificates do (14:59:59 UTC).
fn described_validity(description: &Description, now: OffsetDateTime) -> (OffsetDateTime, OffsetDateTime) {
    const JAPAN_HOURS: i8 = 9;
    let japan = UtcOffset::from_hms(JAPAN_HOURS, 0, 0).unwrap_or(UtcOffset::UTC);
    let last_day = now.to_offset(japan).date() + Duration::days(description.days_left);
    let midnight_after = (last_day + Duration::DAY)
        .with_time(Time::MIDNIGHT)
        .assume_offset(japan)
        .to_offset(UtcOffset::UTC);
    (
        midnight_after - Duration::days(3 * 365),
        midnight_after - Duration::SECOND,
    )
}

/// Whether the files on disk are what would be made now, except for the key and the serial number.
fn fits(
    certificate_pem: &[u8],
    pkcs12: &[u8],
    entry: &DemoCertificate,
    authority: &CertificateAuthority,
    described: (OffsetDateTime, OffsetDateTime),
) -> bool {
    let Ok(certificate) = pem::parse(certificate_pem).map(|block| CertificateDer::from(block.into_contents())) else {
        return false;
    };
    let of_this_authority =
        || ClientVerifier::new(authority).is_ok_and(|verifier| verifier.verify(&certificate, &[], described.1).is_ok());
    validity(&certificate) == Some(described)
        && of_this_authority()
        && bundle::open(pkcs12, &entry.password).is_some_and(|(leaf, _)| leaf == certificate)
}

fn validity(certificate: &CertificateDer<'_>) -> Option<(OffsetDateTime, OffsetDateTime)> {
    let (_, certificate) = x509_parser::parse_x509_certificate(certificate).ok()?;
    Some((
        certificate.validity().not_before.to_datetime(),
        certificate.validity().not_after.to_datetime(),
    ))
}

fn passwords(certificates: &[DemoCertificate]) -> String {
    let mut text = String::from("Demo certificates: they open nothing but the demo of orcamo-cert.\n\n");
    text.push_str(&format!("{:<16}{:<18}{}\n", "file", "password", "what it shows"));
    for entry in certificates {
        text.push_str(&format!(
            "{:<16}{:<18}{}\n",
            format!("{}.p12", entry.name),
            entry.password,
            entry.shows
        ));
    }
    text
}

enum Access {
    Everybody,
    OwnerOnly,
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(file_error("read", path, source)),
    }
}

/// Writes beside the file and renames, so that nobody reads half a file.
fn write(path: &Path, bytes: &[u8], access: Access) -> Result<(), Error> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let result = (|| {
        if partial.exists() {
            fs::remove_file(&partial)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(
            &mut options,
            match access {
                Access::Everybody => 0o644,
                Access::OwnerOnly => 0o600,
            },
        );
        #[cfg(not(unix))]
        let _ = access;
        options.open(&partial)?.write_all(bytes)?;
        fs::rename(&partial, path)
    })();
    result.map_err(|source| file_error("write", path, source))
}

fn file_error(action: &'static str, path: &Path, source: io::Error) -> Error {
    Error::File {
        action,
        path: path.to_owned(),
        source,
    }
}
