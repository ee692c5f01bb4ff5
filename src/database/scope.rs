//! Transactions that belong to one workspace: row level security shows this workspace's rows and no other.
//!
//! The settings are `set local`: a plain `set` would stay on the connection and leak one workspace to the pool's
//! next user. Only ids and moments are written into the text, never anything a person typed.

use super::{Database, hints::Hints};
use crate::ids::{MemberId, PersonId, WorkspaceId};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};
use std::ops::{Deref, DerefMut};

/// Whose rows a transaction sees, and who acts in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub workspace: WorkspaceId,
    /// None: Saidso itself acts.
    pub member: Option<MemberId>,
}

/// A transaction in one workspace. Dropped without [`Tx::commit`], it is rolled back.
pub struct Tx {
    inner: Transaction<'static, Postgres>,
    scope: Scope,
    hints: Hints,
}

/// A transaction outside every workspace, for signing in: it sees no customer's data.
pub struct Unscoped {
    inner: Transaction<'static, Postgres>,
    hints: Hints,
}

impl Database {
    /// Opens a transaction to write in one workspace.
    pub async fn begin(&self, scope: Scope) -> sqlx::Result<Tx> {
        let inner = self.open("begin", &settings(scope)).await?;
        Ok(Tx {
            inner,
            scope,
            hints: self.hints.clone(),
        })
    }

    /// Opens a transaction that can only read, and in which all queries see the same moment: one page, one truth. Of a
    /// database as of a moment, that moment.
    pub async fn read(&self, scope: Scope) -> sqlx::Result<Tx> {
        let begin = "begin isolation level repeatable read read only";
        let inner = match self.as_of {
            None => self.open(begin, &settings(scope)).await?,
            Some(moment) => {
                let (settings, moment) = (settings(scope), moment.to_rfc3339());
                let begin = format!("{begin}{settings}; set local app.as_of = '{moment}'");
                begun(&self.past, begin).await?
            }
        };
        Ok(Tx {
            inner,
            scope,
            hints: self.hints.clone(),
        })
    }

    /// Opens a transaction outside every workspace.
    pub async fn begin_unscoped(&self) -> sqlx::Result<Unscoped> {
        let inner = self.open("begin", "").await?;
        Ok(Unscoped {
            inner,
            hints: self.hints.clone(),
        })
    }

    /// Opens a transaction outside every workspace for one person, who sees which workspaces are theirs.
    pub async fn begin_as(&self, person: PersonId) -> sqlx::Result<Unscoped> {
        let inner = self
            .open("begin", &format!("; set local app.person_id = '{person}'"))
            .await?;
        Ok(Unscoped {
            inner,
            hints: self.hints.clone(),
        })
    }

    async fn open(
        &self,
        begin: &str,
        settings: &str,
    ) -> sqlx::Result<Transaction<'static, Postgres>> {
        let moment = match self.rehearsed {
            // What is rehearsed can be played again: the end of the rehearsal is what has to be durable, and with it
            // everything before it is.
            Some(moment) => format!(
                "; set local app.moment = '{}'; set local synchronous_commit = off",
                moment.to_rfc3339()
            ),
            None => String::new(),
        };
        begun(&self.pool, format!("{begin}{settings}{moment}")).await
    }
}

/// Begins, whether or not anybody waits for it any more. Left half way, as when a visitor goes away, it would leave a
/// connection in a transaction that nobody ends, and the next visitors in there (up to sqlx 0.9.0, issue 4393).
async fn begun(pool: &PgPool, begin: String) -> sqlx::Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(begin)).await });
    begun.await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

fn settings(scope: Scope) -> String {
    let workspace = format!("; set local app.workspace_id = '{}'", scope.workspace);
    match scope.member {
        Some(member) => format!("{workspace}; set local app.member_id = '{member}'"),
        None => workspace,
    }
}

/// Commits, or says that nothing was written. Postgres answers the commit of an aborted transaction with a rollback
/// and no error, and sqlx takes that for success; but an aborted transaction refuses every statement, so ask one first:
/// what the ledger noted that was touched, which is told once it is durable: also where the visitor went away meanwhile,
/// and nobody waits for the answer any more.
async fn commit(mut inner: Transaction<'static, Postgres>, hints: &Hints) -> sqlx::Result<()> {
    let touched: Option<String> = sqlx::query_scalar("select current_setting('app.touched', true)")
        .fetch_one(&mut *inner)
        .await?;
    let hints = hints.clone();
    let committed = tokio::spawn(async move {
        inner.commit().await?;
        if let Some(touched) = touched {
            hints.note(&touched);
        }
        Ok(())
    });
    committed.await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

impl Tx {
    /// The workspace this transaction sees.
    pub fn workspace(&self) -> WorkspaceId {
        self.scope.workspace
    }

    /// Who acts; none when Saidso itself does.
    pub fn member(&self) -> Option<MemberId> {
        self.scope.member
    }

    /// Makes everything durable, or returns an error and leaves nothing: never says yes to a transaction that failed.
    pub async fn commit(self) -> sqlx::Result<()> {
        commit(self.inner, &self.hints).await
    }
}

impl Unscoped {
    /// Makes everything durable, or returns an error and leaves nothing.
    pub async fn commit(self) -> sqlx::Result<()> {
        commit(self.inner, &self.hints).await
    }
}

impl Deref for Tx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
}

impl Deref for Unscoped {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.inner
    }
}

impl DerefMut for Unscoped {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
}
