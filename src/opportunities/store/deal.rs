//! One deal: load it, open it, change its details.

use crate::database::{Tx, vocabulary::stored};
use crate::ids::{AccountId, ContactId, EditionId, JourneyId, MemberId, OpportunityId};
use crate::money::{Currency, Money};
use crate::opportunities::opportunity::{Call, CustomerDate, Opportunity};
use chrono::NaiveDate;
use sqlx::Result;

/// One deal with the names beside its ids; `None`: there is none in this workspace.
pub async fn find(tx: &mut Tx, id: OpportunityId) -> Result<Option<Opportunity>> {
    let row = sqlx::query!(
        r#"
        select o.name, o.account_id as "account_id: AccountId", a.name as account,
            o.owner_id as "owner_id: MemberId", m.name as owner, m.hue, o.amount, o.currency,
            o.customer_date, o.customer_date_by as "said_by_id: ContactId", c.name as "said_by?", o.customer_date_said_on,
            o.call_stage, o.call_date, o.call_odds, o.journey_id as "journey_id: JourneyId", j.name as journey,
            o.edition_id as "edition_id: EditionId", e.number as edition, o.stage, o.stage_since, o.fell_back_at,
            o.outcome, o.created_at, o.version, h.seq
        from opportunity o
        join account a
            on a.workspace_id = o.workspace_id and a.id = o.account_id
        join member m
            on m.workspace_id = o.workspace_id and m.id = o.owner_id
        join journey j
            on j.workspace_id = o.workspace_id and j.id = o.journey_id
        join edition e
            on e.workspace_id = o.workspace_id and e.id = o.edition_id
        join ledger_head h
            on h.workspace_id = o.workspace_id and h.stream_id = o.id
        left join contact c
            on c.workspace_id = o.workspace_id and c.id = o.customer_date_by
        where o.workspace_id = $1 and o.id = $2
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let currency: Currency = stored(&row.currency)?;
    Ok(Some(Opportunity {
        id,
        name: row.name,
        account_id: row.account_id,
        account: row.account,
        owner_id: row.owner_id,
        owner: row.owner,
        owner_hue: row.hue,
        amount: row.amount.map(|minor| Money { minor, currency }),
        currency,
        customer_date: row.customer_date.map(|on| CustomerDate {
            on,
            said_by: row.said_by_id.zip(row.said_by),
            said_on: row.customer_date_said_on,
        }),
        call: Call {
            stage: row.call_stage,
            date: row.call_date,
            odds: row.call_odds,
        },
        journey_id: row.journey_id,
        journey: row.journey,
        edition_id: row.edition_id,
        edition: row.edition,
        stage: row.stage,
        stage_since: row.stage_since,
        fell_back_at: row.fell_back_at,
        outcome: row.outcome.as_deref().map(stored).transpose()?,
        created_at: row.created_at,
        version: row.version,
        seq: row.seq,
    }))
}

/// What a person types about a deal. Everything but the name may be unknown.
#[derive(Clone, Debug)]
pub struct Details {
    pub name: String,
    pub owner: MemberId,
    pub amount: Option<Money>,
    pub currency: Currency,
    pub customer_date: Option<NaiveDate>,
    pub customer_date_by: Option<ContactId>,
    pub customer_date_said_on: Option<NaiveDate>,
    pub call: Call,
}

/// A new deal at the first stage of a published edition.
#[derive(Clone, Debug)]
pub struct NewOpportunity {
    /// Minted when the form was drawn: a second submit finds it.
    pub id: OpportunityId,
    pub account: AccountId,
    pub journey: JourneyId,
    pub edition: EditionId,
    pub details: Details,
}

/// Opens a deal. False: this very deal was opened already.
pub async fn open(tx: &mut Tx, new: &NewOpportunity) -> Result<bool> {
    let details = &new.details;
    let done = sqlx::query!(
        "
        insert into opportunity (workspace_id, id, account_id, journey_id, edition_id, name, owner_id, amount, currency,
            customer_date, customer_date_by, customer_date_said_on, call_stage, call_date, call_odds)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (workspace_id, id) do nothing
        ",
        tx.workspace().0,
        new.id.0,
        new.account.0,
        new.journey.0,
        new.edition.0,
        details.name,
        details.owner.0,
        details.amount.map(|money| money.minor),
        details.currency.code(),
        details.customer_date,
        details.customer_date_by.map(|id| id.0),
        details.customer_date_said_on,
        details.call.stage,
        details.call.date,
        details.call.odds
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes what a person typed, unless somebody else did since `version`. False: they did, and nothing was written.
pub async fn change(
    tx: &mut Tx,
    id: OpportunityId,
    version: i32,
    details: &Details,
) -> Result<bool> {
    let done = sqlx::query!(
        "
        update opportunity
        set name = $4, owner_id = $5, amount = $6, currency = $7, customer_date = $8, customer_date_by = $9,
            customer_date_said_on = $10, call_stage = $11, call_date = $12, call_odds = $13, version = version + 1
        where workspace_id = $1 and id = $2 and version = $3
        ",
        tx.workspace().0,
        id.0,
        version,
        details.name,
        details.owner.0,
        details.amount.map(|money| money.minor),
        details.currency.code(),
        details.customer_date,
        details.customer_date_by.map(|id| id.0),
        details.customer_date_said_on,
        details.call.stage,
        details.call.date,
        details.call.odds
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a deal to another member.
pub async fn hand_over(tx: &mut Tx, id: OpportunityId, owner: MemberId) -> Result<()> {
    sqlx::query!(
        "
        update opportunity
        set owner_id = $3, version = version + 1
        where workspace_id = $1 and id = $2 and owner_id <> $3
        ",
        tx.workspace().0,
        id.0,
        owner.0
    )
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// A member who can own a deal.
#[derive(Clone, Debug)]
pub struct Owner {
    pub id: MemberId,
    pub name: String,
}

/// Active members by name, and the present owner even if no longer active.
pub async fn owners(tx: &mut Tx, present: Option<MemberId>) -> Result<Vec<Owner>> {
    sqlx::query_as!(
        Owner,
        r#"
        select id as "id: MemberId", name
        from member
        where workspace_id = $1 and (deactivated_at is null or id = (select $2::uuid))
        order by lower(name), id
        "#,
        tx.workspace().0,
        present.map(|id| id.0)
    )
    .fetch_all(&mut **tx)
    .await
}

/// A person at the customer, for a form's list.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: ContactId,
    pub name: String,
    pub title: String,
    pub has_left: bool,
}

/// The people of an account, those who have left last.
pub async fn people_at(tx: &mut Tx, account: AccountId) -> Result<Vec<Person>> {
    sqlx::query_as!(
        Person,
        r#"
        select id as "id: ContactId", name, title, left_on is not null as "has_left!"
        from contact
        where workspace_id = $1 and account_id = $2
        order by left_on is not null, name_key, id
        "#,
        tx.workspace().0,
        account.0
    )
    .fetch_all(&mut **tx)
    .await
}

/// Where a deal stands, by the guard's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    pub stage: i16,
    pub ready: bool,
}

/// Where a deal stands now, to tell afterwards what an act changed.
pub async fn stand(tx: &mut Tx, id: OpportunityId) -> Result<Stand> {
    sqlx::query_as!(
        Stand,
        "
        select stage, ready
        from opportunity
        where workspace_id = $1 and id = $2
        ",
        tx.workspace().0,
        id.0
    )
    .fetch_one(&mut **tx)
    .await
}

/// Takes the deal's row until the transaction ends, so that what the rule is asked about does not change meanwhile.
/// False: there is no such deal in this workspace.
pub async fn lock(tx: &mut Tx, id: OpportunityId) -> Result<bool> {
    let found = sqlx::query!(
        "
        select id
        from opportunity
        where workspace_id = $1 and id = $2
        for no key update
        ",
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.is_some())
}
