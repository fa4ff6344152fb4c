//! Certificates, keys and PKCS#12 files that stand together, in one text or behind each other, as one file: which identity is the one to
//! use is decided over all of them.

use super::{CertificateFile, Format, Lock, certificates::Certificates};
use crate::{certificate::private_key::PrivateKey, encryption::Guess, error::Error};

#[derive(Default)]
pub(super) struct Gathered {
    pub(super) certificates: Certificates,
    pub(super) private_keys: Vec<PrivateKey>,
    friendly_name: Option<String>,
    locked: Option<Lock>,
    /// How many PKCS#12 files the password has opened.
    opened: u8,
    /// Why others are closed: they need a password, or another one.
    closed: Vec<Error>,
    /// Why others cannot be read.
    broken: Vec<Error>,
}

impl Gathered {
    /// Adds what came of a PKCS#12 file. One that does not open hides nothing.
    ///
    /// # Errors
    /// It asks for more work than is left.
    pub(super) fn pkcs12(&mut self, result: Result<CertificateFile, Error>) -> Result<(), Error> {
        match result {
            Ok(file) => self.add(file),
            Err(error @ Error::TooMuchWork { .. }) => return Err(error),
            Err(
                error @ (Error::WrongPassword { .. }
                | Error::SecondPasswordRequired { .. }
                | Error::AlteredFile
                | Error::AccountProtected),
            ) => self.closed.push(error),
            Err(error) => self.broken.push(error),
        }
        Ok(())
    }

    fn add(&mut self, file: CertificateFile) {
        let number = self.opened;
        self.opened = self.opened.saturating_add(1);
        // Windows writes the same localKeyId into every file: beyond its file it identifies nothing.
        let in_its_file =
            |id: Option<Vec<u8>>| id.map(|id| if number == 0 { id } else { [&[number], &id[..]].concat() });
        self.private_keys
            .extend(file.private_keys.into_iter().map(|key| PrivateKey {
                local_key_id: in_its_file(key.local_key_id.clone()),
                ..key
            }));
        let certificates = file.certificates.into_iter();
        self.certificates.readable.extend(certificates.map(|mut certificate| {
            certificate.local_key_id = in_its_file(certificate.local_key_id.take());
            certificate
        }));
        self.certificates.unreadable.extend(vec![0; file.unreadable]);
        self.friendly_name = self.friendly_name.take().or(file.friendly_name);
        self.locked = self.locked.or(file.locked);
    }

    /// Whether there is nothing that opens, or would with a password.
    pub(super) fn has_none(&self) -> bool {
        self.certificates.readable.is_empty() && self.opened == 0 && self.closed.is_empty()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.has_none() && self.certificates.unreadable.is_empty() && self.broken.is_empty()
    }

    /// What was read, or why the PKCS#12 files were not. Where a password was given and has opened none of them, that is the error; without one,
    /// what stands beside them is shown if it is more than certification authorities.
    pub(super) fn into_file(mut self, format: Format, guess: &Guess) -> Result<CertificateFile, Error> {
        let readable = &self.certificates.readable;
        let is_last_guess = !guess.decrypts();
        let is_shown = self.opened > 0 || is_last_guess && readable.iter().any(|certificate| !certificate.is_ca);
        let has_nothing = readable.is_empty() && self.opened == 0;
        match (self.closed.first(), self.broken.first()) {
            (Some(error), _) if !is_shown => return Err(error.clone()),
            (_, Some(error)) if has_nothing => return Err(error.clone()),
            _ => {}
        }
        let mut unreadable = self.broken.len();
        if guess.is_given() {
            unreadable += self.closed.len();
        } else if let Some(error) = self.closed.first() {
            self.locked.get_or_insert(if *error == Error::AccountProtected {
                Lock::Account
            } else {
                Lock::Password
            });
        }
        if self.opened > 0 {
            unreadable += std::mem::take(&mut self.certificates.unreadable).len();
        }
        let certificates = self.certificates.into_file(format)?;
        Ok(CertificateFile {
            unreadable: certificates.unreadable + unreadable,
            private_keys: self.private_keys,
            friendly_name: self.friendly_name,
            locked: self.locked,
            // No other program opens it as a whole.
            is_unwrapped: self.opened > 1,
            ..certificates
        })
    }
}
