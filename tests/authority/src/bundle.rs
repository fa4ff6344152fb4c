//! Identities as PKCS#12 (RFC 7292).

use crate::{CertificateAuthority, Error, Identity};
use p12_keystore::{
    Certificate, EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, Pkcs12ImportPolicy, PrivateKey,
    PrivateKeyChain,
};
use rustls::pki_types::CertificateDer;
use zeroize::Zeroizing;

/// How a PKCS#12 file is encrypted. Which the production server uses is not known, so all are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encryption {
    /// PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256; MAC with HMAC-SHA-256.
    #[default]
    Modern,
    /// `pbeWithSHAAnd3-KeyTripleDES-CBC` (RFC 7292 appendix C); MAC with HMAC-SHA-1.
    Legacy,
    /// `pbeWithSHAAnd40BitRC2-CBC` (RFC 7292 appendix C); MAC with HMAC-SHA-1.
    Rc2,
}

/// A PKCS#12 file with the private key, its certificate and the certificate of the authority that issued it.
/// The key's friendly name is `friendly_name`.
///
/// # Errors
/// When the writer refuses the key, the certificate or the name.
pub fn pkcs12(
    identity: &Identity,
    issuer: &CertificateAuthority,
    friendly_name: &str,
    password: &str,
    encryption: Encryption,
) -> Result<Vec<u8>, Error> {
    let chain = [
        Certificate::from_der(identity.certificate())?,
        Certificate::from_der(issuer.certificate())?,
    ];
    let key = PrivateKey::from_der(identity.private_key())?;
    let mut store = KeyStore::new();
    store.add_entry(
        friendly_name,
        KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new([1_u8].as_slice(), key, chain)),
    );
    let writer = store.writer(password);
    let writer = match encryption {
        Encryption::Modern => writer
            .encryption_algorithm(EncryptionAlgorithm::PbeWithHmacSha256AndAes256)
            .mac_algorithm(MacAlgorithm::HmacSha256),
        // 2048 iterations is what the tools of that time wrote.
        Encryption::Legacy | Encryption::Rc2 => writer
            .encryption_algorithm(match encryption {
                // The writer's name for RC2.
                Encryption::Rc2 => EncryptionAlgorithm::PbeWithShaAnd40BitRc4Cbc,
                Encryption::Legacy | Encryption::Modern => EncryptionAlgorithm::PbeWithShaAnd3KeyTripleDesCbc,
            })
            .encryption_iterations(2048)
            .mac_algorithm(MacAlgorithm::HmacSha1)
            .mac_iterations(2048),
    };
    Ok(writer.write()?)
}

/// A PKCS#12 file with the certificate alone.
pub(crate) fn certificates_only(identity: &Identity, password: &str) -> Result<Vec<u8>, Error> {
    let mut store = KeyStore::new();
    let certificate = Certificate::from_der(identity.certificate())?;
    store.add_entry("certificate", KeyStoreEntry::Certificate(certificate));
    Ok(store.writer(password).write()?)
}

/// The leaf certificate and the private key (PKCS#8) of a PKCS#12 file; `None` when it does not open with the password.
pub(crate) fn open(pkcs12: &[u8], password: &str) -> Option<(CertificateDer<'static>, Zeroizing<Vec<u8>>)> {
    let store = KeyStore::from_pkcs12(pkcs12, password, Pkcs12ImportPolicy::Strict).ok()?;
    let (_, chain) = store.private_key_chain()?;
    let leaf = chain.certs().first()?;
    Some((
        leaf.as_der().to_vec().into(),
        Zeroizing::new(chain.key().as_der().to_vec()),
    ))
}
