//! A certificate with its private key and chain, opened to be written in another form.

use super::chain::chain;
use crate::{
    calendar::Timestamp,
    certificate::Certificate,
    certificate::private_key::PrivateKey,
    error::{Error, Missing, SecondPassword, Source},
    input::{self, CertificateFile, Credentials, Derivations, Format},
    inspection::identities::{Pair, identities, undecided},
    secret::{Password, SecretBytes},
};

/// A private key as it is written.
pub(super) struct Key {
    /// `PrivateKeyInfo` (RFC 5958 §2).
    pub(super) pkcs8: SecretBytes,
    pub(super) friendly_name: Option<String>,
    pub(super) local_key_id: Option<Vec<u8>>,
}

/// One identity of a file: a certificate with its chain and its private key.
pub struct Identity {
    /// The leaf first, then who issued it, and so on.
    pub(super) certificates: Vec<Certificate>,
    /// The private key of the leaf.
    pub(super) key: Key,
    /// The file itself, where it is PKCS#12 with this identity alone, and can be handed on as it is.
    pub(super) p12: Option<SecretBytes>,
    /// The password that opened the private key; where the file needed two, the first of them.
    password: Option<Password>,
}

/// Why a private key is only recognized.
fn why_not_read(refusal: &Error, file: &CertificateFile) -> Error {
    if !matches!(refusal, Error::WrongPassword { .. }) {
        return refusal.clone();
    }
    if file.locked.is_some() {
        return Error::PasswordRequired;
    }
    // The password has opened something else: otherwise the file would not have opened.
    Error::SecondPasswordRequired {
        of: SecondPassword::Encryption,
    }
}

/// Why a certificate has no private key: there is none, it may be one that is not read, or it may be any of several.
fn why_no_key(file: &CertificateFile, has_private_key: bool) -> Error {
    let refusals = || file.private_keys.iter().filter_map(|key| key.refusal.as_ref());
    let is_locked = |error: &&Error| matches!(error, Error::WrongPassword { .. });
    let refusal = refusals().find(is_locked).or(refusals().next());
    let lacks = match refusal.filter(|_| has_private_key) {
        Some(refusal) => return why_not_read(refusal, file),
        None if has_private_key => Missing::CertainKey,
        None => Missing::PrivateKey,
    };
    Error::IncompleteFile {
        source: Source::File,
        lacks,
    }
}

/// Which identity of a file is opened.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// The SHA-256 of its certificate, lower-case hexadecimal; `None`: the one to use at `now`, as `Inspection::identities` has it first.
    pub fingerprint_sha256: Option<&'a str>,
    /// The instant of the choice.
    pub now: Timestamp,
}

impl Identity {
    /// Opens a PKCS#12 file, or certificates with the private key of another file.
    ///
    /// # Errors
    /// What keeps the files from being read; `incomplete-file` without a certificate or its key; `key-mismatch`; what keeps its key
    /// from being read; `invalid-argument` where the file does not hold the certificate that was chosen.
    pub fn open(
        bytes: &[u8],
        credentials: &Credentials,
        key: Option<(&[u8], &Credentials)>,
        choice: Choice<'_>,
        derivations: &mut Derivations,
    ) -> Result<Self, Error> {
        Candidate::open(bytes, credentials, key, derivations)?.identity(choice, &[])
    }

