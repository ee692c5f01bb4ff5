//! Metrics in Prometheus' text format, on an internal address only.

use crate::database::Database;
use anyhow::Context;
use axum::{Router, routing::get};
use metrics_exporter_prometheus::PrometheusBuilder;

/// Upper bounds of the durations that are counted, in seconds.
const BUCKETS: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// Starts counting for the whole process and answers `GET /metrics`.
pub fn router(db: Database) -> anyhow::Result<Router> {
    let recorder = PrometheusBuilder::new()
        .set_buckets(BUCKETS)?
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder)
        .ok()
        .context("metrics were started twice")?;
    let render = async move || {
        metrics::gauge!("saidso_database_connections").set(db.pool.size());
        metrics::gauge!("saidso_database_connections_idle").set(db.pool.num_idle() as f64);
        handle.run_upkeep();
        handle.render()
    };
    Ok(Router::new().route("/metrics", get(render)))
}
