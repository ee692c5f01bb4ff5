//! In which order deals are listed.

/// By what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// When the customer was heard last.
    #[default]
    Heard,
    /// What it is worth in the workspace's currency.
    Value,
    /// The customer's own date.
    Date,
    /// How far the customer has come.
    Phase,
    /// How long it has stood there.
    Since,
    Account,
    Owner,
}

/// By what, and from which end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub order: Order,
    /// From the other end than one would begin at.
    pub reversed: bool,
}

impl Order {
    pub const ALL: &'static [Self] = &[
        Self::Heard,
        Self::Value,
        Self::Date,
        Self::Phase,
        Self::Since,
        Self::Account,
        Self::Owner,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Value => "value",
            Self::Date => "date",
            Self::Phase => "phase",
            Self::Since => "since",
            Self::Account => "account",
            Self::Owner => "owner",
        }
    }

    /// What stands first where it is not reversed: the greatest, the latest.
    fn begins_with_the_greatest(self) -> bool {
        matches!(self, Self::Heard | Self::Value | Self::Phase)
    }
}

impl Sort {
    /// Reads "value" or "-value"; anything else is the order in which customers were heard.
    pub fn read(text: &str) -> Self {
        let (word, reversed) = match text.strip_prefix('-') {
            Some(word) => (word, true),
            None => (text, false),
        };
        let order = Order::ALL.iter().find(|order| order.word() == word);
        order.map_or(Self::default(), |order| Self {
            order: *order,
            reversed,
        })
    }

    /// As addresses carry it; empty: as lists are anyway.
    pub fn word(self) -> String {
        match (self == Self::default(), self.reversed) {
            (true, _) => String::new(),
            (_, true) => format!("-{}", self.order.word()),
            (_, false) => self.order.word().to_owned(),
        }
    }

    /// What a press on the head of a column asks for: its order, or the other end of it.
    #[must_use]
    pub fn pressed(self, order: Order) -> Self {
        Self {
            order,
            reversed: self.order == order && !self.reversed,
        }
    }

    /// From the greatest to the least.
    pub fn descends(self) -> bool {
        self.order.begins_with_the_greatest() != self.reversed
    }

    /// For `aria-sort` on the head of a column: ascending, descending, or empty where the list has another order.
    pub fn told(self, order: Order) -> &'static str {
        match (self.order == order, self.descends()) {
            (false, _) => "",
            (true, true) => "descending",
            (true, false) => "ascending",
        }
    }

    /// "what was heard last first", for the list's caption.
    pub fn in_words(self) -> &'static str {
        match (self.order, self.reversed) {
            (Order::Heard, false) => "what was heard last first",
            (Order::Heard, true) => "the longest silence first",
            (Order::Value, false) => "the largest first",
            (Order::Value, true) => "the smallest first",
            (Order::Date, false) => "the customer’s next date first",
            (Order::Date, true) => "the customer’s latest date first",
            (Order::Phase, false) => "the furthest first",
            (Order::Phase, true) => "the least far first",
            (Order::Since, false) => "the longest in its stage first",
            (Order::Since, true) => "the shortest in its stage first",
            (Order::Account, false) => "by account",
            (Order::Account, true) => "by account, from the end",
            (Order::Owner, false) => "by owner",
            (Order::Owner, true) => "by owner, from the end",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_reads_back_and_a_second_press_turns_it_round() {
        for order in Order::ALL {
            for reversed in [false, true] {
                let sort = Sort {
                    order: *order,
                    reversed,
                };
                assert_eq!(Sort::read(&sort.word()), sort);
            }
        }
        assert_eq!(Sort::read("rank"), Sort::default());
        let value = Sort::default().pressed(Order::Value);
        assert_eq!(
            (value.told(Order::Value), value.told(Order::Date)),
            ("descending", "")
        );
        assert_eq!(value.pressed(Order::Value).told(Order::Value), "ascending");
    }
}
