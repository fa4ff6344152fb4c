//! レセ電ビューア: it goes on using the file that its settings name, so the new one takes that name, and the old one is kept beside it.

use super::ClientFile;
use crate::error::Error;

/// The name of the file now, or else that of the certificate.
pub(super) fn name(old: Option<&ClientFile>, common_name: Option<&str>) -> Result<String, Error> {
    match old {
        // It is a name, not a way out of the folder.
        Some(old) if matches!(old.path.as_str(), "" | "." | "..") || old.path.contains(is_of_no_name) => {
            Err(Error::InvalidArgument {
                argument: "oldFile".to_owned(),
            })
        }
        Some(old) => Ok(old.path.clone()),
        None => {
            let plain = |character: &char| character.is_alphanumeric() || matches!(character, '-' | '_');
            let name: String = common_name.unwrap_or_default().chars().filter(plain).collect();
            let name = if name.is_empty() { "certificate" } else { &name };
            Ok([name, ".p12"].concat())
        }
    }
}

fn is_of_no_name(character: char) -> bool {
    matches!(character, '/' | '\\') || character.is_control()
}

/// The old file under its name with `.yyyymmdd` behind it.
pub(super) fn kept(old: ClientFile, date: &str) -> ClientFile {
    ClientFile {
        path: [&old.path, ".", date].concat(),
        bytes: old.bytes,
    }
}
