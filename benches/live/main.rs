//! Five hundred people keep a page open while fifty changes a second are written: how long until they hear of it, what
//! it takes of the server, and whether anybody missed anything. `README.md` beside this folder tells how to read it.

mod ground;
mod readers;
mod report;
mod server;
mod wire;
mod writers;

use anyhow::Result;
use ground::Ground;
use std::time::Duration;
use tokio::time::sleep;

const PEOPLE: usize = 500;
/// How many of them look at the board; the others at one of the deals, in equal numbers.
const AT_THE_BOARD: usize = 100;
const DEALS: usize = 40;
const CHANGES_A_SECOND: u32 = 50;
const HOW_LONG: Duration = Duration::from_secs(30);

#[tokio::main]
async fn main() -> Result<()> {
    let ground = Ground::lay().await?;
    let server = server::start(&ground).await?;
    ground.open_deals().await?;
    println!("{PEOPLE} people, {AT_THE_BOARD} of them at the board, the others at {DEALS} deals");

    let before = server.memory()?;
    let readers = readers::open(&ground).await?;
    // Their arrivals are told, too: let that pass.
    sleep(Duration::from_secs(3)).await;
    let with_streams = server.memory()?;
    let cpu = (server.cpu()?, ground.database_cpu().await?);

    let written = writers::write(&ground, CHANGES_A_SECOND, HOW_LONG).await?;
    sleep(Duration::from_secs(2)).await;
    let cpu = (
        server.cpu()? - cpu.0,
        ground.database_cpu().await?.saturating_sub(cpu.1),
    );
    let after = server.memory()?;
    let heard = readers.end().await;
    let events = ground.events(written.since).await?;

    written.print();
    report::memory(before, with_streams, after, PEOPLE);
    report::cpu(cpu, written.took);
    let whole = report::latency(&heard, &events) & report::nothing_missed(&heard, &events);
    server.stop().await?;
    ground.clear_away().await?;
    anyhow::ensure!(whole && written.refused == 0, "not everything was told");
    Ok(())
}
