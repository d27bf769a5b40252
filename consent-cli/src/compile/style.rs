//! The style of one look: of all rules only those that hold for it.
//!
//! A rule that begins with `:host([data-…])` is for one value of a look. Where the look has it, the rule stays without
//! that condition; where it has not, the rule goes. Everything else is left as it is.

use std::fmt;

use consent_core::config::Look;
use consent_wasm::style::{ATTRIBUTES, attributes, tokens};
use cssparser::{ParseError, Parser, Token};

/// What begins every condition.
const HOST: &str = ":host(";

/// Returns the values of a look, and the rules of a sheet that hold for it.
///
/// # Errors
/// When the sheet is not what this compiler was made for.
pub(crate) fn of(look: &Look, sheet: &str) -> Result<String, StyleError> {
    let mut style = tokens(look);
    style += &rules_of(look, sheet)?;
    Ok(style)
}

/// Returns the rules of a sheet that hold for a look.
///
/// # Errors
/// When the sheet is not what this compiler was made for.
pub(crate) fn rules_of(look: &Look, sheet: &str) -> Result<String, StyleError> {
    let mut kept = String::with_capacity(sheet.len());
    rules(&mut Parser::new(sheet), &attributes(look), &mut kept)?;
    Ok(kept)
}

/// Copies every rule that holds, in the order in which they are.
fn rules(parser: &mut Parser<'_>, host: &[(&str, &str)], kept: &mut String) -> Result<(), StyleError> {
    loop {
        parser.skip_whitespace();
        let start = parser.position();
        let prelude = loop {
            let next = parser.next_including_whitespace_and_comments().cloned();
            match next {
                Ok(Token::CurlyBracketBlock) => {
                    let opened = parser.slice_from(start);
                    break opened.strip_suffix('{').unwrap_or(opened);
                }
                Ok(token) if token.is_parse_error() => return Err(StyleError),
                Ok(_) => (),
                Err(_) if parser.slice_from(start).is_empty() => return Ok(()),
                Err(_) => return Err(StyleError),
            }
        };
        let has_rules = prelude.starts_with('@');
        let mut inside = String::new();
        let read = parser.parse_nested_block(|block| {
            if has_rules {
                return rules(block, host, &mut inside).map_err(ParseError::custom);
            }
            let start = block.position();
            while block.next_including_whitespace_and_comments().is_ok() {}
            inside.push_str(block.slice_from(start));
            Ok(())
        });
        read.map_err(|_: ParseError<StyleError>| StyleError)?;
        let prelude = if has_rules {
            (!inside.is_empty()).then(|| prelude.to_owned())
        } else {
            selectors(prelude, host)?
        };
        if let Some(prelude) = prelude {
            *kept += &format!("{}{{{inside}}}", prelude.trim());
        }
    }
}

/// The selectors of a list that hold, if any does.
fn selectors(list: &str, host: &[(&str, &str)]) -> Result<Option<String>, StyleError> {
    let mut kept = Vec::new();
    for selector in list.split(',').map(str::trim) {
        let Some((condition, rest)) = selector.strip_prefix(HOST).and_then(|rest| rest.split_once(')'))
        else {
            kept.push(selector.to_owned());
            continue;
        };
        let condition = condition
            .strip_prefix('[')
            .and_then(|inside| inside.strip_suffix(']'))
            .ok_or(StyleError)?;
        let mut holds = true;
        for one in condition.split("][") {
            let (name, value) = one.split_once('=').unwrap_or((one, ""));
            if !ATTRIBUTES.contains(&name) {
                return Err(StyleError);
            }
            holds &= host.contains(&(name, value));
        }
        if holds {
            let rest = rest.trim();
            kept.push(if rest.is_empty() { ":host" } else { rest }.to_owned());
        }
    }
    Ok((!kept.is_empty()).then(|| kept.join(",")))
}

/// A sheet in which something is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyleError;

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the style in this command has a rule that cannot be read; build the command again after `cargo xtask bundle`")
    }
}

impl std::error::Error for StyleError {}

#[cfg(test)]
mod tests {
    use super::*;
    use consent_core::config::{Layout, Position};

    fn kept(sheet: &str) -> String {
        let look = Look {
            layout: Layout::Cloud,
            position: Position::BOTTOM_CENTER,
            ..Look::default()
        };
        rules_of(&look, sheet).unwrap()
    }

    #[test]
    fn what_holds_for_every_look_stays() {
        let sheet = "a,b{c:d}@media print{:host{display:none!important}}td::before{content:attr(x) \": {\"}";
        assert_eq!(kept(sheet), sheet);
    }

    #[test]
    fn what_holds_for_another_look_goes() {
        assert_eq!(
            kept(":host([data-layout=box]) a{b:c}:host([data-modal]) a{b:c}"),
            ""
        );
        assert_eq!(kept("@media (width>40em){:host([data-layout=box]) a{b:c}}"), "");
        assert_eq!(kept(":host([data-layout=cloud][data-down=top]) a{b:c}"), "");
    }

    #[test]
    fn what_holds_for_this_look_needs_no_condition() {
        assert_eq!(
            kept(
                ":host([data-layout=cloud]) a,:host([data-layout=box]) i{b:c}:host([data-card][data-across=center]){d:e}"
            ),
            "a{b:c}:host{d:e}"
        );
    }

    #[test]
    fn a_condition_that_is_not_known_is_a_fault() {
        let look = Look::default();
        for sheet in [":host([data-other]) a{b:c}", ":host(.x) a{b:c}", "a", "}"] {
            assert!(rules_of(&look, sheet).is_err(), "{sheet}");
        }
    }
}
