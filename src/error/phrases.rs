//! What errors say in English: what happened, then what to do next.

use std::fmt::{self, Write as _};

use super::{Damage, Error, LinkRefusal, LooksLike, Missing, Resource, SecondPassword, SettingsProblem, Source};
use crate::text::printable;

/// What happened, then what to do next, in English. The names, hosts and messages in it are other people's, and shown as such.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::new();
        self.write(&mut words)?;
        formatter.write_str(&printable(&words))
    }
}

impl Error {
    fn write(&self, formatter: &mut String) -> fmt::Result {
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
                "{host} does not say which client certificate was presented. Check the address and the server's configuration.",
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
            Self::UnknownFolder => "does not say where the client's folder is. Call again with the folder.",
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
