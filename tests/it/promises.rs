//! What Saidso refuses to be, and what nobody can do behind the rule's back: held against the schema and the routes.

use crate::{
    routes,
    world::{TestDb, World, words},
};
use sqlx::query_scalar;

/// Words of tools that watch salespeople.
const WATCHING: &[&str] = &[
    "activity",
    "task",
    "quota",
    "rank",
    "score",
    "compliance",
    "target",
    "leaderboard",
    "points",
    "badge",
    "streak",
    "kpi",
    "call_log",
    "calls_made",
];

async fn strings(db: &TestDb, sql: &'static str) -> Vec<String> {
    let found = query_scalar(sql).fetch_all(&db.superuser).await;
    found.expect("rows")
}

#[tokio::test]
async fn nothing_counts_what_salespeople_do() {
    let db = TestDb::new().await;
    let names = strings(
        &db,
        "select table_name || '.' || column_name from information_schema.columns where table_schema = 'public'",
    )
    .await;
    assert!(names.len() > 100, "the schema is not found");
    let watching = names
        .iter()
        .filter(|name| WATCHING.iter().any(|word| name.contains(word)));
    assert_eq!(watching.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[tokio::test]
async fn what_was_forecast_and_what_came_knows_no_person() {
    let db = TestDb::new().await;
    let columns = strings(
        &db,
        "select table_name || '.' || column_name from information_schema.columns
         where table_schema = 'public' and table_name like 'forecast%'",
    )
    .await;
    assert!(columns.len() > 60, "{columns:?}");
    let personal = columns.iter().filter(|name| {
        ["member", "owner", "person", "_by"]
            .iter()
            .any(|word| name.contains(word))
    });
    assert_eq!(personal.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn no_address_ranks_or_counts_people() {
    let paths = routes::addresses();
    let watching = paths
        .iter()
        .filter(|path| WATCHING.iter().any(|word| path.contains(word)));
    assert_eq!(watching.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[tokio::test]
async fn opening_a_deal_asks_for_a_name_and_an_account_and_no_more() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let page = mara.opens_page("/opportunities/new").await;
    let asked: Vec<_> = page
        .all("form#new-opportunity [required]")
        .iter()
        .filter_map(|field| field.attr("name").map(str::to_owned))
        .collect();
    assert_eq!(asked, ["name", "account"]);
    assert!(words(page.one("form#new-opportunity")).contains("More, if you know it already"));
}

#[tokio::test]
async fn the_server_has_no_grant_to_say_where_a_deal_stands() {
    let db = TestDb::new().await;
    let writable = strings(
        &db,
        "select a.attname::text || ' ' || p.privilege from pg_attribute a, unnest(array['insert', 'update']) as p (privilege)
         where a.attrelid = 'opportunity'::regclass and a.attnum > 0
         and a.attname in ('stage', 'phase', 'stage_since', 'ready', 'fell_back_at', 'outcome', 'outcome_at', 'latest_evidence_id', 'heard_at', 'revision')
         and has_column_privilege('saidso_app', a.attrelid, a.attnum, p.privilege)",
    )
    .await;
    assert_eq!(writable, Vec::<String>::new());
    let movable = strings(
        &db,
        "select a.attname::text from pg_attribute a
         where a.attrelid = 'opportunity'::regclass and a.attname in ('account_id', 'journey_id', 'edition_id', 'workspace_id', 'id')
         and has_column_privilege('saidso_app', a.attrelid, a.attnum, 'update')",
    )
    .await;
    assert_eq!(
        movable,
        Vec::<String>::new(),
        "a deal keeps its account and its journey"
    );
}

#[tokio::test]
async fn what_is_on_record_is_never_changed_or_taken_away() {
    let db = TestDb::new().await;
    let changeable = strings(
        &db,
        "select c.relname::text || ' ' || p.privilege from pg_class c, unnest(array['update', 'delete', 'truncate']) as p (privilege)
         where c.relname in ('evidence', 'bearing', 'withdrawal', 'challenge', 'challenge_answer', 'tailoring', 'passage',
            'fall_back', 'outcome', 'reopening', 'event', 'ledger_head', 'obstacle', 'obstacle_verifier', 'obstacle_contact',
            'obstacle_turn', 'obstacle_word', 'play', 'play_result', 'commitment', 'commitment_turn', 'debrief_answer', 'exchange_rate', 'bulk_change',
            'hindsight', 'proposal', 'proposal_answer',
            'bulk_change_deal', 'bulk_undo', 'forecast', 'forecast_span', 'forecast_state', 'forecast_said', 'forecast_came',
            'forecast_month')
         and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
         and (has_table_privilege('saidso_app', c.oid, p.privilege)
            or p.privilege = 'update' and has_any_column_privilege('saidso_app', c.oid, p.privilege))",
    )
    .await;
    assert_eq!(changeable, Vec::<String>::new());
    let written_by_hand = strings(
        &db,
        "select c.relname::text from pg_class c
         where c.relname in ('fall_back', 'event', 'ledger_head', 'lapse_watch', 'hold_watch', 'debrief_watch', 'obstacle_word', 'inbox_item',
            'find_name', 'find_evidence', 'find_bearing', 'find_word', 'ending', 'ending_verifier', 'ending_obstacle', 'ending_sum')
         and c.relnamespace = 'public'::regnamespace
         and (has_table_privilege('saidso_app', c.oid, 'insert') or has_any_column_privilege('saidso_app', c.oid, 'insert'))",
    )
    .await;
    assert_eq!(
        written_by_hand,
        Vec::<String>::new(),
        "the database alone writes these"
    );
}

#[tokio::test]
async fn only_a_passage_leads_forward() {
    let db = TestDb::new().await;
    let movers = strings(
        &db,
        "select p.proname::text from pg_proc p
         where p.pronamespace = 'public'::regnamespace and p.prosrc ~ 'update opportunity' and p.prosrc ~ 'set stage ='
         order by 1",
    )
    .await;
    assert_eq!(
        movers,
        ["move_deal", "settle_deal"],
        "what else writes the stage of a deal?"
    );
    let doors = strings(
        &db,
        "select t.tgrelid::regclass::text from pg_trigger t
         join pg_proc p on p.oid = t.tgfoid
         where p.proname = 'pass_gate'",
    )
    .await;
    assert_eq!(doors, ["passage"]);
    let callable = strings(
        &db,
        "select p.proname::text from pg_proc p
         where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype
         and has_function_privilege('saidso_app', p.oid, 'execute')
         order by 1",
    )
    .await;
    // verifier_standing asks and changes nothing; the owner is bound by row level security as the server is. Those that
    // find only read, and look for the workspace in force themselves. keep_flow and sum_up_pipeline reckon sums of what is
    // there, and take no number from whoever calls them.
    let known = [
        "find_alike",
        "find_deals_holding",
        "find_names",
        "find_said",
        "keep_flow",
        "moment",
        "propose_debrief",
        "settle_lapse",
        "sum_up_pipeline",
        "tell_hold",
        "verifier_standing",
    ];
    let unknown: Vec<_> = callable
        .iter()
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    assert!(
        unknown.is_empty(),
        "the server may call these with the owner's power: {unknown:?}"
    );
}

#[tokio::test]
async fn every_table_of_a_workspace_is_shut_off_from_the_others() {
    let db = TestDb::new().await;
    let open = strings(
        &db,
        "select c.relname::text from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
         and not (c.relrowsecurity and c.relforcerowsecurity)
         order by 1",
    )
    .await;
    // The minute hand goes round all workspaces, and sees ids, days and hours. The others are asked before a workspace is
    // known: nobody lists them, they are looked up by a secret. What is found by is for three functions that filter by the
    // workspace in force: operators that look for words use no index under row level security. The server cannot read it.
    assert_eq!(
        open,
        [
            "debrief_watch",
            "digest_watch",
            "find_bearing",
            "find_evidence",
            "find_name",
            "find_word",
            "forecast_watch",
            "hold_watch",
            "lapse_watch",
            "session",
            "sign_in_link"
        ]
    );
    let owned = strings(
        &db,
        "select c.relname::text from pg_class c join pg_roles r on r.oid = c.relowner
         where r.rolname = 'saidso_app'",
    )
    .await;
    assert_eq!(owned, Vec::<String>::new(), "the server owns nothing");
}

#[tokio::test]
async fn what_is_asked_for_many_rows_becomes_part_of_the_query_that_asks() {
    let db = TestDb::new().await;
    let apart = strings(
        &db,
        "select p.proname::text from pg_proc p
         where p.proname in ('verified_flow', 'verified_moves', 'pipeline_change')
         and (p.prosqlbody is null or p.proconfig is not null or p.prosecdef or p.provolatile = 'v' or not p.proretset)
         order by 1",
    )
    .await;
    assert!(apart.is_empty(), "these run anew for every row: {apart:?}");
}
