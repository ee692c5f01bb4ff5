//! What was just done, told once on the next page. The cookie holds a key of a closed vocabulary: nobody can make
//! Saidso say a sentence that is not in it.

use axum::{
    extract::{FromRequestParts, Request},
    http::{
        HeaderMap, HeaderValue,
        header::{CONTENT_TYPE, COOKIE, SET_COOKIE},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::convert::Infallible;

macro_rules! notices {
    ($($name:ident $key:literal $sentence:literal)*) => {
        /// The vocabulary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Notice {
            $(#[doc = $sentence] $name),*
        }

        impl Notice {
            const ALL: &[Notice] = &[$(Notice::$name),*];

            /// What the cookie holds.
            pub fn key(self) -> &'static str {
                match self { $(Notice::$name => $key),* }
            }

            /// What the visitor reads.
            pub fn sentence(self) -> &'static str {
                match self { $(Notice::$name => $sentence),* }
            }
        }
    };
}

notices! {
    Saved "saved" "Saved."
    AlreadyRecorded "already-recorded" "That was already recorded, so nothing was written twice."
    DebriefNoted "debrief-noted" "Noted what they said. Their reason stands beside ours."
    DebriefHandedOn "debrief-handed-on" "Proposed. They find it among what is for them."
    SignedOut "signed-out" "You are signed out."
    Recorded "recorded" "Recorded."
    RecordedAndReady "recorded-and-ready" "Recorded. Everything this stage asks for stands now: the deal can move."
    RecordedAndFellBack "recorded-and-fell-back" "Recorded. What they said changes where the deal stands: it fell back."
    Withdrawn "withdrawn" "Withdrawn. It stays on record, and no longer counts."
    WithdrawnAndFellBack "withdrawn-and-fell-back" "Withdrawn. The deal rested on it, and fell back."
    AlreadyWithdrawn "already-withdrawn" "That was withdrawn already."
    Challenged "challenged" "Your doubt stands beside the evidence until it is answered."
    AlreadyAnswered "already-answered" "That challenge was answered already."
    Upheld "upheld" "The doubt is upheld: that evidence no longer counts."
    UpheldAndFellBack "upheld-and-fell-back" "The doubt is upheld. The deal rested on that evidence, and fell back."
    Dismissed "dismissed" "Answered: the evidence counts."
    Passed "passed" "The deal moved, on the customer’s word."
    Won "won" "Won, on the customer’s word."
    AlreadyPassed "already-passed" "The deal had already moved, so nothing was done twice."
    Opened "opened" "The deal is open. Next: what has the customer said so far?"
    AlreadyOpened "already-opened" "That deal was opened already. Here it is."
    Closed "closed" "The deal is closed."
    OnHold "on-hold" "The deal is on hold until that happens."
    Reopened "reopened" "The deal is open again, where its evidence stands today."
    Tailored "tailored" "Changed for this deal. The reason stays visible."
    TailoredAndFellBack "tailored-and-fell-back" "Changed for this deal. It asks for more than is proved, so the deal fell back."
    JourneyPublished "journey-published" "Published. New deals follow this edition; deals that are under way keep theirs."
    DraftDiscarded "draft-discarded" "The draft is gone. Nothing that is published has changed."
    NoDraft "no-draft" "There is no draft any more: it was published or discarded meanwhile."
    AllRead "all-read" "All of it is marked as read."
    DigestOn "digest-on" "Saved. The mail comes at that hour, on days with something new."
    DigestOff "digest-off" "Saved. No mail comes any more."
    GoneMeanwhile "gone-meanwhile" "That was removed meanwhile. Here is the draft as it is now."
    Removed "removed" "Removed from the draft."
    ObstacleNamed "obstacle-named" "It has a name now. Here is what got past others like it."
    ObstaclePast "obstacle-past" "Good. What worked stays on record for the next deal like this one."
    ObstacleBack "obstacle-back" "It is in the way again."
    ObstacleFatal "obstacle-fatal" "Noted. Nothing happens by itself: ending the deal is yours to decide."
    PlayPlanned "play-planned" "Planned. What counts is what they do."
    PlayWorked "play-worked" "They did it."
    PlayAnswered "play-answered" "Noted what they did. That is worth knowing, too."
    Proposed "proposed" "Proposed. It stands on the journey’s page until it is answered."
    ProposalAnswered "proposal-answered" "Answered. Whoever proposed it sees that here."
    NotInDraft "not-in-draft" "The draft does not have this verifier any more. Here is the draft as it is."
    LookedBack "looked-back" "Noted, for the next deal like this one."
    HindsightTakenBack "hindsight-taken-back" "Taken back."
    CommitmentNoted "commitment-noted" "Noted what they agreed to do."
    CommitmentKept "commitment-kept" "They did. You can record it as evidence."
    CommitmentMoved "commitment-moved" "Moved to the new day."
    CommitmentDropped "commitment-dropped" "Noted that they dropped it."
    Undone "undone" "That change is undone."
    MessageRemoved "message-removed" "Removed. Nobody can read it any more."
    Decided "decided" "Marked as a decision."
    Undecided "undecided" "No longer marked as a decision."
    SessionPlanned "session-planned" "The session is planned. It waits here until somebody begins it."
    SessionTaken "session-taken" "You lead this session now."
    SessionDecided "session-decided" "Decided, and on record."
    SessionOver "session-over" "The session is over. What came of it stands here."
    MovedMeanwhile "moved-meanwhile" "The session had gone on meanwhile. Here is where it stands."
    TakenOut "taken-out" "Taken out of the group. What they said stays on record."
    NotInTheGroup "not-in-the-group" "They are not in the group any more."
    LineTakenBack "line-taken-back" "Taken back."
    Seen "seen" "Noted how it looks to them."
    LetGo "let-go" "Noted: they let it go. It stays to be read."
    OnTheTable "on-the-table" "It is on the table again."
    Asked "asked" "Posted. It stands on the deal’s page, and the owner is told of a question."
    NothingToTalkAbout "nothing-to-talk-about" "By these rules there is no deal to talk about."
    RateKept "rate-kept" "Saved. Totals are converted at it from that day on."
    RateEnded "rate-ended" "Noted: there is no rate from that day on. Those deals are counted apart."
    ViewSaved "view-saved" "The view is saved. It stands in your menu."
    ViewShared "view-shared" "The view is saved. It stands in everybody’s menu."
    ViewRemoved "view-removed" "The view is removed. No deal has changed."
    BulkChanged "bulk-changed" "Done."
    BulkChangedInPart "bulk-changed-in-part" "Done, but for deals that somebody changed meanwhile: those stay as they are."
    UndoneInPart "undone-in-part" "Undone for the deals that nobody has changed since. The others stay as they are."
    Joined "joined" "Welcome. You are in."
    InvitationRevoked "invitation-revoked" "The invitation was taken back. Its link no longer works."
    RoleChanged "role-changed" "The role was changed."
    MemberDeactivated "member-deactivated" "The member was deactivated. Nothing they wrote is lost."
    MemberReactivated "member-reactivated" "The member is active again."
    Looked "looked" "Noted. Next time your review begins here."
    PasswordChanged "password-changed" "Your password was changed. You are signed out everywhere else."
    SessionEnded "session-ended" "Signed out there."
}

