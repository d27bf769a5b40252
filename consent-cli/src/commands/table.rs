//! Rows whose columns stand under each other.

/// Lays out rows, two spaces in, each column as wide as its widest cell; the last one is left as it is.
pub(super) fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..COLUMNS).map(width).collect();
    rows.iter()
        .map(|row| {
            let mut line = String::from(" ");
            for (cell, width) in row.iter().zip(&widths) {
                line.push(' ');
                line.push_str(cell);
                let missing = width.saturating_sub(cell.chars().count());
                line.extend(std::iter::repeat_n(' ', missing + 1));
            }
            format!("{}\n", line.trim_end())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["_ga", "2 years"], ["hubspotutk", "1 day"], ["å", ""]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows), "  _ga         2 years\n  hubspotutk  1 day\n  å\n");
        assert_eq!(table::<2>(&[]), "");
    }
}
