//! Which columns the table shows.

use crate::web::choices::Choice;

/// One column beside the deal's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Stage,
    Amount,
    /// The customer's own date.
    Date,
    /// The customer's latest words.
    Words,
    /// Marks and tags.
    Proved,
    Owner,
    /// How long it has stood at its stage.
    Since,
    /// When the customer was heard last.
    Heard,
    /// The owner's call.
    Call,
    Journey,
}

impl Column {
    pub const ALL: &'static [Self] = &[
        Self::Stage,
        Self::Amount,
        Self::Date,
        Self::Words,
        Self::Proved,
        Self::Owner,
        Self::Since,
        Self::Heard,
        Self::Call,
        Self::Journey,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Words => "words",
            Self::Proved => "proved",
            Self::Owner => "owner",
            Self::Since => "since",
            Self::Heard => "heard",
            Self::Call => "call",
            Self::Journey => "journey",
        }
    }

    /// The head of the column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Stage => "Stage",
            Self::Amount => "Amount",
            Self::Date => "Customer’s date",
            Self::Words => "Latest words",
            Self::Proved => "Proved",
            Self::Owner => "Owner",
            Self::Since => "In this stage",
            Self::Heard => "Last heard",
            Self::Call => "Owner’s call",
            Self::Journey => "Journey",
        }
    }
}

/// The columns shown, in their one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

/// What the table shows when nobody chose.
const USUAL: usize = 6;

impl Columns {
    /// The columns that are named; none that we know: the usual ones.
    pub fn read(words: &[String]) -> Self {
        let named = |column: &&Column| words.iter().any(|word| word == column.word());
        let chosen: Vec<Column> = Column::ALL.iter().filter(named).copied().collect();
        match chosen.is_empty() {
            true => Self(Column::ALL[..USUAL].to_vec()),
            false => Self(chosen),
        }
    }

    pub fn show(&self, column: Column) -> bool {
        self.0.contains(&column)
    }

    pub fn iter(&self) -> impl Iterator<Item = Column> {
        self.0.iter().copied()
    }

    pub fn choices(&self) -> Vec<Choice> {
        let choice = |column: &Column| {
            Choice::new(column.word(), column.label()).chosen_if(self.show(*column))
        };
        Column::ALL.iter().map(choice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_one_order_and_none_known_are_the_usual() {
        let read = |words: &[&str]| {
            Columns::read(
                &words
                    .iter()
                    .map(|word| (*word).to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        let chosen: Vec<_> = read(&["owner", "stage", "x"]).iter().collect();
        assert_eq!(chosen, [Column::Stage, Column::Owner]);
        assert_eq!(read(&["x"]), read(&[]));
        assert!(!read(&[]).show(Column::Journey));
    }
}
