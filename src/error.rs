//! Everything that can go wrong, with its facts in fields.
//!
//! An error names what happened, and its message says what to do next. Secrets never stand in one.

use std::fmt::{self, Write as _};

use serde::Serialize;

use crate::{limits::LIMITS, text::printable};

/// What went wrong. In JavaScript its facts are the fields of a `CertError`, beside `code` and `message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "CertErrorFacts", missing_as_null)
)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
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
    /// MAC and encryption of the file have passwords of their own (`openssl pkcs12 -twopass`), as far as can be told, and the one that was
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

pub(crate) fn too_large(size: usize) -> Error {
    Error::FileTooLarge {
        size,
        limit: LIMITS.file_bytes,
    }
}

/// How a certificate file was damaged as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Damage {
    /// The binary file was taken for text, and every octet above 7F was lost.
    OctetsLost,
    /// The binary file was converted as text into another character encoding.
    ReEncoded,
    /// Line ends were put into the binary file.
    LineEndsConverted,
    /// What stands between the lines of a PEM block is no base64.
    Armour,
}

impl Damage {
    fn in_words(self) -> &'static str {
        match self {
            Self::OctetsLost => "was sent or saved as text, which lost a part of it",
            Self::ReEncoded => "was converted as if it were text",
            Self::LineEndsConverted => "was sent or saved as text, which changed its line ends",
            Self::Armour => "has characters in its text that do not belong there",
        }
    }
}

/// What bytes that are no certificate file look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LooksLike {
    /// Nothing at all.
    Empty,
    /// A private key.
    PrivateKey,
    /// A certificate signing request.
    CertificateSigningRequest,
    /// A certificate revocation list.
    CertificateRevocationList,
    /// A certificate, where a private key is wanted.
    Certificate,
    /// A PKCS#7 file without certificates.
    Pkcs7WithoutCertificates,
    /// A signed message (CMS).
    SignedMessage,
    /// An encrypted message (CMS).
    EncryptedMessage,
    /// A public key.
    PublicKey,
    /// A Java keystore (JKS).
    Jks,
    /// A ZIP archive.
    Zip,
    /// Another archive.
    Archive,
    /// A PDF document.
    Pdf,
    /// A web page.
    Html,
    /// An image.
    Image,
    /// A document, spreadsheet or presentation of an office suite.
    OfficeDocument,
    /// A mail.
    Mail,
    /// Outlook's `winmail.dat` (TNEF), which holds the attachments of a mail.
    Winmail,
    /// A configuration profile of Apple (`.mobileconfig`).
    ConfigurationProfile,
    /// A configuration of OpenVPN (`.ovpn`).
    VpnProfile,
    /// JSON.
    Json,
    /// A shortcut to another file.
    Shortcut,
    /// Some other text.
    Text,
    /// None of these.
    Unknown,
}

/// What a file may not ask too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Resource {
    /// Iterations of a key derivation.
    Iterations,
    /// Bytes of memory for scrypt.
    Memory,
    /// Levels of elements inside of elements.
    Nesting,
    /// Certificates in one file.
    Certificates,
    /// Private keys in one file.
    PrivateKeys,
    /// Connections in the settings of a client.
    Connections,
}

impl Resource {
    fn in_words(self) -> &'static str {
        match self {
            Self::Iterations => "iterations of key derivation",
            Self::Memory => "bytes of memory",
            Self::Nesting => "levels of nesting",
            Self::Certificates => "certificates to be compared",
            Self::PrivateKeys => "private keys to be compared",
            Self::Connections => "connections to choose from",
        }
    }
}

/// Where a password or a key comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The user: a file, or what was typed for it.
    File,
    /// The server, with a new bundle.
    Bundle,
}

/// What a second password is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum SecondPassword {
    /// The MAC, which shows that nothing was changed. The password decrypts everything, but it may also be that the file was changed.
    Mac,
    /// The encryption. The MAC shows that the password is right.
    Encryption,
}

/// What a file lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// A certificate.
    Certificate,
    /// A private key.
    PrivateKey,
    /// A private key of which it is known that it belongs to the certificate: several may.
    CertainKey,
    /// The certificate that レセ電ビューア has now.
    PresentCertificate,
    /// The private key that レセ電ビューア has now.
    PresentKey,
}

