//! A certificate with its key → the files that a client needs: names, folders, contents.

use super::{
    Identity, archive,
    client_file::ClientFile,
    instructions::{Facts, readme},
    local_time::LocalTime,
    pem,
    pkcs12::{self, Written},
    reading_back::ReadBackBy,
    receview::{self, Names, Present},
    settings::Settings,
    target::Target,
};
use crate::{
    encryption::{Protection, Random},
    error::{Error, too_large},
    language::Language,
    secret::{Password, SecretBytes},
};

/// What to do with the files of an archive.
const README: &str = "README.txt";

/// What is wished of the files.
#[derive(Debug)]
pub struct Layout {
    /// For whom they are.
    pub target: Target,
    /// When they are made.
    pub time: LocalTime,
    /// Another password for what is written; `None`: the one that the source has.
    pub new_password: Option<Password>,
    /// How the .p12 of a client is protected. `None`: it stays as it was issued where nothing else changes it, else as today.
    pub protection: Option<Protection>,
    /// Whether the private key of `T.pem` is written without protection.
    pub plain_key: bool,
    /// Whether `T.pass` is beside a `T.p12` or `T.pem` of API, DB and browser: whoever gets them does not know the password.
    pub password_file: bool,
    /// The client's settings, to be changed.
    pub settings: Option<Settings>,
    /// The certificate that レセ電ビューア has now, or its .p12; its path is its name.
    pub old_file: Option<ClientFile>,
    /// The private key that it has now, where that is a file of its own.
    pub old_key_file: Option<ClientFile>,
}

impl Layout {
    /// Without any wish.
    pub fn new(target: Target, time: LocalTime) -> Self {
        Self {
            target,
            time,
            new_password: None,
            protection: None,
            plain_key: false,
            password_file: false,
            settings: None,
            old_file: None,
            old_key_file: None,
        }
    }

    fn present(&self) -> Present<'_> {
        Present {
            settings: self.settings.as_ref(),
            file: self.old_file.as_ref(),
            key_file: self.old_key_file.as_ref(),
            date: self.time.date(),
        }
    }

    /// The files of `identity`, whose password is `password`: new ones first, settings last.
    ///
    /// # Errors
    /// [`Error::NewPasswordRequired`], [`Error::EmptyPasswordRefused`] or [`Error::PasswordNotAscii`] where the password cannot be that of
    /// the files; [`Error::SettingsUnusable`] where the settings cannot be changed safely; [`Error::SelfCheckFailed`] where a .p12 that was
    /// written does not open again; what `random` returns.
    pub fn files(self, identity: &Identity, password: &Password, random: Random<'_>) -> Result<Vec<ClientFile>, Error> {
        let Made {
            mut files,
            kept,
            settings,
        } = self.make(identity, password, random)?;
        files.extend(kept);
        files.extend(settings);
        Ok(files)
    }

    fn make(mut self, identity: &Identity, password: &Password, random: Random<'_>) -> Result<Made, Error> {
        if self.new_password.as_ref().is_some_and(|new| new.expose().is_empty()) {
            return Err(Error::NewPasswordRequired);
        }
        if self.target == Target::Receview && self.new_password.is_none() {
            // The password that is in use stays.
            let present = self.settings.as_ref().map(receview::password).transpose()?;
            self.new_password = present
                .flatten()
                .filter(|present| present.expose() != password.expose());
        }
        let mut writer = Writer {
            identity,
            password: self.new_password.as_ref().unwrap_or(password),
            layout: &self,
            random,
            files: Vec::new(),
        };
        match self.target {
            Target::Monsiaj => writer.monsiaj()?,
            Target::Glclient2 => writer.glclient2()?,
            Target::Receview => writer.receview()?,
            Target::Others => writer.others()?,
            Target::Pem => writer.pem()?,
            Target::P12(protection) => writer.p12(protection)?,
        }
        let settings = writer.settings()?;
        let Writer { files, .. } = writer;
        let kept = match self.target {
            Target::Receview => receview::kept([self.old_file, self.old_key_file], self.time.date()),
            Target::Monsiaj | Target::Glclient2 | Target::Others | Target::Pem | Target::P12(_) => Vec::new(),
        };
        Ok(Made { files, kept, settings })
    }
}

