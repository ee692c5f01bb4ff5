//! Contacts: found, listed, changed.

use super::Change;
use crate::accounts::contact::{Contact, ContactName};
use crate::accounts::contact_form::Fields;
use crate::database::Tx;
use crate::ids::{AccountId, ContactId};
use chrono::NaiveDate;
use sqlx::Result;

/// A person at an account, as other rooms' forms offer them.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: ContactId,
    pub name: String,
    pub title: String,
    pub left_on: Option<NaiveDate>,
}

/// The people at an account by name, those who left last.
pub async fn contacts_of(tx: &mut Tx, account: AccountId) -> Result<Vec<Known>> {
    sqlx::query_as!(
        Known,
        r#"
        select id as "id: ContactId", name, title, left_on
        from contact
        where workspace_id = $1 and account_id = $2
        order by left_on is not null, name_key
        "#,
        tx.workspace().0,
        account.0
    )
    .fetch_all(&mut **tx)
    .await
}

/// When each person at an account was last heard, and how many things they said. Who said nothing is not in it.
pub async fn heard_from(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(ContactId, NaiveDate, i64)>> {
    let rows = sqlx::query!(
        r#"
        select c.id as "id: ContactId", max(e.happened_on) as "last!", count(*) as "sayings!"
        from contact c
        join evidence e
            on e.workspace_id = c.workspace_id and e.contact_id = c.id
        where c.workspace_id = $1 and c.account_id = $2
        group by c.id
        "#,
        tx.workspace().0,
        account.0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.last, row.sayings))
        .collect())
}

/// One contact, if they are one of this workspace.
pub async fn contact(tx: &mut Tx, id: ContactId) -> Result<Option<Contact>> {
    sqlx::query_as!(
        Contact,
        r#"
        select c.id as "id: ContactId", c.account_id as "account: AccountId", a.name as account_name,
            c.name, c.title, c.email, c.left_on, c.version
        from contact c
        join account a
            on a.workspace_id = c.workspace_id and a.id = c.account_id
        where c.workspace_id = $1 and c.id = $2
        "#,
        tx.workspace().0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Changes a contact as they were at `version`.
pub async fn change_contact(
    tx: &mut Tx,
    there: &Contact,
    version: i32,
    to: &Fields,
) -> Result<Change<ContactId>> {
    if let Some(other) = other_contact_named(tx, there, &to.name).await? {
        return Ok(Change::NameTaken(other));
    }
    let done = sqlx::query!(
        "
        update contact
        set name = $4, title = $5, email = $6, left_on = $7, version = version + 1
        where workspace_id = $1 and id = $2 and version = $3
        ",
        tx.workspace().0,
        there.id.0,
        version,
        to.name.as_str(),
        to.title.as_str(),
        to.email.as_str(),
        to.left_on
    )
    .execute(&mut **tx)
    .await?;
    Ok(match done.rows_affected() {
        1 => Change::Done,
        _ => Change::Stale,
    })
}

async fn other_contact_named(
    tx: &mut Tx,
    there: &Contact,
    name: &ContactName,
) -> Result<Option<ContactId>> {
    sqlx::query_scalar!(
        r#"
        select id as "id: ContactId"
        from contact
        where workspace_id = $1 and account_id = $2 and name_key = lower($4) and id <> $3
        "#,
        tx.workspace().0,
        there.account.0,
        there.id.0,
        name.as_str()
    )
    .fetch_optional(&mut **tx)
    .await
}
