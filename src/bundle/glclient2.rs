//! glclient2: what its own renewal leaves in `~/.glclient2`, and the settings that name it.

use super::{
    folder,
    json_edit::{self, Document, Object},
    settings::{Connection, Contents, Settings, Value, folder_of, unusable, within_number},
};
use crate::{
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

/// The name of its settings file.
pub(super) const SETTINGS: &str = "config.json";
const FOLDER: &str = ".glclient2";

/// What people choose from.
pub(super) fn contents(settings: &Settings) -> Result<Contents, Error> {
    let document = read(settings)?;
    let current = current(&document);
    let of_any = folder_of(FOLDER, paths(&document.items));
    let objects = document.items.iter().enumerate().filter(|(_, one)| one.is_there());
    let connections = objects.map(|(connection, object)| {
        let text = |name| object.member(name)?.text.clone();
        Connection {
            connection,
            is_current: current == Some(connection),
            description: text("description"),
            certificate: text("certfile"),
            folder: folder_of(FOLDER, paths([object])).or_else(|| of_any.clone()),
        }
    });
    Ok(Contents {
        connections: connections.collect(),
    })
}

fn read(settings: &Settings) -> Result<Document, Error> {
    Document::read(settings.checked()?, "list").ok_or(unusable(SETTINGS, SettingsProblem::Malformed))
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

/// The settings with the certificate and the key at these paths, relative to the folder, and the password.
pub(super) fn settings(
    settings: &Settings,
    certificate: &str,
    key: &str,
    password: &Password,
) -> Result<SecretBytes, Error> {
    let document = read(settings)?;
    let number = settings.connection.or_else(|| current(&document));
    let connection = number
        .and_then(|number| document.items.get(number))
        .filter(|one| one.is_there());
    let connection = connection.ok_or(unusable(SETTINGS, SettingsProblem::NoConnection))?;
    let known = paths(std::iter::once(connection).chain(&document.items));
    let folder = settings.folder(FOLDER, known, SETTINGS)?;
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
    within_number(connections.len())?;
    Ok(SecretBytes::new(json_edit::with(&settings.file, &connections, &values)))
}