/// Why settings cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum SettingsProblem {
    /// Its client could not read it either.
    Malformed,
    /// It has no current connection, or not the one that was chosen.
    NoConnection,
    /// No path in it tells where the client's folder is.
    UnknownFolder,
    /// The folder that was given is not absolute, or is not called as the client's is.
    UnusableFolder,
    /// It names no certificate, or no private key beside it.
    NoCertificate,
    /// A value is written in a form that is not changed here.
    UnsupportedValue,
    /// It names other files than those that were given as the present ones.
    OtherFile,
}

/// Why a link is not fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LinkRefusal {
    /// It is not an absolute URL in the form that every client reads alike.
    NotAUrl,
    /// Its scheme is not https.
    NotHttps,
    /// It carries user information.
    UserInformation,
    /// It names a host that is neither the endpoint's nor allowed.
    OtherHost,
}

impl Error {
    /// The code of every kind of error.
    pub const CODES: &'static [&'static str] = &[
        "unsupported-format",
        "password-required",
        "wrong-password",
        "altered-file",
        "second-password-required",
        "account-protected",
        "corrupt-file",
        "damaged-as-text",
        "truncated-file",
        "unsupported-algorithm",
        "too-much-work",
        "file-too-large",
        "invalid-argument",
        "offline",
        "unreachable",
        "blocked",
        "interrupted",
        "timed-out",
        "no-certificate",
        "refused",
        "redirected",
        "response-too-large",
        "unexpected-answer",
        "not-json",
        "missing-fields",
        "link-refused",
        "not-pkcs12",
        "other-common-name",
        "other-subject",
        "unknown-issuer",
        "key-mismatch",
        "same-serial-number",
        "not-newer",
        "not-yet-valid",
        "is-ca",
        "no-client-auth",
        "weak-key",
        "incomplete-file",
        "new-password-required",
        "empty-password-refused",
        "password-not-ascii",
        "self-check-failed",
        "settings-unusable",
        "cancelled",
    ];

    /// The stable name of this kind of error, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnsupportedFormat { .. } => "unsupported-format",
            Self::PasswordRequired => "password-required",
            Self::WrongPassword { .. } => "wrong-password",
            Self::AlteredFile => "altered-file",
            Self::SecondPasswordRequired { .. } => "second-password-required",
            Self::AccountProtected => "account-protected",
            Self::CorruptFile { .. } => "corrupt-file",
            Self::DamagedAsText { .. } => "damaged-as-text",
            Self::TruncatedFile { .. } => "truncated-file",
            Self::UnsupportedAlgorithm { .. } => "unsupported-algorithm",
            Self::TooMuchWork { .. } => "too-much-work",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::InvalidArgument { .. } => "invalid-argument",
            Self::Offline { .. } => "offline",
            Self::Unreachable { .. } => "unreachable",
            Self::Blocked { .. } => "blocked",
            Self::Interrupted { .. } => "interrupted",
            Self::TimedOut { .. } => "timed-out",
            Self::NoCertificate { .. } => "no-certificate",
            Self::Refused { .. } => "refused",
            Self::Redirected { .. } => "redirected",
            Self::ResponseTooLarge { .. } => "response-too-large",
            Self::UnexpectedAnswer { .. } => "unexpected-answer",
            Self::NotJson { .. } => "not-json",
            Self::MissingFields { .. } => "missing-fields",
            Self::LinkRefused { .. } => "link-refused",
            Self::NotPkcs12 { .. } => "not-pkcs12",
            Self::OtherCommonName { .. } => "other-common-name",
            Self::OtherSubject { .. } => "other-subject",
            Self::UnknownIssuer { .. } => "unknown-issuer",
            Self::KeyMismatch { .. } => "key-mismatch",
            Self::SameSerialNumber { .. } => "same-serial-number",
            Self::NotNewer { .. } => "not-newer",
            Self::NotYetValid { .. } => "not-yet-valid",
            Self::IsCa => "is-ca",
            Self::NoClientAuth => "no-client-auth",
            Self::WeakKey { .. } => "weak-key",
            Self::IncompleteFile { .. } => "incomplete-file",
            Self::NewPasswordRequired => "new-password-required",
            Self::EmptyPasswordRefused => "empty-password-refused",
            Self::PasswordNotAscii => "password-not-ascii",
            Self::SelfCheckFailed => "self-check-failed",
            Self::SettingsUnusable { .. } => "settings-unusable",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether an answer only did not come through, so that asking again may help.
    pub(crate) fn is_of_the_connection(&self) -> bool {
        matches!(
            self,
            Self::Offline { .. }
                | Self::Unreachable { .. }
                | Self::Blocked { .. }
                | Self::Interrupted { .. }
                | Self::TimedOut { .. }
        )
    }
}

