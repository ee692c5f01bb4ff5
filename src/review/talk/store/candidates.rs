//! Which deals the rules are asked about.

use crate::{
    database::Tx,
    ids::{JourneyId, MemberId, OpportunityId},
    money::DayRates,
    review::talk::{
        facts::Period,
        rules::{CANDIDATES, DECIDING_FROM, QUIET_DAYS},
    },
};
use chrono::TimeDelta;
use sqlx::Result;

/// The deals of which any rule may say something: for each, those worth most at these rates. What has no amount, or no rate,
/// comes last. Each currency that deals have is gone through by itself, in the order of an index.
pub async fn candidates(
    tx: &mut Tx,
    period: &Period,
    owner: Option<MemberId>,
    journey: Option<JourneyId>,
    rates: &DayRates,
) -> Result<Vec<OpportunityId>> {
    let (currencies, factors) = rates.columns();
    let found = sqlx::query_scalar!(
        r#"
        with recursive used (currency) as (
            (select o.currency from opportunity o
            where o.workspace_id = $1 and o.outcome is null
            order by o.currency limit 1)
            union all
            select (
                select o.currency from opportunity o
                where o.workspace_id = $1 and o.outcome is null and o.currency > u.currency
                order by o.currency limit 1)
            from used u
            where u.currency is not null
        ), rate as materialized (
            select u.currency, r.factor::numeric as factor
            from used u
            left join unnest($10::text[], $11::text[]) as r (currency, factor)
                on r.currency = u.currency
            where u.currency is not null
        ), fitting as (
            select k.rule, l.id, l.amount * r.factor as worth
            from rate r
            cross join unnest(array['fell back', 'ageing', 'quiet', 'called further', 'deciding', 'any']) as k (rule)
            cross join lateral (
                select o.id, o.amount
                from opportunity o
                where o.workspace_id = $1 and o.outcome is null and o.currency = r.currency
                    and ($2::uuid is null or o.owner_id = $2)
                    and ($3::uuid is null or o.journey_id = $3)
                    and case k.rule
                        when 'fell back' then o.fell_back_at > $4 and o.fell_back_at <= $5
                        when 'ageing' then o.ages_on <= $7
                        when 'quiet' then o.heard_at <= $8
                        when 'called further' then o.call_stage > o.stage
                        when 'deciding' then o.phase >= $9
                        else true end
                order by o.amount desc nulls last, o.id
                limit $6) as l
        ), placed as (
            select f.id, row_number() over (partition by f.rule order by f.worth desc nulls last, f.id) as place
            from fitting f
        ), open as not materialized (
            select o.id, o.amount * r.factor as worth
            from opportunity o
            left join rate r
                on r.currency = o.currency
            where o.workspace_id = $1 and o.outcome is null
                and ($2::uuid is null or o.owner_id = $2)
                and ($3::uuid is null or o.journey_id = $3)
        )
        select p.id as "id!: OpportunityId"
        from placed p
        where p.place <= $6
        union (
            select o.id
            from open o
            where o.id in (
                select b.opportunity_id from bearing b
                where b.workspace_id = $1 and not b.supports and b.at > $4 and b.at <= $5)
            order by o.worth desc nulls last, o.id limit $6)
        union (
            select o.id
            from open o
            where o.id in (
                select t.opportunity_id from commitment_turn t
                where t.workspace_id = $1 and t.turn = 'dropped' and t.at > $4 and t.at <= $5)
            order by o.worth desc nulls last, o.id limit $6)
        "#,
        tx.workspace().0,
        owner.map(|id| id.0),
        journey.map(|id| id.0),
        period.since,
        period.now,
        CANDIDATES,
        period.today(),
        period.now - TimeDelta::days(QUIET_DAYS),
        DECIDING_FROM.code(),
        &currencies,
        &factors
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}
