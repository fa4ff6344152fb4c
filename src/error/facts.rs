//! The kinds of facts that errors carry.

use serde::Serialize;

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
    /// No path in it shows where the client's folder is.
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
