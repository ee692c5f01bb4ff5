//! Rows as comma-separated values that spreadsheet programs read as they are meant: no cell is taken for a formula.

use super::rows::Cell;
use crate::money::Money;

/// Tells spreadsheet programs that the text is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

pub struct Sheet {
    writer: csv::Writer<Vec<u8>>,
    begun: bool,
}

impl Sheet {
    pub fn new() -> Self {
        Self {
            writer: csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(vec![]),
            begun: false,
        }
    }
}

impl super::Sheet for Sheet {
    fn row(&mut self, cells: &[Cell]) -> Result<(), anyhow::Error> {
        Ok(self.writer.write_record(cells.iter().map(text))?)
    }

    fn ready(&mut self) -> Result<Vec<u8>, anyhow::Error> {
        let full = std::mem::replace(self, Self::new());
        let written = full.writer.into_inner()?;
        let mark = if full.begun { &[] } else { MARK };
        self.begun = true;
        Ok([mark, &written].concat())
    }

    fn end(mut self) -> Result<Vec<u8>, anyhow::Error> {
        self.ready()
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Head(head) => (*head).to_owned(),
        Cell::Words(words) => harmless(words),
        Cell::Amount(money) => in_units(*money),
        Cell::Day(day) => day.to_string(),
    }
}

/// A cell that begins like a formula is one to a spreadsheet program, whoever wrote it. An apostrophe before it says
/// that it is text.
fn harmless(words: &str) -> String {
    match words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{words}"),
        false => words.to_owned(),
    }
}

/// "480000", "1250.5": a number for programs, without marks for people.
fn in_units(money: Money) -> String {
    let unit = 10_i64.pow(money.currency.exponent().into());
    let places = usize::from(money.currency.exponent());
    match money.minor % unit {
        0 => (money.minor / unit).to_string(),
        rest => format!("{}.{:0places$}", money.minor / unit, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Sheet as _, *};

    #[test]
    fn no_cell_is_a_formula_and_quotes_and_lines_stay_in_their_cell() {
        let mut sheet = Sheet::new();
        let cells = [
            "=HYPERLINK(\"x\")",
            "+1",
            "-1",
            "@a",
            "\tb",
            "a \"b\", c\nd",
            "plain",
        ];
        let cells = cells.map(|words| Cell::Words(words.to_owned()));
        sheet.row(&cells).expect("a row");
        let written = String::from_utf8(sheet.end().expect("a file")).expect("text");
        assert_eq!(
            written,
            "\u{feff}\"'=HYPERLINK(\"\"x\"\")\",'+1,'-1,'@a,'\tb,\"a \"\"b\"\", c\nd\",plain\r\n"
        );
    }

    #[test]
    fn an_amount_is_a_number() {
        let money = |minor, code: &str| Money {
            minor,
            currency: code.parse().expect("a currency"),
        };
        assert_eq!(in_units(money(48_000_000, "EUR")), "480000");
        assert_eq!(in_units(money(125_050, "EUR")), "1250.50");
        assert_eq!(in_units(money(1_250, "JPY")), "1250");
    }
}
