//! `tinhso figures`.

use std::{
    io::{Write as _, stdout},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use steering::figures::{self, Period, export};
use tinhso::config::Config;

use super::Record;

#[derive(Args)]
pub struct Figures {
    #[command(flatten)]
    record: Record,
    /// 2023, 2023H1, 2023Q2, 2023-05, 2023-05-17 or 2024-01-01..2024-02-20
    #[arg(long)]
    period: Period,
    /// json: the province; csv and table: the agencies too
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Csv,
    Table,
}

impl Figures {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let store = self.record.place(config).existing()?;
        let period = self.period;
        let (province, agencies) = store.read(|tx| {
            let directory = directory::Directory::load(tx)?;
            let mut rows: Vec<_> = figures::by_agency(tx, period, &base::Reach::All)?
                .into_iter()
                .map(|(id, figures)| (directory.agencies().name_as_of(id, period.to).to_owned(), figures))
                .collect();
            rows.sort_by(|a, b| base::text::sort::compare(&a.0, &b.0));
            Ok::<_, store::Error>((figures::province(tx, period, &base::Reach::All)?, rows))
        })?;
        let format = match self.format {
            Format::Json => export::Format::Json,
            Format::Csv => export::Format::Csv,
            Format::Table => export::Format::Table,
        };
        stdout().write_all(export::write(format, period, &province, &agencies).as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
