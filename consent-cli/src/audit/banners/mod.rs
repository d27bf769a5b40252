//! Consent systems: which one a page has, how its banner looks, and how it is answered.
//!
//! *Takes* `systems.json`: for each system where its layers and buttons are, with the source and the day of the last look.
//! *Gives* what is seen of a banner, and presses its buttons as a person does, with the mouse.
//! *Never* calls a system's own functions for a yes or a no: only, where a page has no way back, to open its choices.

mod look;
pub(crate) use look::{BannerSeen, ButtonSeen};

mod press;
pub(crate) use press::{Answered, accept, banner, present, reject, way_back, withdraw};

mod system;
pub(crate) use system::System;
