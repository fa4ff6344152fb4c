//! The settings of monsiaj: a Java properties file.

use super::{FOLDER_NAMES, SETTINGS_FILE};
use crate::{
    clients::{
        FileKind, FileNames,
        settings::{
            Connection, ConnectionProblem, Contents, Editor, Settings, folder, properties::Properties,
            settings_unusable, within_number,
        },
    },
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

pub(super) struct Monsiaj;

impl Editor for Monsiaj {
    fn contents(&self, settings: &Settings) -> Result<Contents, Error> {
        contents(settings)
    }

    fn change(&self, settings: &Settings, files: &FileNames<'_>, password: &Password) -> Result<SecretBytes, Error> {
        change(settings, &files.path(FileKind::P12), password)
    }

    fn folder(&self, settings: &Settings) -> Result<Option<String>, Error> {
        folder(settings).map(Some)
    }
}

const PREFIX: &str = "monsiaj.config.";
const CERTIFICATE: &str = "clientCertificateFile";
const DESCRIPTION: &str = "description";
const SAVES_PASSWORD: &str = "saveClientCertificatePassword";

fn contents(settings: &Settings) -> Result<Contents, Error> {
    let mut connections: Vec<Connection> = Vec::new();
    for (connection, flags) in all(&read(settings)?)? {
        connections.push(Connection {
            problems: flags.problems(),
            ..connection
        });
    }
    let of_any = folder::of_any(
        connections.iter().filter_map(|one| one.certificate.as_deref()),
        FOLDER_NAMES,
    );
    for one in &mut connections {
        let certificate = one.certificate.clone();
        one.set_folder(certificate.as_deref(), of_any.as_ref(), FOLDER_NAMES);
    }
    Ok(Contents { connections })
}

/// The settings of a connection that decide whether it uses its certificate. A missing one is `false` for the client.
#[derive(Default)]
struct Flags {
    uses_tls: bool,
    uses_token: bool,
    saves_password: bool,
}

impl Flags {
    /// Why a connection cannot use a certificate as it is set.
    fn problems(&self) -> Vec<ConnectionProblem> {
        if !self.uses_tls {
            return vec![ConnectionProblem::NoTls];
        }
        let mut problems = Vec::new();
        if self.uses_token {
            problems.push(ConnectionProblem::Pkcs11);
        }
        if !self.saves_password {
            problems.push(ConnectionProblem::PasswordNotSaved);
        }
        problems
    }
}

/// Every connection in the order of its number; the file is looked through once.
fn all(properties: &Properties<'_>) -> Result<Vec<(Connection, Flags)>, Error> {
    let current = current(properties);
    let mut connections: Vec<(Connection, Flags)> = Vec::new();
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
        let place = connections.partition_point(|(one, _)| one.connection < connection);
        if connections
            .get(place)
            .is_none_or(|(one, _)| one.connection != connection)
        {
            within_number(connections.len() + 1)?;
            let new = Connection {
                connection,
                is_current: current == Some(connection),
                ..Connection::default()
            };
            connections.insert(place, (new, Flags::default()));
        }
        let Some((one, flags)) = connections.get_mut(place) else {
            continue;
        };
        // The last one counts, as in Java.
        match name {
            DESCRIPTION => one.description = Some(value.to_owned()),
            CERTIFICATE => one.certificate = Some(value.to_owned()),
            "useSSL" => flags.uses_tls = is_true(value),
            "usePKCS11" => flags.uses_token = is_true(value),
            SAVES_PASSWORD => flags.saves_password = is_true(value),
            _ => {}
        }
    }
    Ok(connections)
}

/// As Java's `Boolean` reads it.
fn is_true(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

fn read(settings: &Settings) -> Result<Properties<'_>, Error> {
    Properties::read(settings.checked()?).ok_or(settings_unusable(SETTINGS_FILE, SettingsProblem::Malformed))
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

/// The connection that is changed.
fn chosen(settings: &Settings, properties: &Properties<'_>) -> Result<usize, Error> {
    let number = settings.connection.or_else(|| current(properties));
    let number = number.filter(|number| {
        let prefix = key(*number, "");
        properties.all().any(|(key, _)| key.starts_with(&prefix))
    });
    number.ok_or(settings_unusable(SETTINGS_FILE, SettingsProblem::NoConnection))
}

/// The client's own folder, where the files of the connection go.
fn folder(settings: &Settings) -> Result<String, Error> {
    let properties = read(settings)?;
    let present = properties.value(&key(chosen(settings, &properties)?, CERTIFICATE));
    let of_others = properties.all().filter(|(key, _)| key.ends_with(CERTIFICATE));
    settings.folder(FOLDER_NAMES, present, of_others.map(|(_, path)| path), SETTINGS_FILE)
}

/// The settings with the certificate at `certificate`, relative to the folder. The password is changed where the client is set to
/// save it; otherwise the client asks for it.
fn change(settings: &Settings, certificate: &str, password: &Password) -> Result<SecretBytes, Error> {
    let properties = read(settings)?;
    let number = chosen(settings, &properties)?;
    let certificate = folder::below(&folder(settings)?, certificate);
    let present = properties.value(&key(number, CERTIFICATE));
    let saves = properties.value(&key(number, SAVES_PASSWORD)).is_some_and(is_true);
    let mut changed = vec![(number, saves)];
    if let Some(present) = present.filter(|present| settings.same_certificate && !present.is_empty()) {
        let connections = all(&properties)?;
        let alike = connections
            .iter()
            .filter(|(one, _)| one.connection != number && one.certificate.as_deref() == Some(present));
        changed.extend(alike.map(|(one, flags)| (one.connection, flags.saves_password)));
    }
    let mut values = Vec::new();
    for (number, saves) in changed {
        values.push((key(number, CERTIFICATE), certificate.as_str()));
        if saves {
            values.push((key(number, "clientCertificatePassword"), password.expose()));
        }
    }
    Ok(SecretBytes::new(properties.with(&values)))
}
