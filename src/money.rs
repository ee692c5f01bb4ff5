//! Money: whole minor units and a currency.
