//! How much room there is on a disk, and whether it is enough to go on taking things in.

use std::{io, path::PathBuf};

/// The room on a disk, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Free for the program.
    pub free: u64,
    /// The size of the disk.
    pub total: u64,
}

/// Tells how much room there is.
pub trait Space: Send + Sync + 'static {
    /// The room now.
    ///
    /// # Errors
    /// The operating system's.
    fn room(&self) -> io::Result<Room>;
}

/// The disk that a folder is on.
#[derive(Debug, Clone)]
pub struct Disk(pub PathBuf);

impl Space for Disk {
    fn room(&self) -> io::Result<Room> {
        let stat = rustix::fs::statvfs(&self.0)?;
        Ok(Room { free: stat.f_bavail * stat.f_frsize, total: stat.f_blocks * stat.f_frsize })
    }
}