/// What happened, then what to do next, in English. The names, hosts and messages in it are other people's, and shown as such.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::new();
        self.tell(&mut words)?;
        formatter.write_str(&printable(&words))
    }
}

impl Error {
    fn tell(&self, formatter: &mut String) -> fmt::Result {
        match self {
            Self::UnsupportedFormat { looks_like } => write!(
                formatter,
                "This is not a certificate file but {}. Choose a .crt, .pem or .p12 file.",
                looks_like.in_words()
            ),
            Self::PasswordRequired => {
                formatter.write_str("This file is protected by a password. Call again with its password.")
            }
            Self::WrongPassword {
                source: Source::File,
            } => formatter.write_str(
                "The password does not open this file. Check upper and lower case, and full-width characters; forms without the space around it were tried, too.",
            ),
            Self::WrongPassword {
                source: Source::Bundle,
            } => formatter.write_str(
                "The password that the server sent does not open the new certificate. Renew again while the old certificate is valid.",
            ),
            Self::AlteredFile => formatter.write_str(
                "The password is right, but the file was changed after it was made. Do not trust it; get a fresh copy.",
            ),
            Self::SecondPasswordRequired {
                of: SecondPassword::Encryption,
            } => formatter.write_str(
                "The password is right, but the contents are encrypted with another one. Call again with that one as the second password.",
            ),
            Self::SecondPasswordRequired { of: SecondPassword::Mac } => formatter.write_str(
                "The password decrypts the file, but its MAC is of another password, or the file was changed after it was made. Call again with the second password, or get a fresh copy.",
            ),
            Self::AccountProtected => formatter.write_str(
                "The file is protected for Windows accounts, and may have no password. Open it on Windows as such a user, and export it again with a password.",
            ),
            Self::CorruptFile { offset } => write!(
                formatter,
                "The file looks like a certificate file but cannot be read (at byte {offset}). Get a fresh copy of it.",
            ),
            Self::DamagedAsText { damage } => write!(
                formatter,
                "This certificate file {}. Have it sent again, as an attachment in a ZIP archive.",
                damage.in_words(),
            ),
            Self::TruncatedFile { size, expected } => write!(
                formatter,
                "The file ends too early: it has {size} bytes and should have at least {expected}. Get a complete copy of it.",
            ),
            Self::UnsupportedAlgorithm { algorithm, oid } => {
                let name = algorithm.as_deref().unwrap_or("an algorithm without a known name");
                write!(formatter, "The file is protected with {name}")?;
                if let Some(oid) = oid {
                    write!(formatter, " ({oid})")?;
                }
                formatter.write_str(", which is not supported. Export it again with AES-256 or triple DES.")
            }
            Self::TooMuchWork {
                resource,
                requested,
                limit,
            } => write!(
                formatter,
                "Opening the file would take {requested} {}; at most {limit} are allowed. Export it again with a usual program.",
                resource.in_words(),
            ),
            Self::FileTooLarge { size, limit } => write!(
                formatter,
                "The file has {size} bytes; certificate files have at most {limit}. Choose another file.",
            ),
            Self::InvalidArgument { argument } => {
                write!(formatter, "The argument {argument} is not usable. See the documentation.")
            }
            Self::Offline { host } => write!(
                formatter,
                "There is no network connection to reach {host}. Connect and try again.",
            ),
            Self::Unreachable { host } => write!(
                formatter,
                "{host} cannot be reached. Check the network and the address, then try again.",
            ),
            Self::Blocked { host } => write!(
                formatter,
                "{host} is there, but the browser kept its answer from this page. Check which client certificate the browser presents, and that {host} allows this page (CORS).",
            ),
            Self::Interrupted { host } => write!(
                formatter,
                "The connection to {host} broke off before the whole answer had come. Try again.",
            ),
            Self::TimedOut { host, seconds } => write!(
                formatter,
                "No whole answer came from {host} within {seconds} seconds. Check the network, then try again.",
            ),
            Self::NoCertificate { host } => write!(
                formatter,
                "The browser presented no client certificate to {host}. Import it into this browser, restart the browser and choose it when asked.",
            ),
            Self::Refused {
                host,
                status,
                server_code,
                server_message,
                retry_after: _,
            } => {
                write!(formatter, "{host} refused with HTTP status {status}")?;
                if let Some(code) = server_code {
                    write!(formatter, " ({code})")?;
                }
                if let Some(message) = server_message {
                    write!(formatter, ": {message}")?;
                }
                formatter.write_str(". Check that the certificate may be renewed, or ask the support desk.")
            }
            Self::Redirected { host } => write!(
                formatter,
                "{host} redirected the request, which renewal never follows. Check the address of the endpoint.",
            ),
            Self::ResponseTooLarge { host, limit } => write!(
                formatter,
                "The answer of {host} has more than {limit} bytes. Check the address of the endpoint.",
            ),
            Self::UnexpectedAnswer { host } => write!(
                formatter,
                "{host} does not tell which client certificate was presented. Check the address and the server's configuration.",
            ),
            Self::NotJson { host } => write!(
                formatter,
                "The answer of {host} is not JSON. Check the address of the endpoint.",
            ),
            Self::MissingFields { host, fields } => write!(
                formatter,
                "The answer of {host} lacks {}. Tell the support desk.",
                fields.join(" and "),
            ),
            Self::LinkRefused { host, reason } => write!(
                formatter,
                "The link that {host} gave for the new certificate {}. It was not followed. Tell the support desk.",
                reason.in_words(),
            ),
            Self::NotPkcs12 { host } => write!(
                formatter,
                "What {host} sent is not a PKCS#12 file. Renew again while the old certificate is valid.",
            ),
            Self::OtherCommonName { expected, found } => write!(
                formatter,
                "The new certificate is for {}, not for {}. Do not use it; tell the support desk.",
                found.as_deref().unwrap_or("no common name"),
                expected.as_deref().unwrap_or("no common name"),
            ),
            Self::KeyMismatch { source: Source::File } => formatter.write_str(
                "The private key does not belong to the certificate. Choose the key that was issued with it.",
            ),
            Self::KeyMismatch { source: Source::Bundle } => formatter.write_str(
                "The new private key does not belong to the new certificate. Do not use it; tell the support desk.",
            ),
            Self::OtherSubject { expected, found } => write!(
                formatter,
                "The new certificate is for {found}, not for {expected}. Do not use it; tell the support desk.",
            ),
            Self::UnknownIssuer { expected, found } => write!(
                formatter,
                "The new certificate was issued by {found}, not by {expected}. Do not use it; tell the support desk.",
            ),
            Self::SameSerialNumber { found } => write!(
                formatter,
                "The certificate that came has the serial number of the old one ({found}). Tell the support desk.",
            ),
            Self::NotNewer { expected, found } => write!(
                formatter,
                "The new certificate expires at {found}, not later than {expected}. Do not use it; tell the support desk.",
            ),
            Self::NotYetValid { not_before, now } => write!(
                formatter,
                "The new certificate is not valid before {not_before}; it is {now}. Check the clock of this computer; if it is right, go on using the old certificate and tell the support desk.",
            ),
            Self::IsCa => formatter.write_str(
                "The new certificate is that of a certification authority, not of a client. Do not use it; tell the support desk.",
            ),
            Self::NoClientAuth => formatter.write_str(
                "The new certificate is not meant for clients: no browser would present it. Do not use it; tell the support desk.",
            ),
            Self::WeakKey { algorithm, bits } => write!(
                formatter,
                "The key of the new certificate is too weak ({algorithm}, {bits} bits). Do not use it; tell the support desk.",
            ),
            Self::IncompleteFile {
                source: Source::Bundle,
                lacks,
            } => write!(
                formatter,
                "What the server sent holds no usable {}. Renew again while the old certificate is valid, or tell the support desk.",
                match lacks {
                    Missing::Certificate | Missing::PresentCertificate => "certificate",
                    Missing::PrivateKey | Missing::CertainKey | Missing::PresentKey => "private key",
                },
            ),
            Self::IncompleteFile {
                source: Source::File,
                lacks: Missing::Certificate,
            } => formatter.write_str("There is no certificate in the file. Choose a .p12 file, or a .crt file with its .pem."),
            Self::IncompleteFile {
                source: Source::File,
                lacks: Missing::PrivateKey,
            } => formatter.write_str(
                "There is no usable private key beside the certificate. Choose the .p12 file, or the .crt file together with its .pem.",
            ),
            Self::IncompleteFile {
                source: Source::File,
                lacks: Missing::CertainKey,
            } => formatter.write_str(
                "Several private keys may belong to the certificate, and they do not show which one does. Call convertAsync, which finds out, or give the one that belongs to it in a file of its own.",
            ),
            Self::IncompleteFile {
                source: Source::File,
                lacks: Missing::PresentCertificate,
            } => formatter.write_str("The present certificate file is missing beside its key. Call again with both."),
            Self::IncompleteFile {
                source: Source::File,
                lacks: Missing::PresentKey,
            } => formatter.write_str(
                "The present certificate is no .p12, so its private key is another file. Call again with both present files.",
            ),
            Self::NewPasswordRequired => {
                formatter.write_str("The new file needs a password, and there is none yet. Call again with a new one.")
            }
            Self::EmptyPasswordRefused => formatter.write_str(
                "macOS, iOS, iPadOS and Windows Server 2016 do not open a .p12 with an empty password. Call again with a new one.",
            ),
            Self::PasswordNotAscii => formatter.write_str(
                "The client cannot open a .p12 whose password has other characters than ASCII letters, digits and signs. Call again with another one.",
            ),
            Self::SelfCheckFailed => formatter.write_str(
                "The .p12 that was written does not hold what it was made of, so it is not handed over. That is a fault of this program: report it with the kind of file that you used, and use the files as they were issued meanwhile.",
            ),
            Self::SettingsUnusable { file, problem } => write!(formatter, "{file} {}", problem.in_words()),
            Self::Cancelled => formatter.write_str("The renewal was cancelled. Start it again when you are ready."),
        }
    }
}

