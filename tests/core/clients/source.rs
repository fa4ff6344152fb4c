//! An identity to be handed on, without a server.

use std::path::Path;

use orcamo_cert::{
    Error,
    client_files::{Choice, ClientFile, Identity, Layout, LocalTime, Target},
    clients::Settings,
    input::{Credentials, Derivations},
};

use crate::common::{at, password};
use crate::judges::random;

/// When the files are written.
pub(crate) const NOW: &str = "2029-11-22T01:15:00Z";
pub(crate) const PASSWORD: &str = "fixture";

pub(crate) fn identity() -> Identity {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pkcs12/openssl-default.p12");
    let bytes = std::fs::read(file).unwrap();
    let credentials = Credentials::from(Some(&password(PASSWORD)));
    Identity::open(&bytes, &credentials, None, choice(), &mut Derivations::default()).unwrap()
}

/// The identity to use when the files are written.
pub(crate) fn choice() -> Choice<'static> {
    Choice {
        fingerprint_sha256: None,
        now: at(NOW),
    }
}

/// 2029-11-22 10:15:00 in Japan.
pub(crate) fn time() -> LocalTime {
    LocalTime::new(at(NOW), 540)
}

pub(crate) fn layout(target: Target) -> Layout {
    Layout::new(target, time())
}

pub(crate) fn files(layout: Layout) -> Result<Vec<ClientFile>, Error> {
    layout.files(&identity(), &password(PASSWORD), &mut random)
}

pub(crate) fn paths(files: &[ClientFile]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

/// The settings after the change; the last file.
pub(crate) fn changed(target: Target, settings: Settings) -> Result<Vec<u8>, Error> {
    let layout = Layout {
        settings: Some(settings),
        ..layout(target)
    };
    Ok(files(layout)?.pop().unwrap().bytes.expose().to_vec())
}
