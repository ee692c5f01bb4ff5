//! A manager poses a coaching question on a verifier; the answers are conversation.

use super::*;

#[track_caller]
fn asking(page: &Page, statement: &str) -> Form {
    let forms = all(page.talk_below(statement), "form[id^='say-ask-']");
    Form::read(forms[0], &page.address)
}

#[tokio::test]
async fn a_manager_asks_by_a_prompt_or_in_their_own_words() {
    let t = team().await;
    let ana = t.world.manager("Ana Lindqvist").await;
    let page = ana.looks_at(&t.deal).await;
    let form = asking(&page, COST);
    let prompts = form.to_tick("prompt").join(" / ");
    assert!(
        prompts.contains("Who has to clean up after this problem"),
        "{prompts}"
    );
    let prompt = form.to_tick("prompt")[0].to_owned();
    let page = ana.sends(&form.clone().tick("prompt", &prompt)).await;
    let asked = words(page.message(&prompt));
    assert!(asked.contains("Ana Lindqvist just now question"), "{asked}");
    assert!(words(page.talk_below(COST)).contains(&prompt));

    let form = asking(&page, COST).tick("prompt", &prompt);
    let page = ana.sends(&form.fill("body", "And who pays for it?")).await;
    assert!(page.stream().contains(&"And who pays for it?".to_owned()));
    let page = t.mara.says_about(&t.deal, COST, "Ines does.").await;
    assert!(words(page.talk_below(COST)).starts_with("3 messages"));
    assert!(
        page.forms_of(&prompt, "/decision").is_empty(),
        "a question decides nothing"
    );
}

#[tokio::test]
async fn a_question_without_words_is_refused_beside_the_field() {
    let t = team().await;
    let ana = t.world.manager("Ana Lindqvist").await;
    let page = ana.looks_at(&t.deal).await;
    let before = t.world.events().await;
    let page = ana.sends(&asking(&page, COST)).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(page.talk_below(COST)).contains("There is nothing in it yet"));
    assert_eq!(t.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_rep_is_not_offered_it_and_it_is_asked_about_verifiers_alone() {
    let t = team().await;
    let ana = t.world.manager("Ana Lindqvist").await;
    let page = t.mara.looks_at(&t.deal).await;
    assert!(page.all("form[id^='say-ask-']").is_empty());
    let before = t.world.events().await;
    let form = page
        .form("#say-deal")
        .fill("body", "And?")
        .forge("kind", "question");
    t.mara.sends(&form).await.is(StatusCode::FORBIDDEN);
    ana.sends(&form).await.is(StatusCode::NOT_FOUND);
    assert_eq!(t.world.events().await, before, "nothing was written");
}
