//! By keyboard alone, and what a screen reader is told.

use consent_tests::{Key, Tab, journey};

use super::{FILM, on};

/// Presses Tab until a part of a placeholder has the focus.
async fn tabs_to_part(tab: &Tab, part: &str) {
    for _ in 0..40 {
        tab.presses(Key::Tab).await;
        if tab
            .evaluate::<Option<String>>("focused()?.getAttribute('part')")
            .await
            .as_deref()
            == Some(part)
        {
            return;
        }
    }
    panic!("Tab does not lead to {part}");
}

#[test]
fn a11y_36_space_shows_it_once_and_the_focus_goes_on_in_the_content() {
    journey(async |stage| {
        let (_, tab) = on(stage, FILM).await;
        tabs_to_part(&tab, "once").await;
        tab.presses(Key::Space).await;
        tab.until("find('iframe').contentDocument?.title == 'Film'").await;
        tab.until("read('activeElement') == find('iframe')").await;
        tab.until("find('[role=status]').textContent.includes('YouTube')")
            .await;
        // On into the content: its first button.
        tab.presses(Key::Tab).await;
        tab.until("find('iframe').contentDocument.activeElement?.localName == 'button'")
            .await;
    });
}

#[test]
fn a11y_36_enter_on_always_does_the_same_and_says_so_once() {
    journey(async |stage| {
        let (_, tab) = on(stage, FILM).await;
        tab.evaluate::<()>(
            "void (window.said = [], new MutationObserver(() => said.push(find('[role=status]').textContent))
               .observe(find('[role=status]'), { childList: true, characterData: true, subtree: true }))",
        )
        .await;
        tabs_to_part(&tab, "always").await;
        tab.presses(Key::Enter).await;
        tab.is_decided("c").await;
        tab.until("read('activeElement') == find('iframe')").await;
        tab.until("said.some((it) => it.includes('is shown'))").await;
        tab.rests().await;
        let said: Vec<String> = tab.evaluate("said.filter((it) => it.includes('is shown'))").await;
        assert_eq!(said.len(), 1, "{said:?}");
    });
}

#[test]
fn a11y_36_everything_has_a_name() {
    journey(async |stage| {
        let (_, tab) = on(stage, FILM).await;
        let root = "find('consent-held').shadowRoot";
        let named: bool = tab
            .evaluate(&format!(
                "{root}.getElementById({root}.querySelector('[role=group]').getAttribute('aria-labelledby')).textContent == 'The film'"
            ))
            .await;
        assert!(named, "the placeholder is called like the content");
        let buttons: Vec<String> = tab
            .evaluate(&format!(
                "[...{root}.querySelectorAll('button')].map((it) => it.textContent)"
            ))
            .await;
        assert_eq!(buttons, ["Show once", "Always allow YouTube"]);
        let tall: bool = tab
            .evaluate(&format!(
                "[...{root}.querySelectorAll('button')].every((it) => it.offsetHeight >= 44)"
            ))
            .await;
        assert!(tall, "44 pixels");
        let language: String = tab.evaluate("find('consent-held').lang").await;
        assert_eq!(language, "en");
    });
}
