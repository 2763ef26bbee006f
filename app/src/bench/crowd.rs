//! The full demo half-year, and the memory of the server under load: both by the program itself, as a process.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::Context as _;

use super::Figure;

/// Plays the full demo and then loads the server that serves it.
pub fn measure() -> anyhow::Result<Vec<Figure>> {
    let dir = tempfile::tempdir()?;
    let program = std::env::current_exe()?;
    let data = dir.path().join("data");
    let begun = Instant::now();
    let played =
        Command::new(&program).args(["demo", "--scale", "full", "--data"]).arg(&data).stdout(Stdio::null()).status()?;
    anyhow::ensure!(played.success(), "the full demo failed");
    let took = begun.elapsed().as_secs_f64() / 60.0;
    let mut server = Command::new(&program)
        .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .env("TINHSO_LOG", "error")
        .env("TINHSO_NO_LIMITS", "true")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut first = String::new();
    // Kept until the end: the server goes on talking.
    let mut output = BufReader::new(server.stdout.take().context("the server has no output")?);
    output.read_line(&mut first)?;
    let address = first.trim().trim_start_matches("http://").to_owned();
    let loaded = load(&address, server.id());
    let _ = server.kill();
    let _ = server.wait();
    let (memory, requests) = loaded?;
    Ok(vec![
        Figure {
            what: "the full demo half-year".into(),
            found: took,
            limit: 3.0,
            at_least: false,
            unit: "min",
            how: "182,561 dossiers through the real commands".into(),
        },
        Figure {
            what: "memory of the server under load".into(),
            found: memory,
            limit: 300.0,
            at_least: false,
            unit: "MB",
            how: format!("{requests} pages to 16 connections in 10 s"),
        },
    ])
}

/// Asks for pages from sixteen connections for ten seconds; the largest resident memory seen, in MB, and the pages sent.
fn load(address: &str, process: u32) -> anyhow::Result<(f64, u64)> {
    const PATHS: [&str; 4] = ["/", "/so-lieu", "/thu-tuc?q=khai+sinh", "/tra-cuu/H10.45-230605-0001"];
    let until = Instant::now() + Duration::from_secs(10);
    thread::scope(|scope| {
        let callers: Vec<_> = (0..16)
            .map(|caller| {
                scope.spawn(move || -> anyhow::Result<u64> {
                    let mut sent = 0;
                    while Instant::now() < until {
                        let path = PATHS[(caller + sent as usize) % PATHS.len()];
                        let mut stream = TcpStream::connect(address)?;
                        write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
                        let mut answer = Vec::new();
                        stream.read_to_end(&mut answer)?;
                        anyhow::ensure!(answer.starts_with(b"HTTP/1.1"), "no answer to {path}");
                        sent += 1;
                    }
                    Ok(sent)
                })
            })
            .collect();
        let mut most = 0.0f64;
        while Instant::now() < until {
            most = most.max(resident(process));
            thread::sleep(Duration::from_millis(100));
        }
        let sent = callers
            .into_iter()
            .map(|caller| caller.join().unwrap_or_else(|_| anyhow::bail!("a caller panicked")))
            .sum::<anyhow::Result<u64>>()?;
        Ok((most, sent))
    })
}

fn resident(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
