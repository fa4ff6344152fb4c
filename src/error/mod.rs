//! Everything that can go wrong, with its facts in fields.
//!
//! An error names what happened, and its message says what to do next. Secrets never stand in one.

mod facts;
mod phrases;

use serde::Serialize;
use strum::VariantNames as _;

pub use facts::{Damage, LinkRefusal, LooksLike, Missing, Resource, SecondPassword, SettingsProblem, Source};

/// What went wrong. In JavaScript its facts are the fields of a `CertError`, beside `code` and `message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, strum::IntoStaticStr, strum::VariantNames)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "CertErrorFacts", missing_as_null)
)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no certificate file.
    UnsupportedFormat {
        /// What they look like instead.
        looks_like: LooksLike,
    },
    /// The file is encrypted, and no password was given (an empty one does not open it).
    PasswordRequired,
    /// The password does not open the file.
    WrongPassword {
        /// Whose password it was.
        source: Source,
    },
    /// The password decrypts a part of the file, but the rest contradicts it and its MAC does not match: it was changed after it was made.
    AlteredFile,
    /// MAC and encryption of the file have passwords of their own (`openssl pkcs12 -twopass`), as far as is known, and the one that was
    /// given is right for the other.
    SecondPasswordRequired {
        /// For what another one is needed.
        of: SecondPassword,
    },
    /// The file can be opened by accounts of a Windows domain, and there may be no password at all (`ProtectedPassword` of PFX).
    AccountProtected,
    /// The bytes look like a certificate file but contradict its form.
    CorruptFile {
        /// Where, in bytes from the beginning of the file (of the part that was unwrapped or decrypted, where the fault is inside of one).
        offset: usize,
    },
    /// A certificate file that some program changed as if it were text, or whose text form was changed.
    DamagedAsText {
        /// How.
        damage: Damage,
    },
    /// The file ends too early.
    TruncatedFile {
        /// How many bytes are there.
        size: usize,
        /// How many bytes it says that it has, at least.
        expected: usize,
    },
    /// The file is protected by an algorithm that is not supported.
    UnsupportedAlgorithm {
        /// Its name; `null` where it is not known.
        algorithm: Option<String>,
        /// Its object identifier; `null` where the file names it without one (RFC 1421 §4.6.1.3, `DEK-Info`).
        oid: Option<String>,
    },
    /// The file asks for more work than is allowed.
    TooMuchWork {
        /// More of what.
        resource: Resource,
        /// How much it asks for.
        requested: u64,
        /// The most that is allowed.
        limit: u64,
    },
    /// The file is larger than is allowed.
    FileTooLarge {
        /// Its size in bytes.
        size: usize,
        /// The most bytes that are allowed.
        limit: usize,
    },
    /// An argument of the call is not usable.
    InvalidArgument {
        /// Which one.
        argument: String,
    },
    /// The browser says that it has no network.
    Offline {
        /// The host that was to be reached.
        host: String,
    },
    /// No answer came, and a probe that needs no certificate failed too: the host is down, its name is unknown, or TLS was refused.
    Unreachable {
        /// The host that was to be reached.
        host: String,
    },
    /// The browser kept the answer of another origin from the page, though the host answers a probe that needs no certificate: CORS
    /// was refused, or TLS with the client certificate failed.
    Blocked {
        /// The host that was to be reached.
        host: String,
    },
    /// The connection broke off before the whole answer had come.
    Interrupted {
        /// The host that was to be reached.
        host: String,
    },
    /// No whole answer came in time.
    TimedOut {
        /// The host that was to be reached.
        host: String,
        /// How many seconds were waited.
        seconds: u32,
    },
    /// The browser presented no client certificate.
    NoCertificate {
        /// The host that asked for one.
        host: String,
    },
    /// The server refused.
    Refused {
        /// The host that refused.
        host: String,
        /// The HTTP status.
        status: u16,
        /// The code in the server's JSON answer, if it gave one of up to 64 letters, digits, dots, hyphens and low lines.
        server_code: Option<String>,
        /// The text in the server's JSON answer, if it gave one.
        server_message: Option<String>,
        /// After how many seconds the server may be asked again, if it says so.
        retry_after: Option<u32>,
    },
    /// The server answered with a redirect, which renewal never follows (no native client does).
    Redirected {
        /// The host that redirected.
        host: String,
    },
    /// The server's answer is longer than any real one.
    ResponseTooLarge {
        /// The host that answered.
        host: String,
        /// The most bytes that are allowed.
        limit: usize,
    },
    /// The answer to the question which certificate is presented has another form than nginx gives it.
    UnexpectedAnswer {
        /// The host that answered.
        host: String,
    },
    /// The answer to the renewal request is not JSON.
    NotJson {
        /// The host that answered.
        host: String,
    },
    /// The JSON lacks fields, or they are not text.
    MissingFields {
        /// The host that answered.
        host: String,
        /// `uri`, `pass` or both.
        fields: Vec<String>,
    },
    /// The link to the new certificate is not one that may be fetched.
    LinkRefused {
        /// The host that gave the link.
        host: String,
        /// Why not.
        reason: LinkRefusal,
    },
    /// What was downloaded is not a PKCS#12 file.
    NotPkcs12 {
        /// The host that answered.
        host: String,
    },
    /// The new certificate has another common name.
    OtherCommonName {
        /// The common name of the old certificate.
        expected: Option<String>,
        /// The common name of the new certificate.
        found: Option<String>,
    },
    /// The new certificate has another subject.
    OtherSubject {
        /// The subject of the old certificate, RFC 4514.
        expected: String,
        /// The subject of the new certificate, RFC 4514.
        found: String,
    },
    /// The new certificate was issued by somebody else.
    UnknownIssuer {
        /// The issuer of the old certificate, RFC 4514.
        expected: String,
        /// The issuer of the new certificate, RFC 4514.
        found: String,
    },
    /// The private key does not belong to the certificate.
    KeyMismatch {
        /// Whose they are.
        source: Source,
    },
    /// The certificate has the old one's serial number: it is the old one.
    SameSerialNumber {
        /// The serial number, in lower-case hexadecimal.
        found: String,
    },
    /// The new certificate does not expire later than the old one, or has already expired.
    NotNewer {
        /// The expiry that it must exceed, ISO 8601 in UTC.
        expected: String,
        /// Its expiry, ISO 8601 in UTC.
        found: String,
    },
    /// The new certificate is not valid yet: it cannot be used now.
    NotYetValid {
        /// The first instant of its validity, ISO 8601 in UTC.
        not_before: String,
        /// The instant of the check: the server's clock, or else this computer's. ISO 8601 in UTC.
        now: String,
    },
    /// The new certificate is that of a certification authority (basicConstraints, RFC 5280 §4.2.1.9).
    IsCa,
    /// The new certificate may not be used for TLS client authentication (extKeyUsage, RFC 5280 §4.2.1.12).
    NoClientAuth,
    /// The key of the new certificate is weaker than RSA with 2048 bits or P-256, and weaker than the old one.
    WeakKey {
        /// Its kind, as in `publicKey`.
        algorithm: String,
        /// Its size in bits.
        bits: u32,
    },
    /// A certificate or its private key is not there: it cannot be used, or handed on in another form.
    IncompleteFile {
        /// Whose file it is.
        source: Source,
        /// What the file lacks.
        lacks: Missing,
    },
    /// What is to be written needs a password of its own: the one of the file is empty, or there is none.
    NewPasswordRequired,
    /// macOS, iOS, iPadOS and Windows Server 2016 do not open a .p12 with an empty password.
    EmptyPasswordRefused,
    /// Java, which opens the file for ORCAMOクライアント, takes only ASCII from space to `~` in the password of a .p12.
    PasswordNotAscii,
    /// A .p12 that was written does not hold what it was made of: a fault here, found before anybody got the file.
    SelfCheckFailed,
    /// A client's settings cannot be changed.
    SettingsUnusable {
        /// The name of the settings file.
        file: String,
        /// What is wrong with it.
        problem: SettingsProblem,
    },
    /// The user cancelled.
    Cancelled,
}

impl Error {
    /// The code of every kind of error.
    pub const CODES: &'static [&'static str] = Self::VARIANTS;

    /// The stable name of this kind of error, in kebab-case.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

impl std::error::Error for Error {}