/// What was made of an identity.
struct Made {
    /// The new files.
    files: Vec<ClientFile>,
    /// The old files of レセ電ビューア, under other names.
    kept: Vec<ClientFile>,
    /// The settings, where they are changed.
    settings: Option<ClientFile>,
}

impl Layout {
    /// One ZIP archive with the files, the old settings where they are changed, and a README.
    ///
    /// # Errors
    /// As of [`Layout::files`].
    pub fn zip(
        self,
        language: Language,
        identity: &Identity,
        password: &Password,
        random: Random<'_>,
    ) -> Result<SecretBytes, Error> {
        let (target, time) = (self.target, self.time.clone());
        let folder = self.settings.as_ref().and_then(|settings| target.folder(settings));
        let folder = folder.transpose()?;
        let old_settings = self
            .settings
            .as_ref()
            .map(|settings| SecretBytes::new(settings.file.clone()));
        let Made {
            mut files,
            kept,
            settings,
        } = self.make(identity, password, random)?;
        let old_settings = settings.as_ref().zip(old_settings);
        let old_settings =
            old_settings.map(|(settings, bytes)| ClientFile::new([&settings.path, ".", time.as_str()].concat(), bytes));
        let is_readme = |file: &ClientFile| file.path.eq_ignore_ascii_case(README);
        let readme = identity
            .certificate()
            .filter(|_| !files.iter().any(is_readme))
            .map(|leaf| {
                let facts = Facts {
                    target,
                    common_name: leaf.common_name.as_deref().unwrap_or_default(),
                    not_after: leaf.not_after,
                    minutes_ahead: time.minutes_ahead,
                    files: &files,
                    kept: &kept,
                    old_settings: old_settings.as_ref().map(|old| old.path.as_str()),
                    folder: folder.as_deref(),
                };
                ClientFile::new(README.to_owned(), SecretBytes::new(readme(&facts, language)))
            });
        files.extend(kept);
        files.extend(settings);
        files.extend(readme);
        files.extend(old_settings);
        let size = files.iter().map(|file| file.bytes.expose().len()).sum();
        let archive = archive::write(&files, &time).ok_or(too_large(size))?;
        Ok(SecretBytes::new(archive))
    }
}

struct Writer<'a> {
    identity: &'a Identity,
    password: &'a Password,
    layout: &'a Layout,
    random: Random<'a>,
    files: Vec<ClientFile>,
}

