//! What is shown, as a file.

use crate::world::World;
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn a_file_arrives_whole_also_where_it_is_sent_compressed() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    mara.opens("Route planning").await;
    for (file, begins) in [("csv", "Deal,"), ("xlsx", "PK")] {
        let address = format!("/pipeline/deals.{file}");
        let plain = mara.asks(Method::GET, &address, None).await;
        assert_eq!(plain.status, StatusCode::OK, "{file}");
        let text = plain.text.trim_start_matches('\u{feff}');
        assert!(text.starts_with(begins), "{file}: {text}");
        // As every browser asks.
        let says = ("accept-encoding", "gzip");
        let packed = mara.asks_with(Method::GET, &address, says).await;
        assert_eq!(packed.status, StatusCode::OK, "{file}");
        assert!(packed.text.starts_with('\u{1f}'), "{file} is packed");
    }
}
