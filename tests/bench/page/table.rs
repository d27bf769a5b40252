//! Medians side by side, and how many times ours the others are.

use std::fmt;

use crate::contestants::Contestant;
use crate::{COLUMNS, Measured};

/// A line for each contestant; the first is what the others are held against.
#[derive(Debug)]
pub(crate) struct Table(Vec<(&'static str, [Option<f64>; COLUMNS.len()])>);

impl Table {
    pub(crate) fn of(all: &[Contestant], mut measured: Measured) -> Self {
        let mut medians = |name| {
            std::array::from_fn(|column| {
                let figures = measured.get_mut(&(name, column))?;
                figures.sort_by(f64::total_cmp);
                figures.get(figures.len() / 2).copied()
            })
        };
        Self(all.iter().map(|one| (one.name, medians(one.name))).collect())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, name: &str, cells: [String; COLUMNS.len()]| {
            write!(f, "{name:24}")?;
            cells.iter().try_for_each(|cell| write!(f, "{cell:>13}"))?;
            writeln!(f)
        };
        line(f, "", COLUMNS.map(str::to_owned))?;
        for (name, figures) in &self.0 {
            line(
                f,
                name,
                figures.map(|figure| figure.map_or("-".into(), |figure| format!("{figure:.0}"))),
            )?;
        }
        let Some((first, own)) = self.0.first() else {
            return Ok(());
        };
        writeln!(f, "\ntimes “{first}”")?;
        for (name, figures) in self.0.iter().skip(1) {
            let times = std::array::from_fn(|column| match (figures[column], own[column]) {
                (Some(figure), Some(own)) if own > 0.0 => format!("{:.2}", figure / own),
                _ => "-".into(),
            });
            line(f, name, times)?;
        }
        Ok(())
    }
}
