//! The rows of an export: the deals of a list with the columns of its table.

use crate::{
    database::Tx,
    money::Money,
    pipeline::{
        card::{Card, cards},
        list::List,
        query::{Asked, Column, Place},
        store::Listed,
    },
};
use chrono::{DateTime, NaiveDate, Utc};

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Words(String),
    /// An amount in whole units of its currency, which stands beside it.
    Amount(Money),
    Day(NaiveDate),
    Head(&'static str),
}

/// How many deals are read at a time.
const PAGE: i64 = 500;

/// A list that is read to its end.
pub struct Rows {
    tx: Tx,
    list: List,
    asked: Asked,
    now: DateTime<Utc>,
    today: NaiveDate,
    after: Option<Place>,
    is_over: bool,
}

impl Rows {
    pub fn new(tx: Tx, list: List, asked: Asked, now: DateTime<Utc>, today: NaiveDate) -> Self {
        Self {
            tx,
            list,
            asked,
            now,
            today,
            after: None,
            is_over: false,
        }
    }

    pub fn heads(&self) -> Vec<Cell> {
        let columns = self.asked.columns();
        let rest = columns.iter().flat_map(|column| match column {
            Column::Amount => vec!["Amount", "Currency"],
            Column::Words => vec!["Latest words", "Said by"],
            column => vec![column.label()],
        });
        ["Deal", "Account"]
            .into_iter()
            .chain(rest)
            .map(Cell::Head)
            .collect()
    }

    /// The next rows; none: that was all.
    pub async fn next(&mut self) -> sqlx::Result<Option<Vec<Vec<Cell>>>> {
        if self.is_over {
            return Ok(None);
        }
        let search = self.list.search(&self.asked);
        let lanes = search.lanes(self.after.as_ref());
        let found = search.found(&mut self.tx, &lanes, PAGE, PAGE).await?;
        self.is_over = found.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        self.after = found.last().map(|(_, place)| place.clone());
        let deals = self.list.listed(&mut self.tx, found).await?;
        let deals: Vec<Listed> = deals.into_iter().map(|(_, deal, _)| deal).collect();
        let days: Vec<_> = deals
            .iter()
            .map(|d| (d.customer_date, d.heard_at))
            .collect();
        let cards = cards(&mut self.tx, deals, self.now, self.today).await?;
        let rows = cards.into_iter().zip(days);
        let rows = rows.map(|(card, (date, heard))| self.row(card, date, heard.date_naive()));
        Ok(Some(rows.collect()))
    }

    fn row(&self, card: Card, date: Option<NaiveDate>, heard: NaiveDate) -> Vec<Cell> {
        let mut cells = vec![words(card.name.clone()), words(card.account.clone())];
        for column in self.asked.columns().iter() {
            match column {
                Column::Stage => cells.push(words(card.stage.clone())),
                Column::Amount => cells.extend(match card.amount {
                    Some(money) => [Cell::Amount(money), words(money.currency.code().to_owned())],
                    None => [Cell::Empty, Cell::Empty],
                }),
                Column::Date => cells.push(date.map_or(Cell::Empty, Cell::Day)),
                Column::Words => {
                    cells.extend([words(card.words.clone()), words(card.speaker.clone())])
                }
                Column::Proved => cells.push(words(proved(&card))),
                Column::Owner => cells.push(words(card.owner.clone())),
                Column::Since => cells.push(words(card.in_stage.clone())),
                Column::Heard if card.heard.is_empty() => cells.push(Cell::Empty),
                Column::Heard => cells.push(Cell::Day(heard)),
                Column::Call => cells.push(words(card.call.clone())),
                Column::Journey => cells.push(words(card.journey.clone())),
            }
        }
        cells
    }
}

fn words(words: String) -> Cell {
    match words.is_empty() {
        true => Cell::Empty,
        false => Cell::Words(words),
    }
}

/// "stands, nothing yet; ageing": what the marks and the tags say.
fn proved(card: &Card) -> String {
    let marks: Vec<&str> = card.marks.iter().map(|mark| mark.text.as_ref()).collect();
    let tags = card.tags.iter().map(|tag| tag.words.as_str());
    std::iter::once(marks.join(", "))
        .chain(tags.map(str::to_owned))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}