    /// The identity, and whether the file holds no other one.
    fn of(mut file: CertificateFile, choice: Choice<'_>, answered: &[Pair]) -> Result<(Self, bool), Error> {
        let lacks = |lacks| Error::IncompleteFile {
            source: Source::File,
            lacks,
        };
        let found = identities(&file, answered, choice.now);
        let is_chosen = |certificate: usize| {
            let fingerprint = file
                .certificates
                .get(certificate)
                .map(|one| one.fingerprint_sha256.as_str());
            choice.fingerprint_sha256.is_none() || fingerprint == choice.fingerprint_sha256
        };
        let chosen = found.iter().find(|one| is_chosen(one.certificate));
        let chosen = chosen.ok_or_else(|| match found.as_slice() {
            [] => lacks(Missing::Certificate),
            [..] => Error::InvalidArgument {
                argument: "fingerprintSha256".to_owned(),
            },
        })?;
        if chosen.key_matches == Some(false) {
            return Err(Error::KeyMismatch { source: Source::File });
        }
        // A key that does not show its public half is taken at the word of the file.
        let key = chosen.key.ok_or_else(|| why_no_key(&file, chosen.has_private_key))?;
        let is_alone = found.len() == 1 && file.private_keys.len() == 1;
        let chain = chain(&file.certificates, chosen.certificate);
        let leaf = chain.first().ok_or(lacks(Missing::Certificate))?;
        let key = file.private_keys.swap_remove(key);
        if let Some(refusal) = &key.refusal {
            return Err(why_not_read(refusal, &file));
        }
        let public_key = leaf.public_key_info().unwrap_or_default();
        let identity = Self {
            key: Key::of(key, public_key).ok_or(lacks(Missing::PrivateKey))?,
            certificates: chain,
            p12: None,
            password: None,
        };
        Ok((identity, is_alone))
    }

    /// The friendlyName of the leaf or its key.
    pub(super) fn friendly_name(&self) -> Option<&str> {
        let of_certificate = self.certificates.first()?.friendly_name.as_deref();
        of_certificate.or(self.key.friendly_name.as_deref())
    }

    /// The leaf.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificates.first()
    }

    /// The password that opened the private key; `None` where none was given.
    pub fn password(&self) -> Option<&Password> {
        self.password.as_ref()
    }
}

/// A file that is read; whether its keys belong to its certificates may still be asked.
pub struct Candidate {
    file: CertificateFile,
    /// The file itself, where it is PKCS#12 and could be handed on as it is.
    whole: Option<SecretBytes>,
    password: Option<Password>,
}

impl Candidate {
    /// Reads a PKCS#12 file, or certificates with the private key of another file.
    ///
    /// # Errors
    /// What keeps the files from being read.
    pub fn open(
        bytes: &[u8],
        credentials: &Credentials,
        key: Option<(&[u8], &Credentials)>,
        derivations: &mut Derivations,
    ) -> Result<Self, Error> {
        let opened = input::open(bytes, credentials, derivations)?;
        let (mut file, mut password) = (opened.content, opened.password);
        // No MAC was verified of what stands in the clear.
        if file.locked.is_some() && file.format == Format::Pkcs12 && key.is_none() {
            return Err(opened.refusal.unwrap_or(Error::PasswordRequired));
        }
        if let Some((key, credentials)) = key {
            let opened = input::key::open(key, credentials, derivations)?;
            file = file.with_keys(opened.content, credentials.password.is_some());
            password = opened.password;
        }
        // Only what is DER or BER itself, and what one password opens: a PKCS#12 file in base64 or under two passwords is written anew.
        let is_der = file.format == Format::Pkcs12 && !file.is_unwrapped && bytes.first() == Some(&0x30);
        let is_whole = key.is_none() && is_der && !opened.needed_two;
        Ok(Self {
            file,
            whole: is_whole.then(|| SecretBytes::new(bytes.to_vec())),
            password,
        })
    }

    /// Pairs of which somebody may find out whether they belong together, where no key shows that it belongs to a certificate.
    pub fn undecided(&self) -> Vec<Pair> {
        undecided(&self.file)
    }

    /// The identity, with the answers to what was undecided, or with none. A key that does not show its public half is taken at the
    /// word of the file; one that is known to be another's is refused.
    ///
    /// # Errors
    /// As of [`Identity::open`].
    pub fn identity(self, choice: Choice<'_>, answered: &[Pair]) -> Result<Identity, Error> {
        let Self { file, whole, password } = self;
        let (identity, is_alone) = Identity::of(file, choice, answered)?;
        Ok(Identity {
            p12: whole.filter(|_| is_alone),
            password,
            ..identity
        })
    }
}

impl Key {
    fn of(key: PrivateKey, public_key: &[u8]) -> Option<Self> {
        Some(Self {
            pkcs8: key.material?.pkcs8(public_key)?,
            friendly_name: key.friendly_name,
            local_key_id: key.local_key_id,
        })
    }
}
