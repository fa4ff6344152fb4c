//! Files on their way into the page and out of it.

use crate::{Browser, Family, wait};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The events of files that are dropped, with the files in them: Firefox and WebKit have no way to drag some from outside.
const DROP: &str = r#"
    const [files] = arguments;
    const place = one('[data-testid="dropzone"]');
    const dataTransfer = new DataTransfer();
    for (const { name, base64 } of files) {
        dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
        place.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
"#;

impl Browser {
    /// Drags files from outside over the page and lets them go there, as a hand with a mouse does.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn drop_files(&self, files: &[&Path]) {
        match self.family() {
            Family::Chromium => self.drag_from_outside(files),
            Family::Firefox | Family::WebKit => {
                let read = |file: &&Path| {
                    let name = file
                        .file_name()
                        .and_then(|name| name.to_str())
                        .expect("a name in UTF-8");
                    json!({ "name": name, "base64": STANDARD.encode(fs::read(file).expect("a file")) })
                };
                self.execute(DROP, &[files.iter().map(read).collect()]);
            }
        }
    }

    fn drag_from_outside(&self, files: &[&Path]) {
        let place = self.execute(
            "const { x, y, width, height } = one('[data-testid=\"dropzone\"]').getBoundingClientRect();
             return { x: x + width / 2, y: y + height / 2 };",
            &[],
        );
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({
                "type": kind, "x": place["x"], "y": place["y"],
                "data": { "items": [], "files": files, "dragOperationsMask": 1 },
            });
            self.devtools("Input.dispatchDragEvent", &event);
        }
    }

    /// Chooses files through the file input.
    ///
    /// # Panics
    /// When there is none.
    pub fn choose_files(&self, files: &[&Path]) {
        self.choose_files_for("file-input", files);
    }

    /// Chooses files through the file input with this id.
    ///
    /// # Panics
    /// When there is none.
    pub fn choose_files_for(&self, test_id: &str, files: &[&Path]) {
        let paths: Vec<_> = files.iter().map(|file| file.to_str().expect("UTF-8")).collect();
        let inputs = self.parts(test_id);
        let input = inputs.first().expect("a file input");
        self.session()
            .type_into(input, &paths.join("\n"))
            .unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// Waits for a downloaded file with this extension and gives its path.
    ///
    /// # Panics
    /// When none comes.
    pub fn downloaded(&self, extension: &str) -> PathBuf {
        wait::until(&format!("a download ending in .{extension}"), || {
            let files = self.downloads();
            let has_extension = |path: &&PathBuf| path.extension().is_some_and(|found| found == extension);
            files.iter().find(has_extension).filter(|path| is_whole(path)).cloned()
        })
    }

    /// All files in the downloads folder at this moment, those under way too.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn downloads(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.downloads_folder()).expect("the downloads folder");
        entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .collect()
    }

    /// Lets the page use the clipboard without asking, as it may after a click of a person. Firefox asks in no test.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn allow_clipboard(&self, origin: &str) {
        if self.family() == Family::Chromium {
            let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
            let grant = json!({ "origin": origin, "permissions": permissions });
            self.devtools("Browser.grantPermissions", &grant);
        }
    }

    /// The text in the clipboard.
    ///
    /// # Panics
    /// When the page may not read it.
    #[must_use]
    pub fn clipboard(&self) -> String {
        let text = self.execute("return navigator.clipboard.readText()", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// A picture of the whole page, PNG; WebKit: of what is in sight.
    ///
    /// # Panics
    /// When the browser gives none.
    #[must_use]
    pub fn picture(&self) -> Vec<u8> {
        let base64 = match self.family() {
            Family::Chromium => {
                let whole = json!({ "captureBeyondViewport": true });
                self.devtools("Page.captureScreenshot", &whole)["data"].take()
            }
            Family::Firefox => {
                let picture = self.session().picture_of_page();
                Value::String(picture.unwrap_or_else(|failure| panic!("{failure}")))
            }
            Family::WebKit => {
                let picture = self.session().picture_of_window();
                Value::String(picture.unwrap_or_else(|failure| panic!("{failure}")))
            }
        };
        STANDARD.decode(base64.as_str().unwrap_or_default()).expect("base64")
    }
}

/// Both browsers hold a name with an empty file and move the whole file there; Firefox keeps `NAME.part` beside it until then.
fn is_whole(file: &Path) -> bool {
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    fs::metadata(file).is_ok_and(|found| found.len() > 0) && !Path::new(&part).exists()
}