/// Every page forgets the notice it shows; a minute is for the page that is never opened.
const REMEMBER: &str = "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax";
const FORGET: HeaderValue =
    HeaderValue::from_static("notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");

impl Notice {
    /// Sends the notice along with an answer, most often a redirect.
    pub fn on(self, answer: impl IntoResponse) -> Response {
        let mut response = answer.into_response();
        if let Ok(cookie) = HeaderValue::try_from(format!("notice={}{REMEMBER}", self.key())) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}

/// The notice this page has to show, if any: for [`super::Frame::with`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown(pub Option<Notice>);

impl<S: Send + Sync> FromRequestParts<S> for Shown {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        if is_refresh(&parts.headers) {
            return Ok(Self::default());
        }
        let key = cookie(&parts.headers, "notice");
        Ok(Shown(
            Notice::ALL
                .iter()
                .copied()
                .find(|notice| Some(notice.key()) == key),
        ))
    }
}

/// An open page asks for itself anew because something changed: what was just done is told to whoever did it, elsewhere.
fn is_refresh(headers: &HeaderMap) -> bool {
    headers.contains_key("saidso-refresh")
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Once a page was drawn, the notice was shown.
pub async fn forget_shown(request: Request, next: Next) -> Response {
    let brought = cookie(request.headers(), "notice").is_some() && !is_refresh(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let brings = headers
        .get_all(SET_COOKIE)
        .iter()
        .any(|line| line.as_bytes().starts_with(b"notice="));
    if brought && is_page && !brings {
        headers.append(SET_COOKIE, FORGET);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; notice=saved"));
        headers.append(COOKIE, HeaderValue::from_static("b=2"));
        assert_eq!(
            (
                cookie(&headers, "notice"),
                cookie(&headers, "b"),
                cookie(&headers, "otice")
            ),
            (Some("saved"), Some("2"), None)
        );
    }
}
