//! `tinhso simulate`.

use std::{
    io::{Write as _, stdout},
    net::SocketAddr,
    process::ExitCode,
};

use clap::Args;
use tinhso::{config::Config, serve};

#[derive(Args)]
pub struct Simulate {
    /// Address and port to listen on
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
}

impl Simulate {
    pub fn run(self, _: &Config) -> anyhow::Result<ExitCode> {
        let grace = std::time::Duration::from_secs(1);
        super::runtime()?.block_on(serve::listen_to(adapters::simulators(), self.listen, grace, |at| {
            println!("http://{at}");
            let _ = stdout().flush();
        }))?;
        Ok(ExitCode::SUCCESS)
    }
}
