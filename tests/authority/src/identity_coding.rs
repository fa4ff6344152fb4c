//! `Transfer-Encoding: identity`, which glclient2 4.0.0 sends together with `Content-Length`.
//!
//! RFC 7230 took that coding out of HTTP/1.1: it says that there is no coding. hyper refuses the request, as RFC 9112 §6.1 lets it.
//! Here the line goes before hyper sees it, where nothing can be made of it but that: it is the only `Transfer-Encoding` of the head, its value is
//! exactly `identity`, and the one `Content-Length` is a number. Anything else stays as it came, and is refused. `Connection: close` takes the
//! line's place, so that nobody can find a second request behind a body whose end is disputed.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The longest head that is looked at; hyper's own limit is far above.
const HEAD_LIMIT: usize = 64 * 1024;

/// A connection whose first request has lost the line.
pub(crate) struct WithoutIdentity<Stream> {
    stream: Stream,
    head: Head,
}

enum Head {
    /// What came so far.
    Coming(Vec<u8>),
    /// What was looked at, and how much of it was handed on.
    Whole(Vec<u8>, usize),
}

impl<Stream> WithoutIdentity<Stream> {
    pub(crate) fn new(stream: Stream) -> Self {
        Self {
            stream,
            head: Head::Coming(Vec::new()),
        }
    }
}

impl<Stream: AsyncRead + Unpin> AsyncRead for WithoutIdentity<Stream> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            match &mut this.head {
                Head::Coming(head) => {
                    let mut octets = [0; 4096];
                    let mut read = ReadBuf::new(&mut octets);
                    ready!(Pin::new(&mut this.stream).poll_read(context, &mut read))?;
                    head.extend_from_slice(read.filled());
                    let ends = read.filled().is_empty() || head.len() > HEAD_LIMIT;
                    if let Some(length) = length_of_head(head) {
                        let whole = without_identity(head, length).unwrap_or_else(|| std::mem::take(head));
                        this.head = Head::Whole(whole, 0);
                    } else if ends {
                        this.head = Head::Whole(std::mem::take(head), 0);
                    }
                }
                Head::Whole(whole, given) => {
                    let rest = whole.get(*given..).unwrap_or_default();
                    if rest.is_empty() {
                        return Pin::new(&mut this.stream).poll_read(context, into);
                    }
                    let (now, _) = rest.split_at(rest.len().min(into.remaining()));
                    into.put_slice(now);
                    *given += now.len();
                    return Poll::Ready(Ok(()));
                }
            }
        }
    }
}

impl<Stream: AsyncWrite + Unpin> AsyncWrite for WithoutIdentity<Stream> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, octets: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, octets)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

/// With the empty line.
fn length_of_head(octets: &[u8]) -> Option<usize> {
    let end = octets.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

/// The head without the line and all that came behind it; `None` where there is nothing to leave out, or any doubt.
fn without_identity(octets: &[u8], length: usize) -> Option<Vec<u8>> {
    let (head, behind) = octets.split_at_checked(length)?;
    let head = std::str::from_utf8(head).ok()?;
    let mut left = String::with_capacity(head.len());
    let (mut codings, mut lengths) = (0, 0);
    for line in head.split_inclusive("\r\n") {
        // A line that goes on with the one before (RFC 9112 §5.2).
        if line.starts_with([' ', '\t']) {
            return None;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.trim_matches([' ', '\t', '\r', '\n']);
        if name.eq_ignore_ascii_case("transfer-encoding") {
            codings += 1;
            if value != "identity" {
                return None;
            }
            left += "Connection: close\r\n";
            continue;
        }
        if name.eq_ignore_ascii_case("content-length") {
            lengths += 1;
            if value.is_empty() || !value.bytes().all(|octet| octet.is_ascii_digit()) {
                return None;
            }
        }
        left += line;
    }
    (codings == 1 && lengths == 1).then(|| [left.as_bytes(), behind].concat())
}

#[cfg(test)]
mod tests {
    use super::{length_of_head, without_identity};

    fn changed(head: &str) -> Option<String> {
        let length = length_of_head(head.as_bytes())?;
        without_identity(head.as_bytes(), length).map(|octets| String::from_utf8_lossy(&octets).into_owned())
    }

    #[test]
    fn the_line_goes_where_it_is_the_only_one_beside_a_length() {
        assert_eq!(
            changed("POST / HTTP/1.1\r\ntransfer-encoding:identity \r\nContent-Length: 2\r\n\r\n{}").as_deref(),
            Some("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
        );
    }

    #[test]
    fn what_could_hide_a_second_request_stays_and_is_refused() {
        for fields in [
            "Content-Length: 2\r\n",
            "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding: identity, chunked\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: Identity\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: identity;q=1\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: \x0bidentity\r\nContent-Length: 2\r\n",
            "Transfer-Encoding : identity\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: identity\r\n chunked\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: identity\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: identity\r\nContent-Length: 2\r\nContent-Length: 20\r\n",
            "Transfer-Encoding: identity\r\nContent-Length: 2, 2\r\n",
            "Transfer-Encoding: identity\r\nContent-Length: +2\r\n",
            "Transfer-Encoding: identity\nContent-Length: 2\r\n",
        ] {
            assert_eq!(
                changed(&format!("POST / HTTP/1.1\r\n{fields}\r\n{{}}")),
                None,
                "{fields:?}"
            );
        }
    }
}
