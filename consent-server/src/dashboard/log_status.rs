//! Where the log stands: its size, its newest checkpoint, the key that signs.

use maud::{Markup, html};

use super::View;
use super::calendar::machine_moment;
use super::words::fill;

/// Writes the section.
pub(super) fn section(view: &View) -> Markup {
    let (tongue, words, log) = (view.tongue, view.tongue.words(), &view.log);
    html! {
        section.card #log aria-labelledby="log-heading" {
            header { h2 #log-heading { (words.log_heading) } p { (words.log_note) } }
            dl.facts {
                div {
                    dt { (words.entries) }
                    dd { (tongue.count(log.size)) @if log.waiting > 0 { small { (fill(words.waiting, &[("count", &tongue.count(log.waiting))])) } } }
                }
                div {
                    dt { (words.checkpoint) }
                    @match log.head {
                        Some(head) => dd {
                            time datetime=(machine_moment(head.at)) { (tongue.moment(head.at)) }
                            small { (fill(words.covers, &[("count", &tongue.count(head.size))])) }
                        },
                        None => dd { (words.none_yet) },
                    }
                }
                div {
                    dt { (words.signing_key) }
                    dd { @match &log.kid { Some(kid) => code { (kid) }, None => (words.none_yet) } }
                }
            }
            p.links {
                a href={ "/v1/log/checkpoint?site=" (view.site) } { (words.see_checkpoint) }
                " "
                a href="/.well-known/consent-keys" { (words.see_keys) }
            }
        }
    }
}
