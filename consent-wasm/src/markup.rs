//! The components rendered natively, for `consent build`: markup that needs no script to be complete.
//!
//! The tests of this markup are the tests of the components: what is rendered here is what yew shows.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::{BaseComponent, LocalServerRenderer};

use crate::banner::{
    Detail, FirstLayer, FirstLayerProps, Past, Reopen, ReopenProps, SecondLayer, SecondLayerProps, Status,
    StatusProps,
};

/// Renders the first layer: a region beside the page, or a dialog before it.
#[must_use]
pub fn first_layer(notice: &Notice, modal: bool) -> String {
    rendered::<FirstLayer>(FirstLayerProps {
        notice: shared(notice),
        reason: Default::default(),
        modal,
        begins: Default::default(),
        honours_signal: false,
        on_press: Default::default(),
        on_leave: Default::default(),
    })
}

/// Renders the way back to the choices.
#[must_use]
pub fn reopen(notice: &Notice) -> String {
    rendered::<Reopen>(ReopenProps {
        notice: shared(notice),
        on_press: Default::default(),
    })
}

/// Renders the line for screen readers. It is empty at first in every language.
#[must_use]
pub fn status(_: &Notice) -> String {
    rendered::<Status>(StatusProps {
        says: Default::default(),
    })
}

/// Renders the second layer without its services, which yew adds in the page. With `has_past` it has the place for
/// what the visitor has chosen so far.
#[must_use]
pub fn second_layer(notice: &Notice, has_past: bool) -> String {
    dialog(notice, Detail::Skeleton, has_past, None)
}

/// Renders the second layer with everything in it, as the page has it once yew has taken over.
#[must_use]
pub fn whole_second_layer(notice: &Notice) -> String {
    dialog(notice, Detail::Full, false, None)
}

/// Renders the same with what the record tells of a visitor's choices so far, if it has been asked.
#[must_use]
pub fn second_layer_with(notice: &Notice, past: Option<Past>) -> String {
    dialog(notice, Detail::Full, true, past)
}

fn dialog(notice: &Notice, detail: Detail, has_past: bool, past: Option<Past>) -> String {
    rendered::<SecondLayer>(SecondLayerProps {
        notice: shared(notice),
        on: [].into(),
        detail,
        begins: Default::default(),
        honours_signal: false,
        has_past,
        past,
        on_past: Default::default(),
        dialog: Default::default(),
        on_decide: Default::default(),
        on_close: Default::default(),
    })
}

fn shared(notice: &Notice) -> Rc<Notice> {
    Rc::new(notice.clone())
}

/// Nothing here waits for anything, so blocking on it ends at once.
fn rendered<C: BaseComponent>(props: C::Properties) -> String {
    pollster::block_on(
        LocalServerRenderer::<C>::with_props(props)
            .hydratable(false)
            .render(),
    )
}
