//! The settings of glclient2: JSON.

use super::{FOLDER_NAMES, SETTINGS_FILE};
use crate::{
    clients::{
        FileKind, FileNames,
        settings::{
            Connection, ConnectionProblem, Contents, Editor, Settings, folder,
            json_edit::{self, Document, Object, Value},
            settings_unusable, within_number,
        },
    },
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

pub(super) struct Glclient2;

impl Editor for Glclient2 {
    fn contents(&self, settings: &Settings) -> Result<Contents, Error> {
        contents(settings)
    }

    fn change(&self, settings: &Settings, files: &FileNames<'_>, password: &Password) -> Result<SecretBytes, Error> {
        let (certificate, key) = (
            files.path(FileKind::TrustedCertificate),
            files.path(FileKind::PrivateKey),
        );
        change(settings, &certificate, &key, password)
    }

    fn folder(&self, settings: &Settings) -> Result<Option<String>, Error> {
        folder(settings).map(Some)
    }
}

fn contents(settings: &Settings) -> Result<Contents, Error> {
    let document = read(settings)?;
    let current = current(&document);
    let of_any = folder::of_any(paths(&document.items), FOLDER_NAMES);
    let objects = document.items.iter().enumerate().filter(|(_, one)| one.is_there());
    let connections = objects.map(|(connection, object)| {
        let text = |name| object.member(name)?.text.clone();
        let mut one = Connection {
            connection,
            is_current: current == Some(connection),
            description: text("description"),
            certificate: text("certfile"),
            key: text("certkeyfile"),
            problems: problems(object).into_iter().collect(),
            ..Connection::default()
        };
        one.set_folder(paths([object]), of_any.as_ref(), FOLDER_NAMES);
        one
    });
    Ok(Contents {
        connections: connections.collect(),
    })
}

/// Why a connection does not use its certificate: the client looks for a token first, then for TLS.
fn problems(connection: &Object) -> Option<ConnectionProblem> {
    let is_set = |name| connection.member(name).is_some_and(|member| member.is_true);
    if is_set("pkcs11") {
        Some(ConnectionProblem::Pkcs11)
    } else {
        (!is_set("ssl")).then_some(ConnectionProblem::NoTls)
    }
}

fn read(settings: &Settings) -> Result<Document, Error> {
    let document = Document::read(settings.checked()?, "list");
    let document = document.ok_or(settings_unusable(SETTINGS_FILE, SettingsProblem::Malformed))?;
    within_number(document.items.len())?;
    Ok(document)
}

fn current(document: &Document) -> Option<usize> {
    document.root.member("index")?.number
}

/// The paths of certificates and keys.
fn paths<'a>(connections: impl IntoIterator<Item = &'a Object>) -> impl Iterator<Item = &'a str> {
    let members = connections
        .into_iter()
        .flat_map(|one| ["certfile", "certkeyfile"].map(|name| one.member(name)));
    members.flatten().filter_map(|member| member.text.as_deref())
}

/// The connection that is changed.
fn chosen<'a>(settings: &Settings, document: &'a Document) -> Result<&'a Object, Error> {
    let number = settings.connection.or_else(|| current(document));
    let connection = number
        .and_then(|number| document.items.get(number))
        .filter(|one| one.is_there());
    connection.ok_or(settings_unusable(SETTINGS_FILE, SettingsProblem::NoConnection))
}

/// The client's own folder, where the files of the connection go.
fn folder(settings: &Settings) -> Result<String, Error> {
    let document = read(settings)?;
    let connection = chosen(settings, &document)?;
    settings.folder(FOLDER_NAMES, paths([connection]), paths(&document.items), SETTINGS_FILE)
}

/// The settings with the certificate and the key at these paths, relative to the folder, and the password.
fn change(settings: &Settings, certificate: &str, key: &str, password: &Password) -> Result<SecretBytes, Error> {
    let document = read(settings)?;
    let connection = chosen(settings, &document)?;
    let folder = folder(settings)?;
    let [certificate, key] = [certificate, key].map(|file| folder::below(&folder, file));
    let values = [
        ("certfile", Value::Text(&certificate)),
        ("certkeyfile", Value::Text(&key)),
        ("savecertpassword", Value::True),
        ("certpassword", Value::Text(password.expose())),
    ];
    let present = connection.member("certfile").and_then(|member| member.text.as_deref());
    let present = present.filter(|present| settings.same_certificate && !present.is_empty());
    let is_alike = |one: &&Object| {
        let path = one.member("certfile").and_then(|member| member.text.as_deref());
        std::ptr::eq(*one, connection) || present.is_some() && path == present
    };
    let connections: Vec<&Object> = document.items.iter().filter(is_alike).collect();
    Ok(SecretBytes::new(json_edit::with(&settings.file, &connections, &values)))
}
