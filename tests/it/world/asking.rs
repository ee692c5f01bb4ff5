//! How often something asks the database.

use std::sync::{Arc, Mutex};
use tracing::{Event, Metadata, Subscriber, field::Visit, span, subscriber};

/// The questions that are asked while this is done, in this thread.
pub async fn questions(act: impl Future) -> Vec<String> {
    let heard = Listener::default();
    // While there is only one listener, a statement of another test's thread, which has none, would decide for good that
    // nobody listens. So there are two.
    let _second = tracing::Dispatch::new(heard.clone());
    let listening = subscriber::set_default(heard.clone());
    act.await;
    drop(listening);
    let mut questions = heard.0.lock().unwrap().clone();
    questions.retain(|sql| sql.starts_with("select") || sql.starts_with("with"));
    questions
}

/// Hears every statement that the database driver tells of in this thread.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<String>>>);

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn event(&self, event: &Event<'_>) {
        struct Summary(String);
        impl Visit for Summary {
            fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                if field.name() == "summary" {
                    self.0 = format!("{value:?}");
                }
            }
            fn record_str(&mut self, field: &tracing::field::Field, value: &str) {
                if field.name() == "summary" {
                    value.clone_into(&mut self.0);
                }
            }
        }
        let mut summary = Summary(String::new());
        event.record(&mut summary);
        self.0.lock().unwrap().push(summary.0);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}
