//! Putting accounts and contacts on record: from their own forms, and on the spot from other rooms'.
//! Whoever also writes about a deal does this first: a deal's row is locked after the workspace's ledger, never before.

use crate::accounts::account::{About, AccountName, Website};
use crate::accounts::contact::ContactName;
use crate::database::Tx;
use crate::ids::{AccountId, ContactId};
use sqlx::Result;

/// What became of a form that puts something on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created<Id> {
    /// It is on record now.
    New,
    /// This very form was sent before.
    Already,
    /// Another one has the name.
    NameTaken(Id),
}

/// Puts an account on record.
pub async fn create_account(
    tx: &mut Tx,
    id: AccountId,
    name: &AccountName,
    website: &Website,
    about: &About,
) -> Result<Created<AccountId>> {
    let done = sqlx::query!(
        "
        insert into account (workspace_id, id, name, website, about)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing
        ",
        tx.workspace().0,
        id.0,
        name.as_str(),
        website.as_str(),
        about.as_str()
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 {
        return Ok(Created::New);
    }
    let there = sqlx::query_scalar!(
        r#"
        select id as "id: AccountId"
        from account
        where workspace_id = $1 and (id = $2 or name_key = lower($3))
        order by id = $2 desc
        limit 1
        "#,
        tx.workspace().0,
        id.0,
        name.as_str()
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(match there == id {
        true => Created::Already,
        false => Created::NameTaken(there),
    })
}

/// Puts a contact of an account on record. The account must be one of this workspace;
/// title and address fit their columns: `Title::MOST`, `EmailAddress::MOST`.
pub async fn create_contact(
    tx: &mut Tx,
    account: AccountId,
    id: ContactId,
    name: &ContactName,
    title: &str,
    email: &str,
) -> Result<Created<ContactId>> {
    let done = sqlx::query!(
        "
        insert into contact (workspace_id, id, account_id, name, title, email)
        values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        ",
        tx.workspace().0,
        id.0,
        account.0,
        name.as_str(),
        title,
        email
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 {
        return Ok(Created::New);
    }
    let there = sqlx::query_scalar!(
        r#"
        select id as "id: ContactId"
        from contact
        where workspace_id = $1 and (id = $2 or account_id = $3 and name_key = lower($4))
        order by id = $2 desc
        limit 1
        "#,
        tx.workspace().0,
        id.0,
        account.0,
        name.as_str()
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(match there == id {
        true => Created::Already,
        false => Created::NameTaken(there),
    })
}

/// The account of this name, put on record if it was not yet (then `true`). Two at once get the same one.
pub async fn find_or_create_account(tx: &mut Tx, name: &AccountName) -> Result<(AccountId, bool)> {
    let id = AccountId::new();
    let (website, about) = (Website::default(), About::default());
    Ok(
        match create_account(tx, id, name, &website, &about).await? {
            Created::New | Created::Already => (id, true),
            Created::NameTaken(there) => (there, false),
        },
    )
}

/// The contact of this name at an account, put on record if they were not yet (then `true`). Somebody who is already
/// on record keeps the title and address they have. Both fit their columns: `Title::MOST`, `EmailAddress::MOST`.
pub async fn find_or_create_contact(
    tx: &mut Tx,
    account: AccountId,
    name: &ContactName,
    title: Option<&str>,
    email: Option<&str>,
) -> Result<(ContactId, bool)> {
    let id = ContactId::new();
    let (title, email) = (title.unwrap_or_default(), email.unwrap_or_default());
    Ok(
        match create_contact(tx, account, id, name, title, email).await? {
            Created::New | Created::Already => (id, true),
            Created::NameTaken(there) => (there, false),
        },
    )
}
