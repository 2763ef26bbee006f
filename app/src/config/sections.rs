//! The settings of the program itself.

use std::{net::SocketAddr, path::PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the record is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Record {
    /// Folder of the embedded database and of papers.
    pub data: PathBuf,
    /// A PostgreSQL database instead of the embedded one, as in `postgres://user@host/tinhso`; papers stay in the folder.
    #[schemars(example = &"postgres://tinhso@127.0.0.1/tinhso")]
    pub database: Option<String>,
}

impl Default for Record {
    fn default() -> Self {
        Self { data: "data".into(), database: None }
    }
}

/// How the pages are served.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Whether browsers reach the site over https: cookies are marked secure.
    pub secure: bool,
    /// Reverse proxies in front, whose `X-Forwarded-For` is believed.
    pub proxies: usize,
    /// How long requests in progress may take after the program was asked to stop, in seconds.
    pub grace_seconds: u64,
    /// Address and port of the figures of operation at `/metrics`, for whoever looks after the program; none are served
    /// when absent. Whoever reaches it reads it: keep it on a loopback or an inner address.
    #[schemars(example = &"127.0.0.1:9190")]
    pub metrics_listen: Option<SocketAddr>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            secure: false,
            proxies: 0,
            grace_seconds: 25,
            metrics_listen: None,
        }
    }
}

/// When the disk counts as full.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Disk {
    /// Below this many free megabytes nothing new is taken in: pages can be read, forms are refused and come back.
    pub reserve_mb: u64,
    /// Warn when the disk will be full within this many days, at the rate of the last month.
    pub warn_days: u32,
    /// Warn when less than this part of the disk is free, in percent.
    pub warn_percent: u8,
}

impl Default for Disk {
    fn default() -> Self {
        Self { reserve_mb: 512, warn_days: 90, warn_percent: 10 }
    }
}

/// Backups made by the server itself.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Backup {
    /// Folder to put a backup into every day; none are made when absent. Best on another disk.
    #[schemars(example = &"/var/backups/tinhso")]
    pub folder: Option<PathBuf>,
    /// Hour of the day, in Vietnam, at which it is made.
    #[schemars(range(max = 23))]
    pub hour: i8,
    /// How many proven backups are kept; older ones are removed.
    pub keep: usize,
    /// A proven backup older than this many days is a failing.
    pub warn_days: u32,
}

impl Default for Backup {
    fn default() -> Self {
        Self { folder: None, hour: 2, keep: 14, warn_days: 2 }
    }
}

/// What the program says of its work.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// Lines for people, or a JSON object on each line.
    pub format: LogFormat,
    /// What is said, as in `warn` or `info,services=debug`; `TINHSO_LOG` goes before it. `info` when absent.
    #[schemars(example = &"info")]
    pub filter: Option<String>,
}

/// How a line of the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs that gather logs.
    Json,
}
