//! The settings of レセ電ビューア: a YAML mapping. The password of the key is in it, too.

use super::SETTINGS_FILE;
use crate::{
    clients::{
        FileNames,
        settings::{
            Connection, Contents, Editor, ReplacedPaths, Settings, settings_unusable,
            yaml::{Mapping, Value},
        },
    },
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

const HOST: &str = "api_host";
const CERTIFICATE: &str = "api_crt";
const KEY: &str = "api_pem";
const PASSWORD: &str = "api_phrase";

pub(super) struct Receview;

impl Editor for Receview {
    /// There is one connection.
    fn contents(&self, settings: &Settings) -> Result<Contents, Error> {
        let mapping = read(settings)?;
        let text = |key: &str| match mapping.value(key) {
            Some(Value::Text(text)) => Some(text.clone()),
            Some(Value::Null | Value::Other | Value::Unsupported) | None => None,
        };
        Ok(Contents {
            connections: vec![Connection {
                is_current: true,
                description: text(HOST),
                certificate: text(CERTIFICATE),
                key: text(KEY),
                ..Connection::default()
            }],
        })
    }

    fn change(&self, settings: &Settings, _: &FileNames<'_>, password: &Password) -> Result<SecretBytes, Error> {
        let changed = read(settings)?.with(PASSWORD, password.expose(), KEY);
        let changed = changed.ok_or(settings_unusable(SETTINGS_FILE, SettingsProblem::UnsupportedValue))?;
        Ok(SecretBytes::new(changed))
    }

    fn replaced(&self, settings: &Settings) -> Result<Option<ReplacedPaths>, Error> {
        let mapping = read(settings)?;
        let path = |key: &str| match mapping.value(key) {
            Some(Value::Text(path)) => Ok(path.clone()),
            Some(Value::Unsupported) => Err(settings_unusable(SETTINGS_FILE, SettingsProblem::UnsupportedValue)),
            Some(Value::Null | Value::Other) | None => {
                Err(settings_unusable(SETTINGS_FILE, SettingsProblem::NoCertificate))
            }
        };
        Ok(Some(ReplacedPaths {
            certificate: path(CERTIFICATE),
            key: path(KEY),
        }))
    }

    fn password(&self, settings: &Settings) -> Result<Option<Password>, Error> {
        match read(settings)?.value(PASSWORD) {
            Some(Value::Text(text)) if !text.is_empty() => Ok(Some(Password::new(text.clone()))),
            Some(Value::Text(_) | Value::Null) | None => Ok(None),
            // What Ruby takes for a number is another text than the one in the file.
            Some(Value::Other | Value::Unsupported) => {
                Err(settings_unusable(SETTINGS_FILE, SettingsProblem::UnsupportedValue))
            }
        }
    }
}

fn read(settings: &Settings) -> Result<Mapping<'_>, Error> {
    Mapping::read(settings.checked()?).ok_or(settings_unusable(SETTINGS_FILE, SettingsProblem::Malformed))
}
