//! A forecast of a workspace in which much has ended.

use crate::world::World;
use chrono::Utc;
use saidso::forecast::work_out;
use sqlx::Executor;

/// Works out what can be known, and says the day after what could be if two years had been lived.
pub async fn forecast(world: &World) {
    let app = world.app();
    let worked_out = work_out(&app.db, world.workspace(), Utc::now()).await;
    assert!(worked_out.expect("worked out"));
    let behind = &world.db().superuser;
    behind
        .execute(
            "insert into forecast select workspace_id, day + 1, said_at, seed, runs, currency, open_deals, 1, held_deals from forecast;
            insert into forecast_span select workspace_id, day + 1, span, from_on, until_on, 2, 1200000, 0, 3, 4100000,
                1300000, 5900000, 780000000, 2, 3, 7 from forecast_span;
            insert into forecast_state select workspace_id, day + 1, phase, footing, case footing when 4 then 3 else 120 * phase end, open_deals,
                1, 2, 3, 0, 3400, 2500, 4400, 2600, 3900, 100, 1200, 9 from forecast_state;
            insert into forecast_said select o.workspace_id, m, o.id, c * 100, 1000, nullif(c, 60) * 100, m
                from opportunity o,
                    lateral (select (abs(hashtext(o.id::text)) % 95)::smallint as c) as chance,
                    generate_series(date_trunc('month', now()) - interval '8 months', now() - interval '4 months', interval '1 month') as m
                where o.workspace_id in (select workspace_id from forecast);
            insert into forecast_came select workspace_id, month, opportunity_id, chance % 300 = 0 from forecast_said",
        )
        .await
        .expect("said");
}
