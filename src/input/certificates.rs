//! Certificates in DER, one or several behind each other.

use super::{CertificateFile, Format};
use crate::{
    asn1::ber::{Reader, Tag, corrupt},
    certificate::Certificate,
    error::Error,
};

/// Gathers certificates; one that cannot be read does not hide the others.
#[derive(Default)]
pub(super) struct Certificates {
    pub(super) readable: Vec<Certificate>,
    /// Where the others stand.
    pub(super) unreadable: Vec<usize>,
}

impl Certificates {
    pub(super) fn add(&mut self, der: &[u8], offset: usize) {
        match Certificate::from_der(der) {
            Ok(certificate) => self.readable.push(certificate),
            Err(_) => self.unreadable.push(offset),
        }
    }

    /// An error where there are only unreadable ones.
    pub(super) fn into_file(self, format: Format) -> Result<CertificateFile, Error> {
        if let (true, Some(offset)) = (self.readable.is_empty(), self.unreadable.first()) {
            return Err(corrupt(*offset));
        }
        Ok(CertificateFile {
            certificates: self.readable,
            unreadable: self.unreadable.len(),
            ..CertificateFile::empty(format)
        })
    }
}

/// Reads the first certificate and those that follow it; what follows them otherwise is left alone, as OpenSSL does.
pub(super) fn read(bytes: &[u8]) -> Result<CertificateFile, Error> {
    let mut found = Certificates::default();
    let mut reader = Reader::new(bytes);
    let first = reader.expect(Tag::SEQUENCE)?;
    found.add(first.whole, 0);
    while !reader.is_empty() {
        let offset = reader.offset();
        match reader.next() {
            Ok(next) if next.tag == Tag::SEQUENCE => found.add(next.whole, offset),
            Ok(_) => break,
            Err(_) => {
                // A further one that was cut off; other bytes are only padding.
                if bytes.get(offset) == Some(&0x30) {
                    found.unreadable.push(offset);
                }
                break;
            }
        }
    }
    found.into_file(Format::Der)
}
