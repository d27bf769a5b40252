//! Style sheets without comments and needless gaps.
//!
//! Nothing is rewritten: the result has the very tokens of the source, read by Servo's tokenizer, so new syntax
//! (`:host`, `::part`, nesting, custom properties, ranges in `@media`) needs no knowledge here. Only a gap that
//! can mean nothing goes; `a :hover` and `1px + 2px` keep theirs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use cssparser::{ParseError, ParseErrorKind, Parser, Token};

/// No gap is needed after these, and before those. A colon is in the first list only: `a :hover` is not `a:hover`.
const TIGHT_AFTER: &[&str] = &["{", "}", ";", ",", ":", "(", "[", ">", "~", "=", "!", "/"];
const TIGHT_BEFORE: &[&str] = &["{", "}", ";", ",", ")", "]", ">", "~", "=", "!", "/"];

/// Reads one style sheet and minifies it.
pub(crate) fn sheet(path: &Path) -> Result<String> {
    let css = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    minify(&css).with_context(|| format!("in {}", path.display()))
}

/// The same tokens with fewer gaps.
fn minify(css: &str) -> Result<String> {
    let mut kept: Vec<&str> = Vec::new();
    let mut small = String::with_capacity(css.len());
    let mut gap = false;
    for Piece {
        text,
        within_parentheses,
    } in pieces(css)?
    {
        if text.trim_start().is_empty() {
            gap = true;
            continue;
        }
        let before = kept.last().copied().unwrap_or("{");
        if text == ";" && matches!(before, ";" | "{") {
            continue;
        }
        if text == "}" && before == ";" {
            kept.pop();
            small.pop();
        } else if gap && !tight(before, text, within_parentheses) {
            small.push(' ');
        }
        kept.push(text);
        small.push_str(text);
        gap = false;
    }
    let again = pieces(&small)?;
    if !again
        .iter()
        .map(|piece| piece.text)
        .filter(|text| *text != " ")
        .eq(kept)
    {
        bail!("a comment stands where only a space may part two words; write a space beside it");
    }
    Ok(small)
}

/// Whether a gap between these two means nothing.
fn tight(before: &str, after: &str, within_parentheses: bool) -> bool {
    // An empty custom property: some browsers want its one space.
    if before == ":" && matches!(after, ";" | "}") {
        return false;
    }
    // In `calc()` a plus needs its gaps, between selectors it does not.
    if before == "+" || after == "+" {
        return !within_parentheses;
    }
    TIGHT_AFTER.contains(&before) || TIGHT_BEFORE.contains(&after) || opens_function(before)
}

/// A function's opening is one token with its name; a string may end like one.
fn opens_function(text: &str) -> bool {
    text.ends_with('(') && !text.starts_with(['"', '\''])
}

/// One token as written, or the gap between two.
struct Piece<'css> {
    text: &'css str,
    within_parentheses: bool,
}

fn pieces(css: &str) -> Result<Vec<Piece<'_>>> {
    let mut out = Vec::new();
    read(&mut Parser::new(css), false, &mut out)?;
    Ok(out)
}

fn read<'css>(parser: &mut Parser<'css>, within_parentheses: bool, out: &mut Vec<Piece<'css>>) -> Result<()> {
    loop {
        let (place, start) = (parser.current_source_location(), parser.position());
        let fault = |what: &str| anyhow!("line {}, column {}: {what}", place.line + 1, place.column);
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else {
            return Ok(());
        };
        if token.is_parse_error() {
            return Err(fault("this is not CSS"));
        }
        let text = parser.slice_from(start);
        let closing = match token {
            Token::Comment(_) => continue,
            Token::CurlyBracketBlock => "}",
            Token::SquareBracketBlock => "]",
            Token::ParenthesisBlock | Token::Function(_) => ")",
            _ => {
                out.push(Piece {
                    text,
                    within_parentheses,
                });
                continue;
            }
        };
        out.push(Piece {
            text,
            within_parentheses,
        });
        let within = closing == ")" || (within_parentheses && closing != "}");
        let block = parser.parse_nested_block(|block| read(block, within, out).map_err(ParseError::custom));
        block.map_err(|error: ParseError<anyhow::Error>| match error.kind {
            ParseErrorKind::Custom(told) => told,
            ParseErrorKind::Basic(kind) => fault(&kind.to_string()),
        })?;
        if !parser.slice_from(start).ends_with(closing) {
            return Err(fault("this is never closed"));
        }
        out.push(Piece {
            text: closing,
            within_parentheses,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(source: &str, expected: &str) {
        assert_eq!(minify(source).unwrap(), expected);
        assert_eq!(minify(expected).unwrap(), expected, "a second time");
    }

    #[test]
    fn comments_gaps_and_last_semicolons_go() {
        becomes(
            " /* a */ .a ,\n .b { color : red ; /* b */ ; margin: 0 auto; }\n",
            ".a,.b{color :red;margin:0 auto}",
        );
        becomes("a { } b { ; top: 0 }", "a{}b{top:0}");
    }

    #[test]
    fn hosts_and_parts_stay_what_they_select() {
        becomes(":host( .x ) { a: b }", ":host(.x){a:b}");
        becomes(
            ":host-context(.dark) ::part( notice ) {}",
            ":host-context(.dark) ::part(notice){}",
        );
        becomes("::slotted( * ) , * + * , a * b {}", "::slotted(*),*+*,a * b{}");
        becomes("ul :hover > li ~ b [ open ] {}", "ul :hover>li~b [open]{}");
    }

    #[test]
    fn sums_keep_their_gaps() {
        becomes(
            "a { width: calc( 100% - ( 2 * var( --gap , 3px ) ) + 1px ); aspect-ratio: 16 / 9 }",
            "a{width:calc(100% - (2 * var(--gap,3px)) + 1px);aspect-ratio:16/9}",
        );
        becomes(
            "a:nth-child( 2n + 1 of .x ) + b {}",
            "a:nth-child(2n + 1 of .x)+b{}",
        );
    }

    #[test]
    fn custom_properties_keep_their_value() {
        becomes(
            ":host { --none: ; --two:  1px  2px; --s: light-dark( #fff , #000 ); }",
            ":host{--none: ;--two:1px 2px;--s:light-dark(#fff,#000)}",
        );
    }

    #[test]
    fn conditions_keep_their_words_apart() {
        becomes(
            "@media ( width >= 40em ) and ( not ( hover ) ) { a { b: c !important } }",
            "@media (width>=40em) and (not (hover)){a{b:c!important}}",
        );
        becomes(
            "@supports not ( selector( :focus-visible ) ) {}",
            "@supports not (selector(:focus-visible)){}",
        );
        becomes(
            "@layer a , b ;\n@layer a { & > p { b: c } .x & {} }",
            "@layer a,b;@layer a{&>p{b:c}.x &{}}",
        );
    }

    #[test]
    fn strings_and_addresses_are_left_alone() {
        becomes(
            "a { content: \"  /* no */ ( \" ; background: url( data:x;y,z ) }",
            "a{content:\"  /* no */ ( \";background:url( data:x;y,z )}",
        );
    }

    #[test]
    fn what_is_not_css_is_told_with_its_place() {
        assert_eq!(
            minify("a {\n b: c").unwrap_err().to_string(),
            "line 1, column 3: this is never closed"
        );
        assert_eq!(
            minify("a {}\n }").unwrap_err().to_string(),
            "line 2, column 2: this is not CSS"
        );
        assert!(
            minify("a/**/b {}")
                .unwrap_err()
                .to_string()
                .contains("write a space")
        );
    }
}
