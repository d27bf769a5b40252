//! What made the browser ask for something, in the terms of a report.

use chromiumoxide::cdp::browser_protocol::network::{EventRequestWillBeSent, InitiatorType};
use chromiumoxide::cdp::js_protocol::runtime::StackTrace;

use crate::audit::seen::{Cause, Initiator};

/// Reads it from the event that announces a request.
pub(super) fn of(event: &EventRequestWillBeSent) -> Initiator {
    if let Some(answer) = &event.redirect_response {
        return Initiator {
            kind: Cause::Redirect,
            url: Some(answer.url.clone()),
            ..Initiator::default()
        };
    }
    let told = &event.initiator;
    if let Some((url, line)) = told.stack.as_ref().and_then(innermost) {
        return Initiator {
            kind: Cause::Script,
            url: Some(url),
            line: Some(line),
            element: None,
        };
    }
    match (&told.r#type, &told.url) {
        (InitiatorType::Parser | InitiatorType::Preload, url) => Initiator {
            kind: Cause::Element,
            url: url.clone().or_else(|| Some(event.document_url.clone())),
            line: told.line_number.map(counted),
            element: None,
        },
        (InitiatorType::Script, url) => Initiator {
            kind: Cause::Script,
            url: url.clone(),
            line: told.line_number.map(counted),
            element: None,
        },
        _ if event.request.url == event.document_url => Initiator {
            kind: Cause::Visit,
            ..Initiator::default()
        },
        (_, Some(url)) => Initiator {
            kind: Cause::Element,
            url: Some(url.clone()),
            ..Initiator::default()
        },
        _ => Initiator::default(),
    }
}

/// The innermost script that has an address, also one that was called later by the browser.
fn innermost(stack: &StackTrace) -> Option<(String, u64)> {
    let mut stack = Some(stack);
    while let Some(calls) = stack {
        let frame = calls.call_frames.iter().find(|frame| !frame.url.is_empty());
        if let Some(frame) = frame {
            return Some((
                frame.url.clone(),
                u64::try_from(frame.line_number).unwrap_or(0) + 1,
            ));
        }
        stack = calls.parent.as_deref();
    }
    None
}

/// Lines are counted from 0 by the browser, from 1 by people.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a line number is small, and no line is below 0"
)]
fn counted(line: f64) -> u64 {
    line.max(0.0) as u64 + 1
}
