//! A certificate with its key → the files that a client needs: names, folders, contents.

use super::{
    Identity, archive,
    client_file::ClientFile,
    local_time::LocalTime,
    pem,
    pkcs12::{self, Written},
    reading_back::ReadBackBy,
    readme::{Contents, readme},
    replaced::{self, InUse, Names},
    target::Target,
};
use crate::{
    clients::{Client, FileKind, FileNames, Files, settings::Settings},
    encryption::{Protection, Random},
    error::Error,
    language::Language,
    limits::too_large,
    secret::{Password, SecretBytes},
};

/// The name of the README in an archive.
const README: &str = "README.txt";

/// For whom files are made, and how.
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
    /// Everything else at its default.
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

    fn in_use(&self) -> InUse<'_> {
        InUse {
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
        if self.new_password.is_none() {
            self.new_password = self
                .password_in_use()?
                .filter(|used| used.expose() != password.expose());
        }
        let mut writer = Writer {
            identity,
            password: self.new_password.as_ref().unwrap_or(password),
            layout: &self,
            random,
            files: Vec::new(),
        };
        match self.target {
            Target::Client(client) => writer.client(client)?,
            Target::Pem => writer.pem()?,
            Target::P12(protection) => writer.p12(protection)?,
        }
        let settings = writer.settings()?;
        let Writer { files, .. } = writer;
        let kept = if self.target.replaces() {
            replaced::kept([self.old_file, self.old_key_file], self.time.date())
        } else {
            Vec::new()
        };
        Ok(Made { files, kept, settings })
    }
}

impl Layout {
    /// The password in the settings that stays.
    fn password_in_use(&self) -> Result<Option<Password>, Error> {
        let editor = self.target.client().and_then(|client| client.editor);
        match (editor, &self.settings) {
            (Some(editor), Some(settings)) => editor.password(settings),
            (None, _) | (_, None) => Ok(None),
        }
    }

    /// The client's own folder, where the settings show it.
    fn folder(&self) -> Result<Option<String>, Error> {
        let editor = self.target.client().and_then(|client| client.editor);
        match (editor, &self.settings) {
            (Some(editor), Some(settings)) => editor.folder(settings),
            (None, _) | (_, None) => Ok(None),
        }
    }
}

/// What was made of an identity.
struct Made {
    /// The new files.
    files: Vec<ClientFile>,
    /// The files that were replaced, under dated names.
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
        let folder = self.folder()?;
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
                let contents = Contents {
                    target,
                    common_name: leaf.common_name.as_deref().unwrap_or_default(),
                    not_after: leaf.not_after,
                    minutes_ahead: time.minutes_ahead,
                    files: &files,
                    kept: &kept,
                    old_settings: old_settings.as_ref().map(|old| old.path.as_str()),
                    folder: folder.as_deref(),
                };
                ClientFile::new(README.to_owned(), SecretBytes::new(readme(&contents, language)))
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

    fn client(&mut self, client: &Client) -> Result<(), Error> {
        if !client.password.allows(self.password.expose()) {
            return Err(Error::PasswordNotAscii);
        }
        match client.files {
            Files::ByTime {
                kinds,
                password_on_request,
                ..
            } => {
                let has_password = !password_on_request || self.layout.password_file;
                let names = client.names(self.layout.time.as_str());
                for kind in kinds {
                    if has_password || *kind != FileKind::Password {
                        self.file(*kind, names.path(*kind))?;
                    }
                }
                Ok(())
            }
            Files::Replaced => self.replaced(client),
        }
    }

    /// The name of a new file outside of any folder.
    fn name(&self, kind: FileKind) -> String {
        let stem = self.layout.time.as_str();
        FileNames { folder: None, stem }.path(kind)
    }

    fn file(&mut self, kind: FileKind, path: String) -> Result<(), Error> {
        match kind {
            FileKind::P12 => {
                let p12 = self.client_p12()?;
                self.add_p12(path, p12);
            }
            FileKind::TrustedCertificate => {
                if let Some(leaf) = self.identity.certificate() {
                    let trusted = pem::trusted_certificate(leaf, self.identity.friendly_name())?;
                    self.add(path, trusted);
                }
            }
            FileKind::PrivateKey => self.private_key(path)?,
            FileKind::Password => self.pass(path),
        }
        Ok(())
    }

    /// The settings with the new files and their password, where they change.
    fn settings(&self) -> Result<Option<ClientFile>, Error> {
        let (Some(client), Some(settings)) = (self.layout.target.client(), &self.layout.settings) else {
            return Ok(None);
        };
        let changed = client.change(settings, self.layout.time.as_str(), self.password);
        let (Some(name), Some(changed)) = (client.settings_file, changed.transpose()?) else {
            return Ok(None);
        };
        // Where files are replaced, their names stay, and often the password.
        let is_same = client.files == Files::Replaced && changed.expose() == settings.file;
        Ok((!is_same).then(|| ClientFile::new(name.to_owned(), changed)))
    }

    fn replaced(&mut self, client: &Client) -> Result<(), Error> {
        let common_name = self.identity.certificate().and_then(|leaf| leaf.common_name.as_deref());
        match replaced::names(client, &self.layout.in_use(), common_name)? {
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

    /// Two files of one name become one.
    fn join_last_two(&mut self) {
        let (second, first) = (self.files.pop(), self.files.pop());
        if let (Some(first), Some(second)) = (first, second) {
            let bytes = SecretBytes::new([first.bytes.expose(), second.bytes.expose()].concat());
            self.add(first.path, bytes);
        }
    }

    fn pem(&mut self) -> Result<(), Error> {
        let certificates = pem::certificates(&self.identity.certificates)?;
        self.add(self.name(FileKind::TrustedCertificate), certificates);
        self.private_key(self.name(FileKind::PrivateKey))?;
        if self.layout.password_file && !self.layout.plain_key {
            self.pass(self.name(FileKind::Password));
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
        self.add_p12(self.name(FileKind::P12), p12);
        if self.layout.password_file {
            self.pass(self.name(FileKind::Password));
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
