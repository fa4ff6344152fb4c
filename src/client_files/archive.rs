//! One ZIP archive for one client: its files in their folders, and what to do with them.
//!
//! The archive stores without compressing, which takes a few lines; the crates that write ZIP weigh 23 kB (rawzip) and 40 kB (zip) of
//! brotli, and the smaller one puts the sizes behind the content, which Java does not read.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

use super::{ClientFile, LocalTime};

/// CRC-32 of ZIP (APPNOTE 4.4.7). Without a table: these are some kilobytes.
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

const LOCAL_HEADER: u32 = 0x0403_4b50;
const CENTRAL_HEADER: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// Version 2.0 is needed to extract.
const VERSION: u16 = 20;
/// Made on Unix, so that the mode of a file counts.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// Names are UTF-8 (APPNOTE 4.4.4, bit 11).
const UTF8: u16 = 1 << 11;
const STORED: u16 = 0;
/// A regular file that its owner alone reads and writes.
const MODE: u32 = 0o100_600 << 16;

/// Writes an archive. `None` where it would be larger than ZIP allows without its extensions: 4 GiB or 65 535 files.
pub(super) fn write(files: &[ClientFile], time: &LocalTime) -> Option<Vec<u8>> {
    let length = files
        .iter()
        .map(|file| 128 + 2 * file.path.len() + file.bytes.expose().len())
        .sum::<usize>();
    let (mut archive, mut directory) = (Vec::with_capacity(length + 32), Vec::new());
    for file in files {
        let offset = u32::try_from(archive.len()).ok()?;
        let description = description(file, time)?;
        archive.extend(LOCAL_HEADER.to_le_bytes());
        archive.extend_from_slice(&description);
        archive.extend_from_slice(file.path.as_bytes());
        archive.extend_from_slice(file.bytes.expose());

        directory.extend(CENTRAL_HEADER.to_le_bytes());
        directory.extend(MADE_BY.to_le_bytes());
        directory.extend_from_slice(&description);
        // Comment, disk and internal attributes: none.
        directory.extend([0; 6]);
        directory.extend(MODE.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend_from_slice(file.path.as_bytes());
    }
    let start = u32::try_from(archive.len()).ok()?;
    let number = u16::try_from(files.len()).ok()?.to_le_bytes();
    let size = u32::try_from(directory.len()).ok()?;
    archive.append(&mut directory);
    archive.extend(END.to_le_bytes());
    archive.extend([0; 4]);
    archive.extend(number);
    archive.extend(number);
    archive.extend(size.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    Some(archive)
}

/// What the local header and the central one have in common (APPNOTE 4.3.7): from the version to the length of the extra field.
fn description(file: &ClientFile, time: &LocalTime) -> Option<Vec<u8>> {
    let size = u32::try_from(file.bytes.expose().len()).ok()?.to_le_bytes();
    let (time, date) = time.dos();
    let mut octets = Vec::with_capacity(26);
    for number in [VERSION, UTF8, STORED, time, date] {
        octets.extend(number.to_le_bytes());
    }
    octets.extend(CRC.checksum(file.bytes.expose()).to_le_bytes());
    octets.extend(size);
    octets.extend(size);
    octets.extend(u16::try_from(file.path.len()).ok()?.to_le_bytes());
    octets.extend([0; 2]);
    Some(octets)
}
