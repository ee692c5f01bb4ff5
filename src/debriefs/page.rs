//! The page of one conversation: whom it is proposed to, the questions, and what the customer said.

use super::{
    answering::Input,
    debrief::{Answer, DECIDED, Debrief, QUESTIONS, sentence},
    store,
};
use crate::{
    app::App,
    database::Tx,
    error::AppError,
    ids::{DebriefAnswerId, OpportunityId, OutcomeId},
    opportunities::{
        page::whole::Whole,
        store::{self as opportunities, OutcomeShown, Owner},
    },
    people::Viewer,
    web::{FormErrors, Frame, Page, Path, Query, Shown, choices::Choice, format},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;

/// What both the page and its acts begin with.
pub struct Ground {
    pub whole: Whole,
    pub outcome: OutcomeShown,
    pub id: OutcomeId,
    pub debrief: Option<Debrief>,
    pub said: Option<Answer>,
    pub members: Vec<Owner>,
}

impl Ground {
    /// The decision on a deal and the conversation about it; none: no customer has decided on it.
    pub async fn find(
        tx: &mut Tx,
        deal: OpportunityId,
        today: NaiveDate,
    ) -> Result<Option<Self>, AppError> {
        let mut whole = Whole::load(tx, deal, today).await?;
        let decided = |outcome: &OutcomeShown| DECIDED.contains(&outcome.kind);
        let Some(outcome) = whole.outcome.take().filter(decided) else {
            return Ok(None);
        };
        let id = OutcomeId(outcome.id);
        Ok(Some(Self {
            debrief: store::find(tx, id).await?,
            said: store::latest(tx, id).await?,
            members: opportunities::owners(tx, None).await?,
            whole,
            outcome,
            id,
        }))
    }

    /// The same for an act, which needs a decision.
    pub async fn load(
        tx: &mut Tx,
        deal: OpportunityId,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let undecided = || {
            AppError::refused(
                "There is no decision of the customer to ask about. It is there once the deal is won, lost or not decided.",
            )
        };
        Self::find(tx, deal, today).await?.ok_or_else(undecided)
    }

    /// Whether this viewer may hold it: anybody but who sold it.
    pub fn may_ask(&self, viewer: &Viewer) -> bool {
        viewer.member != self.whole.deal.owner_id
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// "yes": what was noted is to be corrected.
    again: String,
}

#[derive(Template)]
#[template(path = "debriefs/page.html")]
pub struct DebriefPage {
    frame: Frame,
    errors: FormErrors,
    deal: String,
    name: String,
    account: String,
    /// "Lost to another supplier on 3 Nov. We put it down to: Price."
    ours: String,
    owner: String,
    /// Who is to ask; empty: nobody yet.
    asker: String,
    is_mine: bool,
    hand_on: Vec<Choice>,
    version: i32,
    said: Option<SaidShown>,
    form: Option<AnswerForm>,
}

/// What the customer said.
struct SaidShown {
    words: String,
    speaker: String,
    day: String,
    reason: String,
    differs: bool,
    /// (question, what they said).
    said: Vec<(&'static str, String)>,
    by: String,
    may_correct: bool,
}

struct AnswerForm {
    input: Input,
    people: Vec<Choice>,
    reasons: Vec<Choice>,
    questions: [&'static str; 5],
}

pub async fn show(
    viewer: Viewer,
    shown: Shown,
    State(app): State<App>,
    Path(deal): Path<OpportunityId>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let mut tx = app.db.read(viewer.scope()).await?;
    let Some(ground) = Ground::find(&mut tx, deal, app.clock.now().date_naive()).await? else {
        return Ok(Redirect::to(&format!("/opportunities/{deal}")).into_response());
    };
    let today = viewer.today(&app);
    let input = match &ground.said {
        Some(said) if asked.again == "yes" => Input::of(said, today),
        _ => Input::fresh(today),
    };
    let asks = ground.said.is_none() || asked.again == "yes";
    let mut page = draw(&viewer, &ground, asks, input, FormErrors::default(), today);
    page.frame = page.frame.with(shown);
    Ok(Page(page).into_response())
}

/// The page, with the form where it `asks` and the viewer may.
pub fn draw(
    viewer: &Viewer,
    ground: &Ground,
    asks: bool,
    input: Input,
    errors: FormErrors,
    today: NaiveDate,
) -> DebriefPage {
    let deal = &ground.whole.deal;
    let debrief = ground.debrief.as_ref();
    let may_ask = ground.may_ask(viewer);
    DebriefPage {
        frame: viewer.frame(format!("After the end · {}", deal.name), "learn"),
        deal: deal.id.to_string(),
        name: deal.name.clone(),
        account: deal.account.clone(),
        ours: ours(viewer, &ground.outcome, today),
        owner: deal.owner.clone(),
        asker: debrief.map_or(String::new(), |debrief| debrief.member_name.clone()),
        is_mine: debrief.is_some_and(|debrief| debrief.member == viewer.member),
        hand_on: others(ground),
        version: debrief.map_or(0, |debrief| debrief.version),
        said: ground
            .said
            .as_ref()
            .map(|said| told(ground, said, may_ask, today)),
        form: (asks && may_ask).then(|| form(ground, input)),
        errors,
    }
}

/// How it ended, on which day of the viewer's, and what we put it down to.
fn ours(viewer: &Viewer, outcome: &OutcomeShown, today: NaiveDate) -> String {
    let day = outcome.at.with_timezone(&viewer.zone).date_naive();
    let ended = format!("{} on {}", outcome.kind.label(), format::day(day, today));
    match outcome.reason.as_str() {
        "" => format!("{ended}. We gave no reason."),
        code => {
            let why = sentence(outcome.kind, code);
            format!("{ended}. We put it down to: {}.", bare(&why))
        }
    }
}

fn bare(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}

/// Who else could hold it.
fn others(ground: &Ground) -> Vec<Choice> {
    let has_it = ground.debrief.as_ref().map(|debrief| debrief.member);
    let members = ground.members.iter();
    let others = members.filter(|m| m.id != ground.whole.deal.owner_id && Some(m.id) != has_it);
    others
        .map(|member| Choice::new(member.id.to_string(), member.name.clone()))
        .collect()
}

fn told(ground: &Ground, said: &Answer, may_correct: bool, today: NaiveDate) -> SaidShown {
    let ours = &ground.outcome.reason;
    let questions = QUESTIONS.iter().map(|(_, question)| *question);
    let answered = questions.zip(said.said.iter().cloned());
    SaidShown {
        words: said.words.clone(),
        speaker: said.name.clone(),
        day: format::day(said.talked_on, today),
        reason: sentence(ground.outcome.kind, &said.reason),
        differs: !ours.is_empty() && *ours != said.reason,
        said: answered.filter(|(_, said)| !said.is_empty()).collect(),
        by: said.by.clone(),
        may_correct,
    }
}

fn form(ground: &Ground, mut input: Input) -> AnswerForm {
    if input.id.is_empty() {
        input.id = DebriefAnswerId::new().to_string();
    }
    let people = ground.whole.people.iter().map(|person| {
        let id = person.id.to_string();
        let chosen = id == input.person;
        Choice::new(id, person.name.clone()).chosen_if(chosen)
    });
    let reasons = ground.outcome.kind.reasons().iter();
    let reasons = reasons.flat_map(|group| group.reasons).map(|reason| {
        Choice::new(reason.code, reason.sentence).chosen_if(reason.code == input.reason)
    });
    AnswerForm {
        people: people.collect(),
        reasons: reasons.collect(),
        questions: QUESTIONS.map(|(_, question)| question),
        input,
    }
}
