//! Accounts: found, listed, changed, and their deals.

use crate::accounts::account::{Account, AccountName};
use crate::accounts::account_form::Fields;
use crate::database::{Tx, vocabulary::stored};
use crate::ids::{AccountId, OpportunityId};
use crate::journey::terms::OutcomeKind;
use crate::money::{Currency, Money};
use chrono::{DateTime, Utc};
use sqlx::Result;
use std::{fmt, str::FromStr};

/// An account as a list shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: AccountId,
    pub name: String,
    pub website: String,
    /// The people who are still there.
    pub people: i64,
    pub open_deals: i64,
    /// Where the list goes on.
    pub key: String,
}

/// A page of accounts by name, those after `after`, whose name holds `q` (in small letters; empty: all).
/// The name alone is looked through first, in its index; counts are taken for the rows of the page only.
pub async fn listed(tx: &mut Tx, q: &str, after: &str, limit: i64) -> Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"
        with page as materialized (
            select name_key
            from account
            where workspace_id = $1
                and name_key > $2
                and ($3 = '' or position($3 in name_key) > 0)
            order by name_key
            limit $4
        )
        select a.id as "id: AccountId", a.name, a.website, a.name_key as "key!",
            (
                select count(*) from contact c
                where c.workspace_id = a.workspace_id and c.account_id = a.id and c.left_on is null
            ) as "people!",
            (
                select count(*) from opportunity o
                where o.workspace_id = a.workspace_id and o.account_id = a.id and o.outcome is null
            ) as "open_deals!"
        from page
        join account a
            on a.workspace_id = $1 and a.name_key = page.name_key
        order by a.name_key
        "#,
        tx.workspace().0,
        after,
        q,
        limit
    )
    .fetch_all(&mut **tx)
    .await
}

/// Accounts to offer while somebody types a name: those that begin with it first.
pub async fn accounts_matching(
    tx: &mut Tx,
    q: &str,
    limit: i64,
) -> Result<Vec<(AccountId, String)>> {
    let rows = sqlx::query!(
        r#"
        with fitting as materialized (
            select name_key
            from account
            where workspace_id = $1 and position(lower($2) in name_key) > 0
            order by position(lower($2) in name_key) > 1, name_key
            limit $3
        )
        select a.id as "id: AccountId", a.name
        from fitting
        join account a
            on a.workspace_id = $1 and a.name_key = fitting.name_key
        order by position(lower($2) in a.name_key) > 1, a.name_key
        "#,
        tx.workspace().0,
        q,
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// One account, if it is one of this workspace.
pub async fn account(tx: &mut Tx, id: AccountId) -> Result<Option<Account>> {
    sqlx::query_as!(
        Account,
        r#"
        select id as "id: AccountId", name, website, about, version
        from account
        where workspace_id = $1 and id = $2
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// What became of a changed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<Id> {
    Done,
    /// Somebody else changed it since the form was drawn; nothing was written.
    Stale,
    /// Another one has the name; nothing was written.
    NameTaken(Id),
}

/// Changes an account as it was at `version`.
pub async fn change_account(
    tx: &mut Tx,
    id: AccountId,
    version: i32,
    to: &Fields,
) -> Result<Change<AccountId>> {
    if let Some(other) = other_account_named(tx, id, &to.name).await? {
        return Ok(Change::NameTaken(other));
    }
    let done = sqlx::query!(
        "
        update account
        set name = $4, website = $5, about = $6, version = version + 1
        where workspace_id = $1 and id = $2 and version = $3
        ",
        tx.workspace().0,
        id.0,
        version,
        to.name.as_str(),
        to.website.as_str(),
        to.about.as_str()
    )
    .execute(&mut **tx)
    .await?;
    Ok(match done.rows_affected() {
        1 => Change::Done,
        _ => Change::Stale,
    })
}

async fn other_account_named(
    tx: &mut Tx,
    id: AccountId,
    name: &AccountName,
) -> Result<Option<AccountId>> {
    sqlx::query_scalar!(
        r#"
        select id as "id: AccountId"
        from account
        where workspace_id = $1 and name_key = lower($3) and id <> $2
        "#,
        tx.workspace().0,
        id.0,
        name.as_str()
    )
    .fetch_optional(&mut **tx)
    .await
}

/// A deal as its account's page shows it.
#[derive(Clone, Debug)]
pub struct Deal {
    pub id: OpportunityId,
    pub name: String,
    pub amount: Option<Money>,
    pub owner: String,
    /// The stage it has proved its way to.
    pub stage: String,
    /// None: open.
    pub outcome: Option<OutcomeKind>,
    pub created_at: DateTime<Utc>,
}

impl Deal {
    /// Where a page begins that goes on after this deal.
    pub fn place(&self) -> Behind {
        Behind {
            ended: self.outcome.is_some(),
            created_at: self.created_at,
            id: self.id,
        }
    }
}

/// Where a page of an account's deals begins: after the deal that stood there.
#[derive(Clone, Copy, Debug)]
pub struct Behind {
    pub ended: bool,
    pub created_at: DateTime<Utc>,
    pub id: OpportunityId,
}

impl fmt::Display for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shelf = if self.ended { "ended" } else { "open" };
        let moment = self.created_at.timestamp_micros();
        write!(f, "{shelf}_{moment}_{}", self.id)
    }
}

impl FromStr for Behind {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let (shelf, rest) = text.split_once('_').ok_or(())?;
        let (moment, id) = rest.split_once('_').ok_or(())?;
        let moment = moment.parse().map_err(|_| ())?;
        Ok(Self {
            ended: shelf == "ended",
            created_at: DateTime::from_timestamp_micros(moment).ok_or(())?,
            id: id.parse().map_err(|_| ())?,
        })
    }
}

/// A page of an account's deals: the open ones first, of those the newest.
pub async fn deals_of(
    tx: &mut Tx,
    account: AccountId,
    after: Option<Behind>,
    limit: i64,
) -> Result<Vec<Deal>> {
    let rows = sqlx::query!(
        r#"
        select o.id as "id: OpportunityId", o.name, o.amount, o.currency, o.outcome, o.created_at,
            m.name as owner, s.name as stage
        from opportunity o
        join member m
            on m.workspace_id = o.workspace_id and m.id = o.owner_id
        join stage s
            on s.workspace_id = o.workspace_id and s.edition_id = o.edition_id and s.position = o.stage
        where o.workspace_id = $1
            and o.account_id = $2
            and ($4::timestamptz is null
                or (o.outcome is not null) > $3
                or ((o.outcome is not null) = $3 and (o.created_at, o.id) < ($4, $5)))
        order by o.outcome is not null, o.created_at desc, o.id desc
        limit $6
        "#,
        tx.workspace().0,
        account.0,
        after.map(|after| after.ended),
        after.map(|after| after.created_at),
        after.map(|after| after.id.0),
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency: Currency = stored(&row.currency)?;
            Ok(Deal {
                id: row.id,
                name: row.name,
                amount: row.amount.map(|minor| Money { minor, currency }),
                owner: row.owner,
                stage: row.stage,
                outcome: row.outcome.as_deref().map(stored).transpose()?,
                created_at: row.created_at,
            })
        })
        .collect()
}
