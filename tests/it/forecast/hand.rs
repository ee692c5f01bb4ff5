//! The hand that works it out: once, by one of several processes, and not where it is another day.

use super::count;
use crate::world::World;
use saidso::forecast::{self, work_out, work_out_everywhere};

#[tokio::test]
async fn of_several_processes_one_works_it_out_and_once_a_day() {
    let world = World::new().await;
    let (one, another) = (world.another_process(), world.another_process());
    let (first, second) = tokio::join!(work_out_everywhere(&one), work_out_everywhere(&another));
    assert_eq!(first.expect("done") + second.expect("done"), 1);
    assert_eq!(count(&world, "select count(*) from forecast").await, 1);
    assert_eq!(work_out_everywhere(&one).await.expect("done"), 0);
    let waits = "select count(*) from forecast_watch where due_at > now()";
    assert_eq!(count(&world, waits).await, 1);
    // Whoever asks for it all the same finds it there.
    let now = one.clock.now();
    assert!(
        !work_out(&one.db, world.workspace(), now)
            .await
            .expect("done")
    );
    let both = tokio::join!(
        work_out(&one.db, world.workspace(), now + chrono::Days::new(1)),
        work_out(&another.db, world.workspace(), now + chrono::Days::new(1))
    );
    let done = usize::from(both.0.expect("done")) + usize::from(both.1.expect("done"));
    assert_eq!(
        (done, count(&world, "select count(*) from forecast").await),
        (1, 2)
    );
}

#[tokio::test]
async fn a_workspace_in_rehearsal_is_left_alone_and_a_new_one_is_not_forgotten() {
    let world = World::on("2030-03-04").await;
    let app = world.another_process();
    assert_eq!(work_out_everywhere(&app).await.expect("looked"), 0);
    let there = world.elsewhere().await;
    assert_eq!(work_out_everywhere(&app).await.expect("looked"), 1);
    let otto = there.manager("Otto Lind").await;
    otto.opens_page("/forecast").await.says("Too few to say");
}

#[tokio::test]
async fn it_begins_with_the_server_and_stops_with_it() {
    let world = World::new().await;
    let app = world.another_process();
    let hand = tokio::spawn(forecast::keep_time(app.clone()));
    for _ in 0..100 {
        if count(&world, "select count(*) from forecast").await > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(count(&world, "select count(*) from forecast").await, 1);
    app.stopping.cancel();
    let stopped = tokio::time::timeout(std::time::Duration::from_secs(2), hand).await;
    stopped.expect("it stops at once").expect("calmly");
}
