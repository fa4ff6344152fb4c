//! ORCAMOクライアント (monsiaj): what its own renewal leaves in `%userprofile%\.monsiaj`, and the settings that name it.

use super::{
    folder,
    properties::Properties,
    settings::{Connection, Contents, Settings, folder_of, unusable, within_number},
};
use crate::{
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

/// The name of its settings file.
pub(super) const SETTINGS: &str = "monsiaj.jsonrpc.properties";
const FOLDER: &str = ".monsiaj";
const PREFIX: &str = "monsiaj.config.";
const CERTIFICATE: &str = "clientCertificateFile";
const DESCRIPTION: &str = "description";

/// What people choose from.
pub(super) fn contents(settings: &Settings) -> Result<Contents, Error> {
    let properties = read(settings)?;
    let current = current(&properties);
    let mut connections: Vec<Connection> = Vec::new();
    for (key, value) in properties.all() {
        let Some((number, name)) = key.strip_prefix(PREFIX).and_then(|rest| rest.split_once('.')) else {
            continue;
        };
        let Some(connection) = number
            .parse()
            .ok()
            .filter(|parsed: &usize| parsed.to_string() == number)
        else {
            continue;
        };
        let place = connections.partition_point(|one| one.connection < connection);
        if connections.get(place).is_none_or(|one| one.connection != connection) {
            within_number(connections.len() + 1)?;
            let new = Connection {
                connection,
                is_current: current == Some(connection),
                ..Connection::default()
            };
            connections.insert(place, new);
        }
        let Some(one) = connections.get_mut(place) else {
            continue;
        };
        // The last one counts, as in Java.
        match name {
            DESCRIPTION => one.description = Some(value.to_owned()),
            CERTIFICATE => one.certificate = Some(value.to_owned()),
            _ => {}
        }
    }
    let of_any = folder_of(FOLDER, connections.iter().filter_map(|one| one.certificate.as_deref()));
    for one in &mut connections {
        one.folder = folder_of(FOLDER, one.certificate.as_deref()).or_else(|| of_any.clone());
    }
    Ok(Contents { connections })
}

fn read(settings: &Settings) -> Result<Properties<'_>, Error> {
    Properties::read(settings.checked()?).ok_or(unusable(SETTINGS, SettingsProblem::Malformed))
}

/// The client takes its first one where none is named.
fn current(properties: &Properties<'_>) -> Option<usize> {
    match properties.value("monsiaj.current") {
        Some(number) => number.trim().parse().ok(),
        None => Some(0),
    }
}

fn key(number: usize, name: &str) -> String {
    [PREFIX, &number.to_string(), ".", name].concat()
}

/// The settings with the certificate at `certificate`, relative to the folder. The password is changed where the client is set to
/// save it; otherwise the client asks for it.
pub(super) fn settings(settings: &Settings, certificate: &str, password: &Password) -> Result<SecretBytes, Error> {
    let properties = read(settings)?;
    let number = settings.connection.or_else(|| current(&properties));
    let number = number.filter(|number| {
        let prefix = key(*number, "");
        properties.all().any(|(key, _)| key.starts_with(&prefix))
    });
    let number = number.ok_or(unusable(SETTINGS, SettingsProblem::NoConnection))?;
    let present = properties.value(&key(number, CERTIFICATE));
    let of_others = properties.all().filter(|(key, _)| key.ends_with(CERTIFICATE));
    let known = present.into_iter().chain(of_others.map(|(_, path)| path));
    let folder = settings.folder(FOLDER, known, SETTINGS)?;
    let certificate = folder::below(&folder, certificate);
    let mut numbers = vec![number];
    if let Some(present) = present.filter(|present| settings.same_certificate && !present.is_empty()) {
        let connections = contents(settings)?.connections;
        let alike = connections
            .iter()
            .filter(|one| one.connection != number && one.certificate.as_deref() == Some(present));
        numbers.extend(alike.map(|one| one.connection));
    }
    let mut values = Vec::new();
    for number in numbers {
        values.push((key(number, CERTIFICATE), certificate.as_str()));
        // As Java's `Boolean` reads it.
        let saves = properties.value(&key(number, "saveClientCertificatePassword"));
        if saves.is_some_and(|saves| saves.eq_ignore_ascii_case("true")) {
            values.push((key(number, "clientCertificatePassword"), password.expose()));
        }
    }
    Ok(SecretBytes::new(properties.with(&values)))
}
