//! One lane of a list, as SQL.

use super::{Lane, Part, Search, narrow::Named};
use crate::pipeline::query::{Key, Place, Shelf};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

impl Search<'_> {
    pub(super) fn push_lane(
        &self,
        sql: &mut QueryBuilder<Postgres>,
        workspace: Uuid,
        lane: &Lane,
        each: i64,
    ) {
        let (column, key) = self.key(lane.part);
        let columns = [
            "moment::timestamptz",
            "day::date",
            "words::text",
            "number::numeric",
        ]
        .map(|named| {
            let (name, kind) = named.split_once("::").unwrap_or((named, "text"));
            match name == column {
                true => format!("{key} as {name}"),
                false => format!("null::{kind} as {name}"),
            }
        });
        sql.push(format!(
            "select o.id, {}::int2 as run, {} from opportunity o",
            lane.run,
            columns.join(", ")
        ));
        match lane.part {
            Part::Account => {
                sql.push(
                    " join account a on a.workspace_id = o.workspace_id and a.id = o.account_id",
                );
            }
            Part::Owner => {
                sql.push(" join member m on m.workspace_id = o.workspace_id and m.id = o.owner_id");
            }
            _ => {}
        }
        sql.push(" where o.workspace_id = ")
            .push_bind(workspace)
            .push(" and ");
        match lane.shelf {
            Some(shelf) => push_shelf(sql, shelf),
            None => self.push_open(sql),
        }
        self.push_part(sql, lane.part);
        self.push_filter(sql, workspace, Named::OnTheWay);
        if let Some(after) = &lane.after {
            self.push_after(sql, &key, lane.part, after);
        }
        let way = self.way();
        // Within one currency the amount alone is in order, and so is an index.
        let in_order = match lane.part {
            Part::Valued(_) => "o.amount",
            _ => &key,
        };
        sql.push(format!(" order by {in_order} {way}, o.id {way} limit "))
            .push_bind(each);
    }

    /// The column that carries a lane's key, and the key.
    fn key(&self, part: Part) -> (&'static str, String) {
        let (column, key) = match part {
            Part::Heard | Part::Undated | Part::Unvalued => ("moment", "o.heard_at"),
            Part::Since => ("moment", "o.stage_since"),
            Part::Account => ("words", "a.name_key"),
            Part::Owner => ("words", "lower(m.name)"),
            Part::Dated => ("day", "o.customer_date"),
            Part::Valued(index) => {
                let factor = &self.worth.0[index].1;
                return ("number", format!("o.amount * {factor}"));
            }
        };
        (column, key.to_owned())
    }

    fn push_open(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("o.outcome is null");
        if !self.filter.phases.is_empty() {
            let phases: Vec<i16> = self
                .filter
                .phases
                .iter()
                .map(|phase| phase.code())
                .collect();
            sql.push(" and o.phase = any(").push_bind(phases).push(")");
        }
    }

    fn push_part(&self, sql: &mut QueryBuilder<Postgres>, part: Part) {
        match part {
            Part::Dated => sql.push(" and o.customer_date is not null"),
            Part::Undated => sql.push(" and o.customer_date is null"),
            Part::Valued(index) => sql
                .push(" and o.amount is not null and o.currency = ")
                .push_bind(self.worth.0[index].0.code()),
            Part::Unvalued => sql
                .push(" and (o.amount is null or o.currency <> all (")
                .push_bind(self.worth.codes())
                .push("))"),
            Part::Heard | Part::Since | Part::Account | Part::Owner => sql,
        };
    }

    fn push_after(&self, sql: &mut QueryBuilder<Postgres>, key: &str, part: Part, after: &Place) {
        let beyond = if self.sort.descends() { "<" } else { ">" };
        if let (Part::Valued(index), Key::Number(number)) = (part, &after.key) {
            // What the index can begin at; which of equal ones come next is said below.
            let round = if self.sort.descends() {
                "ceil"
            } else {
                "floor"
            };
            let factor = &self.worth.0[index].1;
            sql.push(format!(" and o.amount {beyond}= {round}("))
                .push_bind(number.clone());
            sql.push(format!("::numeric / {factor})::bigint"));
        }
        sql.push(format!(" and ({key}, o.id) {beyond} ("));
        match &after.key {
            Key::Moment(moment) => sql.push_bind(*moment),
            Key::Day(day) => sql.push_bind(*day),
            Key::Words(words) => sql.push_bind(words.clone()),
            Key::Number(number) => sql.push_bind(number.clone()).push("::numeric"),
        };
        sql.push(", ").push_bind(after.id.0).push(")");
    }
}

pub(super) fn push_shelf(sql: &mut QueryBuilder<Postgres>, shelf: Shelf) {
    match shelf {
        Shelf::Open(phase) => sql
            .push("(o.outcome is null and o.phase = ")
            .push_bind(phase.code())
            .push(")"),
        Shelf::Ended(kind) => sql.push("o.outcome = ").push_bind(kind.name()),
    };
}
