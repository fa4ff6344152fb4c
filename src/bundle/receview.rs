//! レセ電ビューア: it goes on using the file that its settings name, so the new one takes that name, and the old one is kept beside it.

use super::ClientFile;
use crate::{
    error::Error,
    text::{file_name, is_file_name},
};

/// The name of the file now, or else that of the certificate.
pub(super) fn name(old: Option<&ClientFile>, common_name: Option<&str>) -> Result<String, Error> {
    match old {
        // It is a name, not a way out of the folder, and stays one with the date behind it.
        Some(old) if !is_file_name(&old.path) || !is_file_name(&dated(&old.path, "yyyymmdd")) => {
            Err(Error::InvalidArgument {
                argument: "oldFile".to_owned(),
            })
        }
        Some(old) => Ok(old.path.clone()),
        None => Ok(file_name(common_name.unwrap_or_default(), ".p12")),
    }
}

/// The old file under its name with `.yyyymmdd` behind it.
pub(super) fn kept(old: ClientFile, date: &str) -> ClientFile {
    ClientFile {
        path: dated(&old.path, date),
        bytes: old.bytes,
    }
}

fn dated(name: &str, date: &str) -> String {
    [name, ".", date].concat()
}
