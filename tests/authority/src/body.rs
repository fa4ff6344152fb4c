//! The bodies of answers: whole, or cut off.

use crate::fault::Framing;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

/// A body of known bytes.
#[derive(Debug)]
pub(crate) struct AnswerBody {
    bytes: Bytes,
    framing: Framing,
    /// What `Content-Length` says.
    promised: u64,
    end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    /// Breaks the connection at the end, once what came before is on its way.
    Cut,
    CutNow,
}

impl AnswerBody {
    pub(crate) fn whole(bytes: impl Into<Bytes>) -> Self {
        Self::framed(bytes, Framing::ContentLength)
    }

    pub(crate) fn framed(bytes: impl Into<Bytes>, framing: Framing) -> Self {
        let bytes = bytes.into();
        Self {
            promised: bytes.len() as u64,
            bytes,
            framing,
            end: End::Whole,
        }
    }

    /// The first half, though all of it is promised.
    pub(crate) fn cut_in_the_middle(mut self, framing: Framing) -> Self {
        self.bytes.truncate(self.bytes.len() / 2);
        Self {
            framing,
            end: End::Cut,
            ..self
        }
    }

    pub(crate) fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.end {
            End::Whole => Poll::Ready(None),
            End::Cut => {
                // A pause, in which the connection sends what it holds back.
                self.end = End::CutNow;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::CutNow => Poll::Ready(Some(Err(io::Error::other("cut off, as a test asked for")))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty() && self.end == End::Whole && self.framing == Framing::ContentLength
    }

    fn size_hint(&self) -> SizeHint {
        match self.framing {
            Framing::ContentLength => SizeHint::with_exact(self.promised),
            Framing::Chunked => SizeHint::default(),
        }
    }
}
