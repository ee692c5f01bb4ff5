//! How often a page asks the database.

use super::{PURCHASE, office};
use std::sync::{Arc, Mutex};
use tracing::{Event, Metadata, Subscriber, field::Visit, span, subscriber};

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

#[tokio::test]
async fn a_page_asks_eight_questions_for_one_deal_and_for_sixty() {
    let (mut office, mara) = office().await;
    for number in 1..=60 {
        let account = format!("Customer {number}");
        let deal = office.opens(&mara, &account, PURCHASE, ("1k", "EUR")).await;
        office.hears(&mara, deal, 1, "So it is.", true).await;
        if number % 3 == 0 {
            office.passes(&mara, deal).await;
        }
        if number != 1 && number != 60 {
            continue;
        }
        for address in [
            "/pipeline",
            "/pipeline?owner=mine",
            "/pipeline/table?outcome=all",
        ] {
            office.shows(&mara, address).await; // connects, and is seen
            let heard = Listener::default();
            // While there is only one listener, a statement of another test's thread, which has none, would decide for
            // good that nobody listens. So there are two.
            let _second = tracing::Dispatch::new(heard.clone());
            let listening = subscriber::set_default(heard.clone());
            office.shows(&mara, address).await;
            drop(listening);
            let mut questions = heard.0.lock().unwrap().clone();
            questions.retain(|sql| sql.starts_with("select"));
            assert_eq!(questions.len(), 8, "{address}: {questions:#?}");
        }
    }
}
