//! ORCAMOクライアント (monsiaj): what its own renewal leaves in `%userprofile%\.monsiaj`, and the settings that name it.

use super::{
    properties::Properties,
    settings::{Connection, Contents, Settings, unusable},
};
use crate::{
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

/// The name of its settings file.
pub(super) const SETTINGS: &str = "monsiaj.jsonrpc.properties";
const FOLDER: &str = ".monsiaj";
const PREFIX: &str = "monsiaj.config.";
const CERTIFICATE: &str = ".clientCertificateFile";

/// What people choose from.
pub(super) fn contents(settings: &Settings) -> Result<Contents, Error> {
    let properties = read(settings)?;
    let current = current(&properties);
    let numbers = properties.keys().filter_map(|key| {
        let (number, _) = key.strip_prefix(PREFIX)?.split_once('.')?;
        number.parse::<usize>().ok()
    });
    let mut connections: Vec<Connection> = Vec::new();
    for number in numbers {
        if connections.iter().any(|one| one.connection == number) {
            continue;
        }
        let value = |name: &str| {
            properties
                .value(&[PREFIX, &number.to_string(), name].concat())
                .map(str::to_owned)
        };
        connections.push(Connection {
            connection: number,
            is_current: current == Some(number),
            description: value(".description"),
            certificate: value(CERTIFICATE),
        });
    }
    connections.sort_unstable_by_key(|one| one.connection);
    let folder = settings.folder(FOLDER, properties.values_of(CERTIFICATE));
    Ok(Contents { connections, folder })
}

fn read(settings: &Settings) -> Result<Properties<'_>, Error> {
    Properties::read(settings.checked()?).ok_or(unusable(SETTINGS, SettingsProblem::Malformed))
}

fn current(properties: &Properties<'_>) -> Option<usize> {
    properties.value("monsiaj.current")?.trim().parse().ok()
}

/// The settings with the certificate at `certificate`, relative to the folder. The password is changed where the client is set to
/// save it; otherwise the client asks for it.
pub(super) fn settings(settings: &Settings, certificate: &str, password: &Password) -> Result<SecretBytes, Error> {
    let properties = read(settings)?;
    let number = settings.connection.or_else(|| current(&properties));
    let prefix = number.map(|number| [PREFIX, &number.to_string(), "."].concat());
    let prefix = prefix.filter(|prefix| properties.keys().any(|key| key.starts_with(prefix)));
    let prefix = prefix.ok_or(unusable(SETTINGS, SettingsProblem::NoConnection))?;
    let key = |name: &str| [&prefix, name].concat();
    let file = key("clientCertificateFile");
    let of_others = properties.values_of(CERTIFICATE);
    let known = properties.value(&file).into_iter().chain(of_others);
    let certificate = settings.path(certificate, FOLDER, known, SETTINGS)?;
    let mut values = vec![(file, certificate.as_str())];
    if properties.value(&key("saveClientCertificatePassword")) == Some("true") {
        values.push((key("clientCertificatePassword"), password.expose()));
    }
    Ok(SecretBytes::new(properties.with(&values)))
}
