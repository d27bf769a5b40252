//! A page, read with the tokenizer of the HTML standard: its text, and the elements that load or are marked.

use std::cell::{Cell, RefCell};

use consent_core::catalogue::Catalogue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag as Token, TagKind, Token as Any, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::element::Element;
use super::flow::Flow;
use super::held::Hold;
use super::loads::loads;
use super::tag::Tag;
use crate::scan::policy_text::Line;

/// The most elements that are kept of one page; no page that people read has as many.
const MOST: usize = 20_000;

/// A page that has been read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The lines of its text.
    pub(crate) lines: Vec<Line>,
    /// Its elements that load from known services, or are marked.
    pub(crate) tags: Vec<Tag>,
    /// Whether it is a whole page, and not a part of one.
    pub(crate) is_whole: bool,
}

impl Page {
    /// Reads HTML, however broken.
    pub(crate) fn read(html: &str, catalogue: &Catalogue) -> Self {
        let reader = Reader {
            catalogue,
            line: Cell::new(1),
            state: RefCell::new(State {
                flow: Flow::new(),
                tags: Vec::new(),
                raw: None,
                noscript: 0,
                template: 0,
                is_whole: false,
            }),
        };
        let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
        let queue = BufferQueue::default();
        let mut line = 1;
        // The tokenizer says where a tag ends. Given the text in pieces that begin with “<”, it tells of a tag while
        // the piece that the tag begins is read.
        let mut rest = html;
        while !rest.is_empty() {
            let next = rest.char_indices().skip(1).find(|(_, letter)| *letter == '<');
            let (piece, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
            tokenizer.sink.line.set(line);
            queue.push_back(StrTendril::from_slice(piece));
            // A script that ends only interrupts the reading.
            while !queue.is_empty() {
                let _ = tokenizer.feed(&queue);
            }
            line += u32::try_from(piece.matches('\n').count()).unwrap_or(u32::MAX);
            rest = after;
        }
        tokenizer.end();
        let state = tokenizer.sink.state.into_inner();
        Self {
            lines: state.flow.finish(),
            tags: state.tags,
            is_whole: state.is_whole,
        }
    }
}

struct Reader<'c> {
    catalogue: &'c Catalogue,
    /// The line that the piece being read begins in.
    line: Cell<u32>,
    state: RefCell<State>,
}

struct State {
    flow: Flow,
    tags: Vec<Tag>,
    /// The script or style whose text is being read.
    raw: Option<Element>,
    noscript: u32,
    template: u32,
    is_whole: bool,
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Any, number: u64) -> TokenSinkResult<()> {
        let state = &mut *self.state.borrow_mut();
        match token {
            Any::TagToken(tag) if tag.kind == TagKind::StartTag => return self.begin(state, &tag),
            Any::TagToken(tag) => self.end(state, &tag.name),
            Any::CharacterTokens(text) => match state.raw.as_mut() {
                Some(raw) => raw.text.push_str(&text),
                None if state.template == 0 => {
                    state.flow.text(&text, u32::try_from(number).unwrap_or(u32::MAX));
                }
                None => {}
            },
            Any::EOFToken => self.raw_ends(state),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader<'_> {
    fn begin(&self, state: &mut State, tag: &Token) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let attributes = tag
            .attrs
            .iter()
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        let element = Element {
            line: self.line.get(),
            text: String::new(),
            attributes: attributes.collect(),
            name,
        };
        match element.name.as_str() {
            "noscript" => state.noscript += 1,
            "template" => state.template += 1,
            "html" | "head" | "body" => state.is_whole = true,
            _ => {}
        }
        let raw = match element.name.as_str() {
            "script" => Some(ScriptData),
            "style" | "xmp" | "noembed" | "noframes" | "iframe" => Some(Rawtext),
            "textarea" | "title" => Some(Rcdata),
            _ => None,
        };
        match element.name.as_str() {
            "script" | "style" => state.raw = Some(element),
            "iframe" | "xmp" | "noembed" | "noframes" | "textarea" => {
                self.keep(state, &element);
                // What stands within is shown by no browser that is in use.
                state.raw = Some(Element {
                    name: String::new(),
                    ..element
                });
            }
            _ => {
                state.flow.begin(&element.name, element.line);
                self.keep(state, &element);
            }
        }
        raw.map_or(TokenSinkResult::Continue, |kind: RawKind| {
            TokenSinkResult::RawData(kind)
        })
    }

    fn end(&self, state: &mut State, name: &str) {
        self.raw_ends(state);
        match name {
            "noscript" => state.noscript = state.noscript.saturating_sub(1),
            "template" => state.template = state.template.saturating_sub(1),
            _ => {}
        }
        state.flow.end(name);
    }

    fn raw_ends(&self, state: &mut State) {
        if let Some(raw) = state.raw.take().filter(|raw| !raw.name.is_empty()) {
            self.keep(state, &raw);
        }
    }

    /// Keeps an element that loads something known, is marked, or is the loader. What stands in a template is inert.
    fn keep(&self, state: &mut State, element: &Element) {
        if state.template > 0 || state.tags.len() >= MOST {
            return;
        }
        let tag = Tag {
            name: element.name.clone(),
            line: element.line,
            rel: element.get("rel").unwrap_or_default().to_ascii_lowercase(),
            in_noscript: state.noscript > 0,
            hold: Hold::of(element),
            loads: loads(element, self.catalogue),
            is_loader: is_loader(element),
        };
        if !tag.loads.is_empty() || !tag.hold.names.is_empty() || tag.is_loader {
            state.tags.push(tag);
        }
    }
}

/// `consent.js` or `consent.sv.js`, or the inline form, which has the same name in it.
fn is_loader(element: &Element) -> bool {
    let src = element.get("src").unwrap_or_default();
    let file = src
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let is_file = file.starts_with("consent.") && file.ends_with(".js");
    let is_inline = src.is_empty() && element.text.contains("consent-root");
    element.name == "script" && (is_file || is_inline)
}
