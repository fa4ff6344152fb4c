//! What is written for a client is read again, and is the identity that it was written from.
#![no_main]

use fuzz::{MARKER, check_error, chosen_password, now, password};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{
    client_files::{Choice, ClientFile, Identity, Layout, LocalTime, Protection, Target},
    clients,
    eligibility::Policy,
    input::{Credentials, Derivations},
    inspection::{Inspection, inspect, inspect_pair},
    secret::Password,
};

/// Of ASCII: monsiaj takes no other.
const NEW_PASSWORD: &str = "new-password";

/// With few iterations, so that mutations get their turn.
const TARGETS: [Target; 5] = [
    Target::Client(&clients::MONSIAJ),
    Target::Client(&clients::GLCLIENT2),
    Target::Client(&clients::BROWSER),
    Target::Pem,
    Target::P12(Protection::Compatible),
];

fuzz_target!(|input: &[u8]| {
    let text = chosen_password(input);
    let credentials = Credentials::from(password(text).as_ref());
    let choice = Choice {
        fingerprint_sha256: None,
        now: now(),
    };
    let identity = match Identity::open(input, &credentials, None, choice, &mut Derivations::default()) {
        Ok(identity) => identity,
        Err(error) => return check_error(&error, text, input),
    };
    let target = TARGETS[input.len() % TARGETS.len()];
    let files = write(&identity, target);
    assert_eq!(
        contents(&files),
        contents(&write(&identity, target)),
        "written again, it is another"
    );
    for file in &files {
        check_path(&file.path);
        if !file.path.ends_with(".pass") {
            assert!(
                !holds(file.bytes.expose(), NEW_PASSWORD),
                "the password in {}",
                file.path
            );
        }
    }
    let leaf = &identity.certificate().unwrap().fingerprint_sha256;
    let found = |extension: &str| files.iter().find(|file| file.path.ends_with(extension));
    let new_password = Password::new(NEW_PASSWORD.to_owned());
    if let Some(p12) = found(".p12") {
        let read = inspect(p12.bytes.expose(), Some(&new_password), &Policy::default(), now());
        check(&read.unwrap(), leaf);
    }
    if let (Some(crt), Some(pem)) = (found(".crt"), found(".pem")) {
        let (crt, pem) = (crt.bytes.expose(), pem.bytes.expose());
        let read = inspect_pair(crt, pem, Some(&new_password), &Policy::default(), now());
        check(&read.unwrap(), leaf);
    }
});

fn write(identity: &Identity, target: Target) -> Vec<ClientFile> {
    let layout = Layout {
        new_password: Some(Password::new(NEW_PASSWORD.to_owned())),
        protection: Some(Protection::Compatible),
        ..Layout::new(target, LocalTime::new(now(), 540))
    };
    let own = Password::new(MARKER.to_owned());
    let mut counter = 0_u8;
    let files = layout.files(identity, &own, &mut |octets| {
        for octet in octets {
            counter = counter.wrapping_add(1);
            *octet = counter;
        }
        Ok(())
    });
    files.unwrap()
}

fn contents(files: &[ClientFile]) -> Vec<(&str, &[u8])> {
    files
        .iter()
        .map(|file| (file.path.as_str(), file.bytes.expose()))
        .collect()
}

fn check(read: &Inspection, leaf: &str) {
    assert_eq!(&read.certificates[read.leaf.unwrap()].fingerprint_sha256, leaf);
    assert!(read.has_private_key);
    assert_ne!(read.key_matches, Some(false));
    assert_eq!((read.unreadable, read.locked), (0, None));
}

/// Below the client's folder.
fn check_path(path: &str) {
    let is_name = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    assert!(path.split('/').all(is_name), "{path:?}");
}

fn holds(octets: &[u8], text: &str) -> bool {
    octets.windows(text.len()).any(|window| window == text.as_bytes())
}