impl std::error::Error for Error {}

impl LooksLike {
    fn in_words(self) -> &'static str {
        match self {
            Self::Empty => "an empty file",
            Self::PrivateKey => "a private key",
            Self::CertificateSigningRequest => "a certificate signing request",
            Self::CertificateRevocationList => "a certificate revocation list",
            Self::Certificate => "a certificate",
            Self::Pkcs7WithoutCertificates => "a PKCS#7 file without certificates",
            Self::SignedMessage => "a signed message",
            Self::EncryptedMessage => "an encrypted message",
            Self::PublicKey => "a public key",
            Self::Jks => "a Java keystore (JKS)",
            Self::Zip => "a ZIP archive",
            Self::Archive => "an archive",
            Self::Pdf => "a PDF document",
            Self::Html => "a web page",
            Self::Image => "an image",
            Self::OfficeDocument => "an office document",
            Self::Mail => "a mail",
            Self::Winmail => "Outlook's winmail.dat",
            Self::ConfigurationProfile => "a configuration profile",
            Self::VpnProfile => "an OpenVPN configuration",
            Self::Json => "JSON",
            Self::Shortcut => "a shortcut",
            Self::Text => "some other text",
            Self::Unknown => "something else",
        }
    }
}

impl SettingsProblem {
    fn in_words(self) -> &'static str {
        match self {
            Self::Malformed => "is not in the form of its client. Choose the right file.",
            Self::NoConnection => {
                "does not have that connection. Start the client once and choose the connection, or name another one."
            }
            Self::UnusableFolder => {
                "needs the absolute path of the client's own folder, such as C:\\Users\\clinic\\.monsiaj. Call again with it."
            }
            Self::NoCertificate => {
                "does not name the certificate and its private key. Choose them in the client once, or give the present files instead."
            }
            Self::UnsupportedValue => {
                "holds a value in a form that is not changed here. Give the present files instead, and set the password in the client."
            }
            Self::OtherFile => "names other files than the present ones that were given. Give those that it names.",
            Self::UnknownFolder => "does not tell where the client's folder is. Call again with the folder.",
        }
    }
}

impl LinkRefusal {
    fn in_words(self) -> &'static str {
        match self {
            Self::NotAUrl => "is not a plain absolute URL",
            Self::NotHttps => "is not https",
            Self::UserInformation => "carries user information",
            Self::OtherHost => "names another host",
        }
    }
}
