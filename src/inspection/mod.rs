//! The result for a certificate file: its facts, its identities, and the eligibility of each.

pub(crate) mod identities;
pub mod offer;

use serde::Serialize;

pub use identities::Pair;
use identities::{identities, undecided};
use offer::{NotOffered, not_offered};

use crate::{
    calendar::Timestamp,
    certificate::Certificate,
    eligibility::{Eligibility, Policy, eligibility},
    error::Error,
    input::{self, Attempts, CertificateFile, Credentials, Derivations, Format, Guess, Lock, PasswordForm},
    secret::Password,
};

/// What a certificate file holds, and whether its certificate can be renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// The format, recognized from the bytes.
    pub format: Format,
    /// Which of `certificates` is the leaf: that of the first identity. `null` where there is no certificate.
    pub leaf: Option<usize>,
    /// Every certificate, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// How many further certificates are in the file that cannot be read.
    pub unreadable: usize,
    /// Every identity, the one to use first: valid before expired; with its key before without; already valid before not yet valid; the latest expiry.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "CertificateIdentity[]"))]
    pub identities: Vec<Identity>,
    /// Whether a private key is in the file.
    pub has_private_key: bool,
    /// Whether a private key belongs to the leaf; `null` where there is none or it is not known. A key may not show its public half
    /// (Ed25519; EC keys of Java): then only the asynchronous functions find out, where the Web Cryptography API has the algorithm.
    pub key_matches: Option<bool>,
    /// The friendlyName of the leaf or its key; where they have none, the first one of the file (PKCS#12).
    pub friendly_name: Option<String>,
    /// The judgement over the leaf; `null` where there is none.
    pub eligibility: Option<Eligibility>,
    /// What keeps the rest of the file closed, where no password was given: the private keys that are encrypted; in PKCS#12 everything but
    /// what stands in the clear, of which no MAC was verified then. `null` where everything was read.
    pub locked: Option<Lock>,
    /// How the password that opened the file differs from the one that was given; `null` where it does not.
    pub password_form: Option<PasswordForm>,
}

/// A certificate of a file with its private key; or a certificate that is nobody's issuer, without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(target_arch = "wasm32", tsify(rename = "CertificateIdentity"))]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// Which of `certificates` it is.
    pub leaf: usize,
    /// Whether a private key of the file is its own, or may be.
    pub has_private_key: bool,
    /// Whether the private key belongs to it; `null` where there is none or it is not known.
    pub key_matches: Option<bool>,
    /// The friendlyName of its key or certificate (PKCS#12).
    pub friendly_name: Option<String>,
    /// Why no browser would offer it to a server; empty where one would.
    pub not_offered: Vec<NotOffered>,
    /// The judgement over it.
    pub eligibility: Eligibility,
}

/// Reads a file and judges its identities at `now`.
///
/// # Errors
/// As of [`input::read`], for the password in every form that people may have meant; [`Error::InvalidArgument`] where the policy is beyond
/// [`Policy::validate`].
///
/// # Examples
/// ```
/// use orcamo_cert::{calendar::Timestamp, eligibility::{Decision, Policy}, inspection::inspect, secret::Password};
///
/// let file = std::fs::read("tests/fixtures/pkcs12/openssl-default.p12")?;
/// let now = Timestamp::parse("2028-11-22T01:15:00Z").expect("RFC 3339");
/// let inspection = inspect(&file, Some(&Password::new("fixture".to_owned())), &Policy::default(), now)?;
///
/// let first = inspection.identities.first().expect("an identity");
/// let certificate = &inspection.certificates[first.leaf];
/// assert_eq!(certificate.common_name.as_deref(), Some("client-rsa"));
/// assert_eq!(first.key_matches, Some(true));
/// // A name of a certificate that can be renewed has a number (`client0001`); of any other the server decides.
/// assert_eq!(first.eligibility.decision, Decision::UnknownKind);
///
/// // An error has a code, facts, and an English message that ends with what to do.
/// let error = inspect(&file, None, &Policy::default(), now).unwrap_err();
/// assert_eq!(error.code(), "password-required");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn inspect(
    bytes: &[u8],
    password: Option<&Password>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Inspection, Error> {
    let credentials = Credentials::from(password);
    inspect_with(bytes, None, &credentials, policy, now, &mut Derivations::default())
}

