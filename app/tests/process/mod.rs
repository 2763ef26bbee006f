//! The program as a process, asked over a socket.
#![allow(dead_code, clippy::unwrap_used)]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdout, Command, Stdio},
};

/// A server that runs until the test is over.
pub struct Server {
    pub child: Child,
    pub address: String,
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a command that serves, and waits until it says where.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        let address = first.trim().strip_prefix("http://").unwrap_or_else(|| panic!("it said «{first}»")).to_owned();
        Self { child, address, _output: output }
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Sends a request and reads the whole answer: its status, and head and body as text.
    pub fn ask(&self, method: &str, path: &str, form: &str) -> (u16, String) {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        let head = self.head(method, path, form.len());
        socket.write_all(format!("{head}{form}").as_bytes()).unwrap();
        answer(socket)
    }

    /// The head of a request as a browser sends it.
    pub fn head(&self, method: &str, path: &str, length: usize) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n",
            self.address
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The whole answer: its status, and head and body as text.
pub fn answer(mut socket: TcpStream) -> (u16, String) {
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or_else(|| panic!("no answer: «{text}»")), text)
}

/// The form to open an account, with a number of one's own.
pub fn registration(serial: u32) -> String {
    format!(
        "ho_ten=%C4%90i%E1%BB%83u+B%C3%ACnh&so_dinh_danh=070085{serial:06}&dien_thoai=0912345679\
         &mat_khau_moi=tre+xanh+hai+ba&nhap_lai=tre+xanh+hai+ba&_key={}",
        uuid::Uuid::from_u128(serial.into())
    )
}
