//! glclient2: what its own renewal leaves in `~/.glclient2`, and the settings that name it.

use super::{
    json_edit::{self, Document},
    settings::{Settings, Value, unusable},
};
use crate::{
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

/// The name of its settings file.
pub(super) const SETTINGS: &str = "config.json";
const FOLDER: &str = ".glclient2";

/// The settings with the certificate and the key at these paths, relative to the folder, and the password.
pub(super) fn settings(
    settings: &Settings,
    certificate: &str,
    key: &str,
    password: &Password,
) -> Result<SecretBytes, Error> {
    let refuse = |problem| unusable(SETTINGS, problem);
    let json = settings.checked()?;
    let document = Document::read(json, "list").ok_or(refuse(SettingsProblem::Malformed))?;
    let current = || document.root.member("index")?.number;
    let current = settings.connection.or_else(current);
    let connection = current.and_then(|current| document.items.get(current));
    let connection = connection
        .filter(|one| one.is_there())
        .ok_or(refuse(SettingsProblem::NoConnection))?;
    let known = || {
        let own = std::iter::once(connection);
        let paths = own
            .chain(&document.items)
            .flat_map(|one| ["certfile", "certkeyfile"].map(|name| one.member(name)));
        paths.flatten().filter_map(|member| member.text.as_deref())
    };
    let certificate = settings.path(certificate, FOLDER, known(), SETTINGS)?;
    let key = settings.path(key, FOLDER, known(), SETTINGS)?;
    let values = [
        ("certfile", Value::Text(&certificate)),
        ("certkeyfile", Value::Text(&key)),
        ("savecertpassword", Value::True),
        ("certpassword", Value::Text(password.expose())),
    ];
    Ok(SecretBytes::new(json_edit::with(json, connection, &values)))
}
