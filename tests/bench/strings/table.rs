//! Figures side by side, and how many times as long the others take.

use std::fmt;

/// Lines of figures, of which the first column is what the others are held against.
#[derive(Debug)]
pub(crate) struct Table {
    heads: Vec<&'static str>,
    lines: Vec<(String, Vec<Option<f64>>)>,
}

impl Table {
    pub(crate) fn new(heads: impl Iterator<Item = &'static str>) -> Self {
        Self {
            heads: heads.collect(),
            lines: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, name: String, figures: Vec<Option<f64>>) {
        self.lines.push((name, figures));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, name: &str, cells: Vec<String>| {
            write!(f, "{name:24}")?;
            cells.iter().try_for_each(|cell| write!(f, "{cell:>14}"))?;
            writeln!(f)
        };
        line(
            f,
            "string (characters)",
            self.heads.iter().map(|head| (*head).to_owned()).collect(),
        )?;
        for (name, figures) in &self.lines {
            let cell = |figure: &Option<f64>| figure.map_or("fails".into(), |figure| format!("{figure:.0}"));
            line(f, name, figures.iter().map(cell).collect())?;
        }
        let first = self.heads.first().copied().unwrap_or_default();
        writeln!(f, "times as long as “{first}”")?;
        for (name, figures) in &self.lines {
            let own = figures.first().copied().flatten();
            let cell = |figure: &Option<f64>| match (figure, own) {
                (Some(figure), Some(own)) => format!("{:.2}", figure / own),
                _ => "-".into(),
            };
            line(f, name, figures.iter().map(cell).collect())?;
        }
        Ok(())
    }
}
