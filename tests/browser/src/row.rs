//! What the table says of one file.

use serde_json::Value;

/// A row of the table as it was at one instant.
#[derive(Debug, Clone)]
pub struct Row(Value);

/// The rows in the document, where the table has so many and nothing is being read.
pub(crate) const READ_ROWS: &str = r#"
    const table = one('[role=treegrid]');
    const { results } = one('orcamo-cert-check');
    const isRead = one('[data-testid=many-progress]')?.hidden && results.every(({ look }) => look !== 'reading');
    if (Number(table?.getAttribute('aria-rowcount')) !== arguments[0] + 1 || !isRead) return null;
    const rows = all('[data-testid=row]');
    // They are drawn, and put into their order, a little later than it is known what they are.
    const looks = new Map(results.map(({ id, look }) => [String(id), look]));
    if (rows.some(({ dataset }) => looks.get(dataset.id) !== dataset.look)) return null;
    return rows.map((row) => ({
        look: row.dataset.look,
        level: Number(row.getAttribute('aria-level')),
        place: Number(row.getAttribute('aria-rowindex')) - 2,
        expanded: row.getAttribute('aria-expanded') ?? '',
        cells: Object.fromEntries([...row.querySelectorAll('[role=gridcell]')]
            .map((cell) => [cell.dataset.column, cell.innerText.trim()])),
    }));
"#;

impl Row {
    pub(crate) fn all(rows: &Value) -> Vec<Self> {
        rows.as_array().into_iter().flatten().cloned().map(Self).collect()
    }

    /// `data-look`: the decision as it is shown.
    #[must_use]
    pub fn look(&self) -> &str {
        self.0["look"].as_str().unwrap_or_default()
    }

    /// Its place among all rows, from 0.
    #[must_use]
    pub fn place(&self) -> u64 {
        self.0["place"].as_u64().unwrap_or_default()
    }

    /// 1; 2 where it is folded under a newer certificate.
    #[must_use]
    pub fn level(&self) -> u64 {
        self.0["level"].as_u64().unwrap_or_default()
    }

    /// `aria-expanded`; empty where nothing is folded under it.
    #[must_use]
    pub fn expanded(&self) -> &str {
        self.0["expanded"].as_str().unwrap_or_default()
    }

    /// The text in a column; empty where the column is not shown.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        self.0["cells"][column].as_str().unwrap_or_default()
    }
}
