//! What a filter narrows by, as SQL.

use super::Search;
use chrono::Days;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

/// How deals of a name are come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// All of them, each looked up.
    LookedUp,
    /// The first of them in a list's order: where there are many, they are soon met.
    OnTheWay,
}

/// So many deals are looked up faster than met.
const LOOKED_UP: usize = 1_000;

impl Search<'_> {
    /// Everything that narrows within a shelf.
    pub(super) fn push_filter(
        &self,
        sql: &mut QueryBuilder<Postgres>,
        workspace: Uuid,
        named: Named,
    ) {
        let filter = self.filter;
        if let Some(owner) = filter.owner {
            sql.push(" and o.owner_id = ").push_bind(owner.0);
        }
        if let Some(account) = filter.account {
            sql.push(" and o.account_id = ").push_bind(account.0);
        }
        if let Some(journey) = filter.journey {
            sql.push(" and o.journey_id = ").push_bind(journey.0);
        }
        if let Some(stage) = filter.stage {
            sql.push(" and o.stage = ").push_bind(stage);
        }
        if let Some(from) = filter.from {
            sql.push(" and o.customer_date >= ").push_bind(from);
        }
        if let Some(until) = filter.until {
            sql.push(" and o.customer_date <= ").push_bind(until);
        }
        self.push_worth(sql);
        if filter.ageing {
            let today = self.now.date_naive();
            sql.push(" and o.outcome is null and o.ages_on <= ")
                .push_bind(today);
        }
        if let Some(days) = filter.quiet {
            let since = self.now.checked_sub_days(Days::new(days.into()));
            sql.push(" and o.heard_at <= ")
                .push_bind(since.unwrap_or(self.now));
        }
        if filter.tailored {
            sql.push(" and o.tailored");
        }
        if filter.further {
            sql.push(" and o.call_stage > o.stage");
        }
        self.push_words(sql, workspace, named);
    }

    /// Words, all of which stand in the name of the deal or of its account. Where the few deals are known that can hold
    /// them, no other is looked at.
    fn push_words(&self, sql: &mut QueryBuilder<Postgres>, workspace: Uuid, named: Named) {
        if let Some(ids) = self.named {
            sql.push(" and (o.id = any(").push_bind(ids.to_vec());
            // What is not compared as it stands is no way into an index: a list is walked along in its order.
            sql.push(match named {
                Named::OnTheWay if ids.len() > LOOKED_UP => ")) is true",
                _ => "))",
            });
        }
        // Of all deals, all accounts are asked for at once; of some, each for its own.
        let (account, end) = match (self.named, named) {
            (None, Named::LookedUp) => ("o.account_id in (select a.id from account a where", "))"),
            _ => (
                "(select a.id from account a where a.id = o.account_id and",
                ") is not null)",
            ),
        };
        for word in &self.filter.words {
            sql.push(" and (strpos(lower(o.name), ")
                .push_bind(word.clone());
            sql.push(") > 0 or ")
                .push(account)
                .push(" a.workspace_id = ");
            sql.push_bind(workspace).push(" and strpos(a.name_key, ");
            sql.push_bind(word.clone()).push(") > 0").push(end);
        }
    }

    /// Between two amounts in the workspace's currency. A deal that cannot be converted lies between none.
    fn push_worth(&self, sql: &mut QueryBuilder<Postgres>) {
        for (beyond, bound) in [(">=", self.filter.least), ("<=", self.filter.most)] {
            let Some(bound) = bound else { continue };
            sql.push(" and o.amount * case o.currency");
            for (currency, factor) in &self.worth.0 {
                sql.push(" when ")
                    .push_bind(currency.code())
                    .push(format!(" then {factor}"));
            }
            sql.push(format!(" end {beyond} ")).push_bind(bound.minor);
        }
    }
}
