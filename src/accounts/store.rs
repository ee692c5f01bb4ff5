use super::*;
use crate::{database::Tx, ids::*};
pub async fn find_or_create_account(
    tx: &mut Tx,
    n: &AccountName,
) -> sqlx::Result<(AccountId, bool)> {
    let id = AccountId::new();
    sqlx::query("insert into account (workspace_id,id,name) values ($1,$2,$3)")
        .bind(tx.workspace().0)
        .bind(id.0)
        .bind(n.text())
        .execute(&mut **tx)
        .await?;
    Ok((id, true))
}
pub async fn find_or_create_contact(
    tx: &mut Tx,
    a: AccountId,
    n: &ContactName,
    t: Option<&str>,
    _e: Option<&str>,
) -> sqlx::Result<(ContactId, bool)> {
    let id = ContactId::new();
    sqlx::query(
        "insert into contact (workspace_id,id,account_id,name,title) values ($1,$2,$3,$4,$5)",
    )
    .bind(tx.workspace().0)
    .bind(id.0)
    .bind(a.0)
    .bind(n.text())
    .bind(t.unwrap_or(""))
    .execute(&mut **tx)
    .await?;
    Ok((id, true))
}
