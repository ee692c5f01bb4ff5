//! Mails go out through the configured server, in text and HTML. Where none is configured, links are shown to be copied.

use crate::config::Config;
use anyhow::Context;
use askama::Template;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use std::time::Duration;

/// Somebody waits for the page meanwhile.
const PATIENCE: Duration = Duration::from_secs(8);

/// The way to the mail server.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// None: no mail server is configured.
    pub fn of(config: &Config) -> anyhow::Result<Option<Self>> {
        let Some(settings) = &config.mail else {
            return Ok(None);
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(settings.smtp_url.expose())?;
        Ok(Some(Self {
            transport: builder.timeout(Some(PATIENCE)).build(),
            from: settings.from.clone(),
        }))
    }

    /// Sends one mail, and comes back once the server has taken it. To be called when nothing is locked and all is committed.
    pub async fn send(
        &self,
        to: &str,
        subject: &str,
        text: &impl Template,
        html: &impl Template,
    ) -> anyhow::Result<()> {
        let parts = MultiPart::alternative_plain_html(text.render()?, html.render()?);
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to.parse().context("the address is none for a mail")?)
            .subject(subject)
            .multipart(parts)?;
        tokio::time::timeout(PATIENCE, self.transport.send(mail))
            .await
            .context("the mail server takes too long")??;
        Ok(())
    }
}

/// Whether a mail that did not go out was certainly not taken: the server said no, or was not there at all. Whoever sends
/// it again then sends it once. After anything else, nobody can know.
pub fn was_refused(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let replied = cause
            .downcast_ref::<lettre::transport::smtp::Error>()
            .is_some_and(|smtp| smtp.is_transient() || smtp.is_permanent());
        let nobody_there = cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::ConnectionRefused);
        replied || nobody_there
    })
}
