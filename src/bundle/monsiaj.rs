//! ORCAMOクライアント (monsiaj): what its own renewal leaves in `%userprofile%\.monsiaj`, and the settings that name it.

use super::{
    properties::Properties,
    settings::{Settings, unusable},
};
use crate::{
    error::{Error, SettingsProblem},
    secret::{Password, SecretBytes},
};

/// The name of its settings file.
pub(super) const SETTINGS: &str = "monsiaj.jsonrpc.properties";
const FOLDER: &str = ".monsiaj";

/// The settings with the certificate at `certificate`, relative to the folder. The password is changed where the client is set to
/// save it; otherwise the client asks for it.
pub(super) fn settings(settings: &Settings, certificate: &str, password: &Password) -> Result<SecretBytes, Error> {
    let refuse = |problem| unusable(SETTINGS, problem);
    let properties = Properties::read(settings.checked()?).ok_or(refuse(SettingsProblem::Malformed))?;
    let current = match settings.connection {
        Some(connection) => connection.to_string(),
        None => {
            let current = properties.value("monsiaj.current").map(str::trim);
            let current = current.filter(|current| current.parse::<usize>().is_ok());
            current.ok_or(refuse(SettingsProblem::NoConnection))?.to_owned()
        }
    };
    let prefix = ["monsiaj.config.", &current, "."].concat();
    if !properties.keys().any(|key| key.starts_with(&prefix)) {
        return Err(refuse(SettingsProblem::NoConnection));
    }
    let key = |name: &str| [&prefix, name].concat();
    let file = key("clientCertificateFile");
    let of_others = properties.values_of(".clientCertificateFile");
    let known = properties.value(&file).into_iter().chain(of_others);
    let certificate = settings.path(certificate, FOLDER, known, SETTINGS)?;
    let mut values = vec![(file, certificate.as_str())];
    if properties.value(&key("saveClientCertificatePassword")) == Some("true") {
        values.push((key("clientCertificatePassword"), password.expose()));
    }
    Ok(SecretBytes::new(properties.with(&values)))
}
