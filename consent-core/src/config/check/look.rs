//! How the notice looks and where it is served, and the cookie that carries its answer.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::draft::{ConsentCookieDraft, LookDraft};
use super::super::loose::{Loose, short};
use super::super::place::Place;
use super::super::policy::is_cookie_name;
use super::super::{Across, ConfigDraft, ConsentCookie, Down, Layout, Look, Position};
use super::{Checker, url};
use crate::gate::Markup;

impl Checker<'_> {
    pub(super) fn consent_cookie(&mut self, draft: &ConfigDraft) -> ConsentCookie {
        let place = draft.place("cookie");
        let default = ConsentCookieDraft::default();
        let cookie = draft.cookie.wanted(&place, &mut self.faults).unwrap_or(&default);
        self.unknown::<ConsentCookieDraft>(&cookie.unknown, &place);
        let name = cookie
            .name
            .wanted(&place.key("name"), &mut self.faults)
            .map_or("consent", String::as_str);
        let shares = cookie
            .share_subdomains
            .wanted(&place.key("shareSubdomains"), &mut self.faults);
        let share_subdomains = shares.copied().unwrap_or(false);
        if !is_cookie_name(name) {
            let mend = "write 1 to 64 letters, digits, “_” or “-”";
            self.faults.add(
                &place.key("name"),
                format!("“{}” is not a cookie's name", short(name)),
                mend,
            );
        } else if name.starts_with("__Host-") && share_subdomains {
            let reason = "contradicts the name: a cookie with “__Host-” belongs to one host alone";
            self.faults.add(
                &place.key("shareSubdomains"),
                reason,
                "write false, or another name",
            );
        }
        ConsentCookie {
            name: name.to_string(),
            share_subdomains,
        }
    }

    pub(super) fn look(&mut self, draft: &ConfigDraft) -> Look {
        let place = draft.place("look");
        let default = LookDraft::default();
        let look = draft.look.wanted(&place, &mut self.faults).unwrap_or(&default);
        self.unknown::<LookDraft>(&look.unknown, &place);
        let faults = &mut self.faults;
        let style = look.style.wanted(&place.key("style"), faults).copied();
        let layout = look.layout.wanted(&place.key("layout"), faults).copied();
        let modal = look.modal.wanted(&place.key("modal"), faults).copied();
        let heading = look.heading.wanted(&place.key("heading"), faults).copied();
        let theme = look.theme.wanted(&place.key("theme"), faults).copied();
        let (style, layout, theme) = (
            style.unwrap_or_default(),
            layout.unwrap_or_default(),
            theme.unwrap_or_default(),
        );
        let modal = modal.unwrap_or_default();
        Look {
            layout,
            position: self.position(look, layout, modal, &place.key("position")),
            modal,
            heading: heading.unwrap_or_default(),
            reopen: self.way_back(look, &place.key("reopen")),
            theme,
            tokens: self.tokens(look, style, theme, &place),
        }
    }

    fn position(&mut self, look: &LookDraft, layout: Layout, modal: bool, place: &Place) -> Position {
        let default = layout.position();
        let Some(&position) = look.position.wanted(place, &mut self.faults) else {
            return default;
        };
        if layout == Layout::Bar && (position.across != Across::Center || position.down == Down::Middle) {
            let reason = "is no place for a bar, which goes all the way across at an edge";
            let mend = "write “top-center” or “bottom-center”, or the layout “box” or “cloud”";
            self.faults.add(place, reason, mend);
        } else if position.down == Down::Middle && !modal {
            let reason = "would lie over the middle of a page that is in use, and hide what has focus there (WCAG 2.2, 2.4.11)";
            let mend = "write a position at the top or the bottom, or “modal”: true";
            self.faults.add(place, reason, mend);
        } else {
            return position;
        }
        default
    }

    fn way_back(&mut self, look: &LookDraft, place: &Place) -> Position {
        let default = Look::default().reopen;
        let Some(&position) = look.reopen.wanted(place, &mut self.faults) else {
            return default;
        };
        if position.across == Across::Center && position.down != Down::Bottom {
            let reason = "would cover what the page says there, as long as somebody reads it";
            let mend = "write a corner, the middle of a side or “bottom-center”";
            self.faults.add(place, reason, mend);
            return default;
        }
        position
    }

    pub(super) fn follow_language(&mut self, draft: &ConfigDraft) -> bool {
        let place = draft.place("followLanguage");
        let follows = draft.follow_language.wanted(&place, &mut self.faults);
        let follows = follows.copied().unwrap_or_default();
        if follows && self.languages_are_known && self.languages.len() < 2 {
            let mend = "remove it, or name a second language in “languages”";
            self.faults
                .add(&place, "has nothing to follow on a site with one language", mend);
        }
        follows
    }

    pub(super) fn reload_on_withdrawal(&mut self, draft: &ConfigDraft) -> bool {
        let place = draft.place("reloadOnWithdrawal");
        draft
            .reload_on_withdrawal
            .wanted(&place, &mut self.faults)
            .copied()
            .unwrap_or(true)
    }

    pub(super) fn path(&mut self, draft: &ConfigDraft) -> Option<String> {
        let place = draft.place("path");
        let path = match &draft.path {
            Loose::Absent => "/consent/",
            other => other.wanted(&place, &mut self.faults)?.as_str(),
        };
        let is_right = url::is_path(path) && path.ends_with('/') && !path.contains(['?', '#']);
        if !is_right {
            let mend = "write a path that begins and ends with “/”, such as “/consent/”";
            self.faults.add(
                &place,
                format!("“{}” is not a folder of the site", short(path)),
                mend,
            );
        }
        is_right.then(|| path.to_string())
    }

    pub(super) fn markup(&mut self, draft: &ConfigDraft) -> Vec<Markup> {
        let Some(list) = draft.markup.wanted(&draft.place("markup"), &mut self.faults) else {
            return Vec::new();
        };
        let mut systems = Vec::new();
        for (index, system) in list.iter().enumerate() {
            let place = draft.entry("markup", index);
            let Some(system) = system.needed(&place, &mut self.faults).copied() else {
                continue;
            };
            if systems.contains(&system) {
                self.faults.add(&place, "is named twice", "keep one of the two");
            } else {
                systems.push(system);
            }
        }
        systems
    }
}
