//! HTTP by hand: version 1.0, so that a stream is plain text until it ends.

use anyhow::{Context, Result};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Answer {
    pub status: u16,
    pub body: String,
}

/// Sends a request; what comes back is to be read.
pub async fn send(
    address: &str,
    path: &str,
    cookie: &str,
    form: Option<&str>,
) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let method = if form.is_some() { "POST" } else { "GET" };
    let body = form.unwrap_or_default();
    let text = format!(
        "{method} {path} HTTP/1.0\r\nhost: {address}\r\ncookie: __Host-sid={cookie}\r\nsec-fetch-site: same-origin\r\n\
         accept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(text.as_bytes()).await?;
    Ok(stream)
}

/// Sends a request and reads the whole answer.
pub async fn ask(address: &str, path: &str, cookie: &str, form: Option<&str>) -> Result<Answer> {
    let mut stream = send(address, path, cookie, form).await?;
    let mut bytes = vec![];
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").context("half an answer")?;
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    Ok(Answer {
        status,
        body: body.to_owned(),
    })
}

/// What stands between two marks.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Result<&'a str> {
    let (_, rest) = text
        .split_once(before)
        .with_context(|| format!("no {before}"))?;
    rest.split(after).next().context("no end")
}
