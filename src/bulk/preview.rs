//! What would become of each deal, before anything is done.

use super::{
    asked::Input,
    change::Act,
    plan::{Line, Plan},
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{BulkChangeId, OpportunityId},
    opportunities::store::{self as opportunities, Owner},
    people::Viewer,
    web::{Form, FormErrors, Frame, Page, choices::Choice, format},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

#[derive(Template)]
#[template(path = "bulk/preview.html")]
pub struct PreviewPage {
    frame: Frame,
    errors: FormErrors,
    /// Which deals can be changed, and what stands in the form.
    input: Input,
    back: String,
    owners: Vec<Choice>,
    /// What is asked once more when the form is drawn again: the chosen deals.
    chosen: Vec<OpportunityId>,
    /// "Hand 3 deals over to Jon Okafor"; empty: nothing would change.
    act: String,
    changes: Vec<Line>,
    left_out: Vec<Line>,
    /// Who at the customer named a date is forgotten.
    forgets_who: bool,
}

pub async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Form(mut input): Form<Input>,
) -> Result<Response, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let owners = opportunities::owners(&mut tx, None).await?;
    input.id = BulkChangeId::new().to_string();
    let page = PreviewPage::load(&mut tx, &app, &viewer, &owners, input).await?;
    Ok(match page.errors.any() {
        true => Page(page).status(StatusCode::UNPROCESSABLE_ENTITY),
        false => Page(page).into_response(),
    })
}

impl PreviewPage {
    /// What would happen now, or what is wrong with what was asked.
    pub async fn load(
        tx: &mut Tx,
        app: &App,
        viewer: &Viewer,
        owners: &[Owner],
        input: Input,
    ) -> Result<Self, AppError> {
        let mut page = Self::empty(viewer, owners, input);
        if let Some(sentence) = page.input.refusal() {
            page.errors.refuse(sentence);
            return Ok(page);
        }
        let deals = opportunities::several(tx, &page.chosen).await?;
        if deals.is_empty() {
            return Err(AppError::NotFound);
        }
        match page.input.act(owners) {
            Ok(act) => {
                // Whoever looks anew sees each deal as it is now.
                let seen = page.chosen.iter().map(|id| (*id, None)).collect();
                let plan = Plan::of(act, deals, &seen);
                page.tell(act, &plan, owners, viewer, app);
            }
            Err(errors) => page.errors = errors,
        }
        Ok(page)
    }

    /// The same page with what is wrong with the whole.
    pub fn refusing(mut self, sentence: &str) -> Self {
        self.errors.refuse(sentence);
        self
    }

    fn empty(viewer: &Viewer, owners: &[Owner], input: Input) -> Self {
        let choice = |owner: &Owner| {
            let id = owner.id.to_string();
            let is_chosen = id == input.owner;
            Choice::new(id, owner.name.clone()).chosen_if(is_chosen)
        };
        Self {
            frame: viewer.frame("Change several deals", "pipeline"),
            errors: FormErrors::default(),
            back: input.back(),
            owners: owners.iter().map(choice).collect(),
            chosen: input.named().into_keys().collect(),
            act: String::new(),
            changes: vec![],
            left_out: vec![],
            forgets_who: false,
            input,
        }
    }

    fn tell(&mut self, act: Act, plan: &Plan, owners: &[Owner], viewer: &Viewer, app: &App) {
        let today = viewer.today(app);
        let owner = match act {
            Act::HandOver(id) => owners.iter().find(|owner| owner.id == id),
            Act::MoveDate(_) => None,
        };
        let owner = owner.map_or("", |owner| owner.name.as_str());
        let line = |deal| Line::of(act, deal, owner, today);
        self.changes = plan.changes.iter().map(line).collect();
        let left_out = plan.left_out.iter();
        self.left_out = left_out
            .map(|(deal, note)| Line { note, ..line(deal) })
            .collect();
        let deals = format::counted(i64::try_from(plan.changes.len()).unwrap_or(0), "deal");
        self.act = match (act, plan.changes.is_empty()) {
            (_, true) => String::new(),
            (Act::HandOver(_), _) => format!("Hand {deals} over to {owner}"),
            (Act::MoveDate(day), _) => {
                format!(
                    "Move the customer’s date of {deals} to {}",
                    format::day(day, today)
                )
            }
        };
        self.forgets_who = matches!(act, Act::MoveDate(_))
            && plan
                .changes
                .iter()
                .any(|deal| deal.customer_date_by.is_some());
    }
}
