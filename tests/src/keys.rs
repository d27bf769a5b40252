//! The keys that journeys press.

use chromiumoxide::cdp::browser_protocol::input::{DispatchKeyEventParams, DispatchKeyEventType};

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To the next element that can have focus.
    Tab,
    /// To the one before.
    ShiftTab,
    /// Presses a button, follows a link.
    Enter,
    /// Presses a button, switches a checkbox.
    Space,
    /// Leaves a dialog.
    Escape,
}

impl Key {
    /// What the browser is told: key down, key up.
    pub(crate) fn events(self) -> [DispatchKeyEventParams; 2] {
        let (key, code, number, text) = match self {
            Self::Tab | Self::ShiftTab => ("Tab", "Tab", 9, None),
            Self::Enter => ("Enter", "Enter", 13, Some("\r")),
            Self::Space => (" ", "Space", 32, Some(" ")),
            Self::Escape => ("Escape", "Escape", 27, None),
        };
        [DispatchKeyEventType::KeyDown, DispatchKeyEventType::KeyUp].map(|kind| {
            let mut event = DispatchKeyEventParams::new(kind.clone());
            event.key = Some(key.to_owned());
            event.code = Some(code.to_owned());
            event.windows_virtual_key_code = Some(number);
            event.modifiers = (self == Self::ShiftTab).then_some(8);
            if kind == DispatchKeyEventType::KeyDown {
                event.text = text.map(str::to_owned);
            }
            event
        })
    }
}
