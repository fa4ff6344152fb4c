//! Files of one folder, and of nothing outside of it.

use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};

/// A folder that is served.
#[derive(Debug)]
pub(crate) struct StaticFiles {
    folder: PathBuf,
}

/// A file to send.
pub(crate) struct StaticFile {
    pub(crate) content_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl StaticFiles {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The file at a URL's path; `…/` means its `index.html`. `None` when there is none.
    pub(crate) async fn read(&self, url_path: &str) -> Option<StaticFile> {
        let relative = relative_path(url_path)?;
        // A symbolic link may not lead out of the folder either.
        let folder = tokio::fs::canonicalize(&self.folder).await.ok()?;
        let path = tokio::fs::canonicalize(folder.join(relative)).await.ok()?;
        if !path.starts_with(&folder) {
            return None;
        }
        let bytes = tokio::fs::read(&path).await.ok()?;
        Some(StaticFile {
            content_type: content_type(&path),
            bytes,
        })
    }
}

fn relative_path(url_path: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    let segments = url_path.strip_prefix('/')?;
    let segments = if segments.is_empty() || segments.ends_with('/') {
        format!("{segments}index.html")
    } else {
        segments.to_owned()
    };
    for segment in segments.split('/') {
        let segment = percent_decode_str(segment).decode_utf8().ok()?;
        // A plain name only: no way up, no separator, no drive, no stream, nothing hidden.
        if segment.is_empty() || segment.starts_with('.') || segment.contains(['/', '\\', ':', '\0']) {
            return None;
        }
        path.push(segment.as_ref());
    }
    Some(path)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(std::ffi::OsStr::to_str) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/vnd.microsoft.icon",
        Some("txt" | "md" | "ts") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::relative_path;
    use std::path::Path;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "/../ca.key.pem",
            "/a/../../b",
            "/%2e%2e/b",
            "/..%2fb",
            "/a%5c..%5cb",
            "//etc/passwd",
            "/c:/b",
            "/%00",
            "/.git/config",
            "a",
        ] {
            assert_eq!(relative_path(path), None, "{path}");
        }
    }

    #[test]
    fn a_folder_means_its_index() {
        assert_eq!(relative_path("/").as_deref(), Some(Path::new("index.html")));
        assert_eq!(
            relative_path("/module/").as_deref(),
            Some(Path::new("module/index.html"))
        );
        assert_eq!(relative_path("/a%20b.js").as_deref(), Some(Path::new("a b.js")));
    }
}