/// Reads a certificate file and the private key of another file, and whether they belong together.
///
/// # Errors
/// As of [`inspect`]; the password is that of the key.
pub fn inspect_pair(
    certificate: &[u8],
    key: &[u8],
    password: Option<&Password>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Inspection, Error> {
    let credentials = Credentials::from(password);
    inspect_with(
        certificate,
        Some(key),
        &credentials,
        policy,
        now,
        &mut Derivations::default(),
    )
}

/// [`inspect`] and [`inspect_pair`], with everything that may open the file, and with keys that may have been derived elsewhere.
///
/// # Errors
/// As of [`inspect`].
pub fn inspect_with(
    bytes: &[u8],
    key: Option<&[u8]>,
    credentials: &Credentials,
    policy: &Policy,
    now: Timestamp,
    derivations: &mut Derivations,
) -> Result<Inspection, Error> {
    policy.validate()?;
    let mut attempts = Attempts::default();
    for guess in credentials.guesses() {
        if let Some(result) = attempts.take(&guess, open(bytes, key, &guess, derivations)) {
            return result.map(|opened| opened.describe(&[], policy, now));
        }
    }
    Err(attempts.failure(credentials))
}

/// A certificate file that is read and not described yet.
pub struct Opened {
    file: CertificateFile,
    form: Option<PasswordForm>,
}

/// Reads a certificate file with one password; where the private key is in another file, the password is that one's.
///
/// # Errors
/// As of [`input::read`] and [`input::key::read`].
pub fn open(
    certificate: &[u8],
    key: Option<&[u8]>,
    guess: &Guess,
    derivations: &mut Derivations,
) -> Result<Opened, Error> {
    let file = match key {
        None => input::read(certificate, guess, derivations)?,
        Some(key) => {
            let file = input::open(certificate, &Credentials::default(), derivations)?.content;
            file.with_keys(input::key::read(key, guess, derivations)?, guess.is_given())
        }
    };
    let form = guess.form();
    Ok(Opened { file, form })
}

impl Opened {
    /// Pairs of which somebody may find out whether they belong together: no private key here shows that it belongs to a certificate.
    /// The likeliest are the first; what [`Pair::is_settled`] by an answer needs none.
    pub fn undecided(&self) -> Vec<Pair> {
        undecided(&self.file)
    }

    /// Facts, identities and judgements, with the answers to what was undecided, or with none.
    pub fn describe(self, answered: &[Pair], policy: &Policy, now: Timestamp) -> Inspection {
        let Self { file, form } = self;
        let found = identities(&file, answered, now);
        let identities: Vec<Identity> = found
            .iter()
            .filter_map(|one| Identity::of(one, &file, policy, now))
            .collect();
        let first = identities.first();
        Inspection {
            format: file.format,
            leaf: first.map(|one| one.leaf),
            key_matches: first.and_then(|one| one.key_matches),
            eligibility: first.map(|one| one.eligibility.clone()),
            friendly_name: first.and_then(|one| one.friendly_name.clone()).or(file.friendly_name),
            has_private_key: !file.private_keys.is_empty(),
            identities,
            unreadable: file.unreadable,
            certificates: file.certificates,
            locked: file.locked,
            password_form: form,
        }
    }
}

impl Identity {
    fn of(found: &identities::Identity, file: &CertificateFile, policy: &Policy, now: Timestamp) -> Option<Self> {
        let certificate = file.certificates.get(found.certificate)?;
        // In a file of several identities each has its own.
        let of_key = found
            .key
            .and_then(|key| file.private_keys.get(key)?.friendly_name.clone());
        Some(Self {
            leaf: found.certificate,
            has_private_key: found.has_private_key,
            key_matches: found.key_matches,
            friendly_name: of_key.or_else(|| certificate.friendly_name.clone()),
            not_offered: not_offered(
                certificate,
                found.has_private_key && found.key_matches != Some(false),
                now,
            ),
            eligibility: eligibility(certificate, policy, now),
        })
    }
}
