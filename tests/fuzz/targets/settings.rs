//! Settings of the native clients: changed once they name the new certificate, and everything else is as it was.
#![no_main]

use fuzz::{MARKER, check_error, now};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{
    client_files::LocalTime,
    clients::{Client, Connection, Contents, GLCLIENT2, MONSIAJ, RECEVIEW, Settings},
    secret::Password,
};

/// The client's folder.
fn folder(client: &Client) -> &'static str {
    if *client == GLCLIENT2 {
        "/srv/clinic/.glclient2"
    } else {
        "/srv/clinic/.monsiaj"
    }
}

fn settings(client: &Client, file: &[u8]) -> Settings {
    Settings {
        file: file.to_vec(),
        folder: Some(folder(client).to_owned()),
        ..Settings::default()
    }
}

fn contents(client: &Client, file: &[u8]) -> Contents {
    client.contents(&settings(client, file)).unwrap().unwrap()
}

fuzz_target!(|input: &[u8]| {
    let client = match input.first() {
        Some(b'{' | b'/') => &GLCLIENT2,
        Some(b'-') => &RECEVIEW,
        _ => &MONSIAJ,
    };
    let password = Password::new(MARKER.to_owned());
    let time = LocalTime::new(now(), 540);
    let change = |file: &[u8]| {
        client
            .change(&settings(client, file), time.as_str(), &password)
            .unwrap()
    };
    let changed = match change(input) {
        Ok(changed) => changed,
        Err(error) => return check_error(&error, Some(MARKER), input),
    };
    let changed = changed.expose();
    assert_eq!(
        change(changed).unwrap().expose(),
        changed,
        "changed again, it is another"
    );
    let (before, after) = (contents(client, input), contents(client, changed));
    if *client == RECEVIEW {
        assert_eq!(before, after);
        return same_beside_the_password(input, changed);
    }
    assert_eq!(before.connections.len(), after.connections.len());
    for (before, after) in before.connections.into_iter().zip(after.connections) {
        if after.is_current {
            let file = after.certificate.unwrap();
            assert!(
                file.starts_with(&format!("{}/certificates/20261123120000.", folder(client))),
                "{file}"
            );
            assert_eq!(after.folder.as_deref(), Some(folder(client)));
            assert_eq!(
                (before.connection, before.description),
                (after.connection, after.description)
            );
        } else {
            // What has no path of its own goes by the others, of which one has changed.
            let (folder, folder_is_guessed) = (after.folder.clone(), after.folder_is_guessed);
            assert_eq!(
                Connection {
                    folder,
                    folder_is_guessed,
                    ..before
                },
                after
            );
        }
    }
    if *client == GLCLIENT2 {
        same_beside_the_connection(input, changed);
    }
});

/// One value is another one, or there is one line more.
fn same_beside_the_password(before: &[u8], after: &[u8]) {
    let lines = |text: &[u8]| -> Vec<Vec<u8>> {
        text.split_inclusive(|octet| *octet == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    };
    let (before, mut after) = (lines(before), lines(after));
    // An input may have the password already, there or elsewhere.
    let Some(place) = (0..after.len()).find(|place| before.get(*place) != after.get(*place)) else {
        return assert_eq!(before, after);
    };
    assert!(String::from_utf8_lossy(&after[place]).contains(MARKER));
    if before.len() < after.len() {
        after.remove(place);
    } else {
        after[place].clone_from(&before[place]);
    }
    assert_eq!(before, after);
}

/// By another reader.
fn same_beside_the_connection(before: &[u8], after: &[u8]) {
    let read = |json: &[u8]| serde_json::from_slice::<serde_json::Value>(json).ok();
    let Some(mut before) = read(before) else {
        return;
    };
    let after = read(after).unwrap();
    let Some(index) = before["index"].as_u64().and_then(|index| usize::try_from(index).ok()) else {
        return;
    };
    for name in ["certfile", "certkeyfile", "savecertpassword", "certpassword"] {
        before["list"][index][name] = after["list"][index][name].clone();
    }
    assert_eq!(before, after);
}
