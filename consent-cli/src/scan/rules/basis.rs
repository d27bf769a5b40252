//! `analysis-on-legitimate-interest`: visits are analysed, and the text does not ask for consent.
//!
//! Found within one sentence or row; and in tables whose cells have come apart into lines of their own, where
//! analysis, visits and the basis stand in short lines below each other.

use super::about::About;
use super::{Case, Warning, about, warn};
use crate::scan::policy_text::{Line, Read, Shape, sentences, words};

/// The most words of a cell that has become a line.
const CELL: usize = 12;
/// The most cells of a row that has come apart.
const ROW: usize = 7;

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let rule = "analysis-on-legitimate-interest";
    let about = about(rule);
    let mut warnings = Vec::new();
    for read in case.documents {
        for at in 0..read.lines.len() {
            let Some((line, said)) = read.lines.get(at).zip(read.words.get(at)) else {
                continue;
            };
            let is_there =
                (about.phrases.are_in(said) && is_said(about, line)) || is_laid_out(about, read, at);
            if is_there {
                warnings.push(warn(
                    rule,
                    &read.name,
                    line.number,
                    "visits are analysed on legitimate interest, and cookies for analysis need consent whatever the basis of the rest is; ask for it, and say so here".into(),
                ));
            }
        }
    }
    warnings
}

/// In one sentence; a row is one too.
fn is_said(about: &About, line: &Line) -> bool {
    let text = line.text();
    let is_all = |said: &[String]| {
        about.phrases.are_in(said) && about.analysis.are_in(said) && about.visits.are_in(said)
    };
    if line.is_row() {
        // What another column says is not the reason for the storing.
        return is_all(&words(&text));
    }
    sentences(&text).any(|sentence| is_all(&words(sentence)))
}

/// In short lines, the basis alone in one of them.
fn is_laid_out(about: &About, read: &Read, at: usize) -> bool {
    let cell = |at: usize| {
        let (line, said) = read.lines.get(at).zip(read.words.get(at))?;
        let is_cell = said.len() <= CELL
            && matches!(line.shape, Shape::Prose | Shape::Bullet)
            && !line.text().ends_with('.');
        is_cell.then_some(said.as_slice())
    };
    let Some(first) = cell(at).filter(|said| about.analysis.are_in(said)) else {
        return false;
    };
    let mut visits = about.visits.are_in(first);
    for next in (at + 1..at + ROW).map_while(cell) {
        let is_short = next.len() <= 4;
        if is_short && about.phrases.are_in(next) {
            return visits;
        }
        if is_short && about.other_basis.are_in(next) {
            return false;
        }
        visits |= about.visits.are_in(next);
    }
    false
}
