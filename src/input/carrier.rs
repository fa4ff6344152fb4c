//! What carries certificates, or stands in their place, by name. Asked only of what does not open: whatever opens is read.

use super::{format::ZIP, unicode::contains};
use crate::error::LooksLike::{self, *};

/// What it is, how it begins, and what stands in its first part, in small letters.
type Carrier = (LooksLike, &'static [u8], &'static [u8], &'static [u8]);

const CARRIERS: &[Carrier] = &[
    // [MS-OXTNEF] §2.1.3.2
    (Winmail, b"\x78\x9f\x3e\x22", b"", b""),
    // [MS-CFB] §2.2: mails as Outlook saves them ([MS-OXMSG] §2.2.3), and old documents.
    (Mail, OLE, b"_\0_\0s\0u\0b\0s\0t\0g\x001\0", b""),
    (OfficeDocument, OLE, b"", b""),
    (OfficeDocument, b"{\\rtf", b"", b""),
    // The first entry of a ZIP archive of Office Open XML or OpenDocument.
    (OfficeDocument, ZIP, b"[content_types].xml", b""),
    (OfficeDocument, ZIP, b"_rels/.rels", b""),
    (OfficeDocument, ZIP, b"docprops/", b""),
    (OfficeDocument, ZIP, b"word/", b""),
    (OfficeDocument, ZIP, b"xl/", b""),
    (OfficeDocument, ZIP, b"ppt/", b""),
    (OfficeDocument, ZIP, b"mimetypeapplication/vnd.oasis", b""),
    // [MS-SHLLINK] §2.1; Internet shortcuts; bookmarks of macOS.
    (Shortcut, b"l\0\0\0\x01\x14\x02\0", b"", b""),
    (Shortcut, b"[internetshortcut]", b"", b""),
    (Shortcut, b"book\0\0\0\0mark", b"", b""),
    (Image, b"\0\0\0", b"ftyphei", b""),
    (ConfigurationProfile, b"", b"plist", b"payloadtype"),
    (VpnProfile, b"", b"remote ", b"</ca>"),
    (VpnProfile, b"", b"remote ", b"</pkcs12>"),
    (VpnProfile, b"", b"remote ", b"dev tun"),
    (Mail, b"", b"from:", b"\ncontent-type:"),
    (Mail, b"", b"from:", b"\nsubject:"),
    (Mail, b"", b"mime-version:", b"content-type:"),
    // A part of one, as S/MIME signs it (RFC 8551 §3.1).
    (Mail, b"content-type:", b"", b""),
    (Json, b"{", b"\":", b""),
    (Json, b"{", b"\" :", b""),
    (Json, b"[", b"\":", b""),
    (Json, b"[", b"\" :", b""),
];

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn kind(bytes: &[u8]) -> Option<LooksLike> {
    /// Where the first part of a text ends, and that of a ZIP archive with the name of its first entry (APPNOTE.TXT §4.3.7).
    const PART: usize = 1 << 20;
    const FIRST_ENTRY: usize = 60;
    let part = bytes.get(..PART).unwrap_or(bytes).to_ascii_lowercase();
    let part = part.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&part).trim_ascii_start();
    let found = CARRIERS.iter().find(|(_, beginning, one, other)| {
        let part = if *beginning == ZIP {
            part.get(..FIRST_ENTRY).unwrap_or(part)
        } else {
            part
        };
        let begins = part.get(..beginning.len()).unwrap_or_default();
        begins.eq_ignore_ascii_case(beginning) && contains(part, one) && contains(part, other)
    });
    found.map(|(looks_like, ..)| *looks_like)
}