impl Writer<'_> {
    fn add(&mut self, path: String, bytes: SecretBytes) {
        self.files.push(ClientFile::new(path, bytes));
    }

    fn add_p12(&mut self, path: String, (bytes, read_back_by): (SecretBytes, Option<ReadBackBy>)) {
        self.files.push(ClientFile {
            path,
            bytes,
            read_back_by,
        });
    }

    fn name(&self, extension: &str) -> String {
        [self.layout.time.as_str(), extension].concat()
    }

    fn in_folder(&self, extension: &str) -> String {
        self.layout.time.in_folder(extension)
    }

    fn monsiaj(&mut self) -> Result<(), Error> {
        // What Java's `PBEKey` takes.
        if !self.password.expose().bytes().all(|octet| matches!(octet, b' '..=b'~')) {
            return Err(Error::PasswordNotAscii);
        }
        let p12 = self.client_p12()?;
        self.add_p12(self.in_folder(".p12"), p12);
        self.pass(self.in_folder(".pass"));
        Ok(())
    }

    fn glclient2(&mut self) -> Result<(), Error> {
        let p12 = self.client_p12()?;
        self.add_p12(self.in_folder(".p12"), p12);
        if let Some(leaf) = self.identity.certificate() {
            let trusted = pem::trusted_certificate(leaf, self.identity.friendly_name())?;
            self.add(self.in_folder(".crt"), trusted);
        }
        self.private_key(self.in_folder(".pem"))?;
        self.pass(self.in_folder(".pass"));
        Ok(())
    }

    fn settings(&self) -> Result<Option<ClientFile>, Error> {
        let Layout {
            target, time, settings, ..
        } = self.layout;
        let Some(settings) = settings else { return Ok(None) };
        let changed = target.settings(settings, time, self.password).transpose()?;
        // レセ電ビューア goes on using the same names, and often the same password.
        Ok(changed.filter(|changed| *target != Target::Receview || changed.bytes.expose() != settings.file))
    }

    fn receview(&mut self) -> Result<(), Error> {
        let common_name = self.identity.certificate().and_then(|leaf| leaf.common_name.as_deref());
        match receview::names(&self.layout.present(), common_name)? {
            Names::P12(name) => {
                let p12 = self.client_p12()?;
                self.add_p12(name, p12);
            }
            Names::Pair { certificate, key } => {
                let certificates = pem::certificates(&self.identity.certificates)?;
                self.add(certificate.clone(), certificates);
                self.private_key(key.clone())?;
                if certificate == key {
                    self.join_last_two();
                }
            }
        }
        Ok(())
    }

    /// What has one name is one file.
    fn join_last_two(&mut self) {
        let (second, first) = (self.files.pop(), self.files.pop());
        if let (Some(first), Some(second)) = (first, second) {
            let bytes = SecretBytes::new([first.bytes.expose(), second.bytes.expose()].concat());
            self.add(first.path, bytes);
        }
    }

    fn others(&mut self) -> Result<(), Error> {
        let p12 = self.client_p12()?;
        self.add_p12(self.name(".p12"), p12);
        if self.layout.password_file {
            self.pass(self.name(".pass"));
        }
        Ok(())
    }

    fn pem(&mut self) -> Result<(), Error> {
        let certificates = pem::certificates(&self.identity.certificates)?;
        self.add(self.name(".crt"), certificates);
        self.private_key(self.name(".pem"))?;
        if self.layout.password_file && !self.layout.plain_key {
            self.pass(self.name(".pass"));
        }
        Ok(())
    }

    fn p12(&mut self, protection: Protection) -> Result<(), Error> {
        // A certificate and key of their own may have come without a password.
        if self.identity.p12.is_none() {
            self.password_is_there()?;
        }
        self.opens_where(protection)?;
        let p12 = self.written(protection)?;
        self.add_p12(self.name(".p12"), p12);
        if self.layout.password_file {
            self.pass(self.name(".pass"));
        }
        Ok(())
    }

    fn written(&mut self, protection: Protection) -> Result<(SecretBytes, Option<ReadBackBy>), Error> {
        let Written { p12, read_back_by } = pkcs12::write(self.identity, self.password, protection, &mut *self.random)?;
        Ok((p12, Some(read_back_by)))
    }

    /// As it was issued, unless something else is asked for.
    fn client_p12(&mut self) -> Result<(SecretBytes, Option<ReadBackBy>), Error> {
        let Layout {
            new_password,
            protection,
            ..
        } = self.layout;
        match &self.identity.p12 {
            Some(issued) if new_password.is_none() && protection.is_none() => {
                Ok((SecretBytes::new(issued.expose().to_vec()), None))
            }
            _ => {
                let protection = protection.unwrap_or_default();
                self.opens_where(protection)?;
                self.password_is_there()?;
                self.written(protection)
            }
        }
    }

    fn private_key(&mut self, path: String) -> Result<(), Error> {
        let plain = self.layout.plain_key && self.layout.target == Target::Pem;
        if !plain {
            self.password_is_there()?;
        }
        let password = (!plain).then_some(self.password);
        let key = pem::private_key(&self.identity.key, password, &mut *self.random)?;
        self.add(path, key);
        Ok(())
    }

    /// The systems that the compatible protection is for refuse an empty password.
    fn opens_where(&self, protection: Protection) -> Result<(), Error> {
        if protection == Protection::Compatible && self.password.expose().is_empty() {
            return Err(Error::EmptyPasswordRefused);
        }
        Ok(())
    }

    fn password_is_there(&self) -> Result<(), Error> {
        if self.password.expose().is_empty() {
            return Err(Error::NewPasswordRequired);
        }
        Ok(())
    }

    /// The password and nothing else, no line end either.
    fn pass(&mut self, path: String) {
        let password = SecretBytes::new(self.password.expose().as_bytes().to_vec());
        self.add(path, password);
    }
}
