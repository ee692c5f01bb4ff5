//! Rows as a workbook of one sheet. What people typed is written as text: nothing in it is a formula.

use super::rows::Cell;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The most letters a cell can hold.
const LONGEST: usize = 32_767;

pub struct Sheet {
    book: Workbook,
    row: u32,
    head: Format,
    day: Format,
    amount: Format,
}

impl Sheet {
    pub fn new() -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        // Rows go to a file as they come, so that a long list needs little memory.
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name("Pipeline")?;
        sheet.set_freeze_panes(1, 0)?;
        for column in 0..12 {
            sheet.set_column_width(column, 20)?;
        }
        Ok(Self {
            book,
            row: 0,
            head: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            amount: Format::new().set_num_format("#,##0.##"),
        })
    }
}

impl super::Sheet for Sheet {
    fn row(&mut self, cells: &[Cell]) -> Result<(), anyhow::Error> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Head(head) => {
                    sheet.write_string_with_format(self.row, column, *head, &self.head)?
                }
                Cell::Words(words) => {
                    let words: String = words.chars().take(LONGEST).collect();
                    sheet.write_string(self.row, column, words)?
                }
                Cell::Amount(money) => {
                    let unit = 10_f64.powi(money.currency.exponent().into());
                    #[expect(
                        clippy::cast_precision_loss,
                        reason = "a sheet's numbers are of this kind"
                    )]
                    let units = money.minor as f64 / unit;
                    sheet.write_number_with_format(self.row, column, units, &self.amount)?
                }
                Cell::Day(day) => sheet.write_date_with_format(self.row, column, day, &self.day)?,
            };
        }
        self.row += 1;
        Ok(())
    }

    /// A workbook is packed as a whole: nothing is ready before its end.
    fn ready(&mut self) -> Result<Vec<u8>, anyhow::Error> {
        Ok(vec![])
    }

    fn end(mut self) -> Result<Vec<u8>, anyhow::Error> {
        Ok(self.book.save_to_buffer()?)
    }
}
