//! However it is spelt.

use super::{COST, finds, hits, quotes, story};
use crate::world::{TestDb, World};
use saidso::find::words::{Words, fold};
use sqlx::{query, query_as, query_scalar};

#[tokio::test]
async fn a_name_with_a_wrong_letter_is_found() {
    let world = World::new().await;
    let (mara, _) = story(&world).await;
    for typed in ["Inez+Baptsta", "baptitsa", "ACME+FREIGTH", "Rout+planing"] {
        let found = finds(&mara, &format!("q={typed}")).await;
        assert!(!hits(&found).is_empty(), "{typed}: {found}");
        found.says("so this is for");
    }
}

#[tokio::test]
async fn a_quote_is_found_by_a_word_with_a_wrong_letter() {
    let world = World::new().await;
    let (mara, _) = story(&world).await;
    for typed in ["drvier", "councill", "wlak+out", "coucil+drivres"] {
        let found = finds(&mara, &format!("q={typed}")).await;
        assert_eq!(quotes(&found).len(), 1, "{typed}: {found}");
    }
    let found = finds(&mara, "q=drvier").await;
    found.says("Nothing here reads “drvier”, so this is for drivers");
    assert_eq!(found.read("mark"), ["drivers"]);
}

#[tokio::test]
async fn where_little_is_found_the_nearest_word_is_offered() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    for words in ["The contract is with legal.", "A contrast of views."] {
        mara.records(&deal, words).proving(COST).await.is_recorded();
    }
    let found = finds(&mara, "q=contrast").await;
    assert_eq!(quotes(&found), ["A contrast of views."]);
    found.says("Did you mean contract?");
    let other = mara.opens_page(&found.link("contract")).await;
    assert_eq!(quotes(&other), ["The contract is with legal."]);
    finds(&mara, "q=qqqqq").await.does_not_say("Did you mean");
}

#[tokio::test]
async fn accents_and_capitals_do_not_matter() {
    let world = World::new().await;
    let (mara, deal) = story(&world).await;
    let said = "L’équipe de Łódź dit que ça coûte trop, in der Müllerstraße.";
    mara.records(&deal, said).proving(COST).await.is_recorded();
    for typed in [
        "equipe",
        "COUTE",
        "Lodz",
        "müllerstrasse",
        "mullerstr",
        "l%27equipe",
    ] {
        assert_eq!(
            quotes(&finds(&mara, &format!("q={typed}")).await),
            [said],
            "{typed}"
        );
    }
    let found = finds(&mara, "q=equipe+coute").await;
    assert_eq!(found.read("mark"), ["équipe", "coûte"]);
    let cyrillic = "Водители уходят каждую неделю.";
    mara.records(&deal, cyrillic)
        .proving(COST)
        .await
        .is_recorded();
    assert_eq!(quotes(&finds(&mara, "q=ВОДИТЕЛ").await), [cyrillic]);
}

#[tokio::test]
async fn the_beginning_of_a_word_is_enough() {
    let world = World::new().await;
    let (mara, _) = story(&world).await;
    for typed in ["cou", "c", "driv+counc", "no", "dri+wa"] {
        assert_eq!(
            quotes(&finds(&mara, &format!("q={typed}")).await).len(),
            1,
            "{typed}"
        );
    }
}

#[tokio::test]
async fn the_database_and_the_page_fold_letters_alike() {
    let db = TestDb::new().await;
    let letters: Vec<String> = (1..0x3100)
        .chain(0xa000..0xb000)
        .chain(0xf900..0x10000)
        .filter_map(char::from_u32)
        .map(String::from)
        .collect();
    let split: Vec<(String, Vec<String>)> =
        query_as("select l, find_words('aa' || l || 'bb') from unnest($1::text[]) as l")
            .bind(&letters)
            .fetch_all(&db.superuser)
            .await
            .expect("split");
    assert_eq!(split.len(), letters.len());
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    let here = |letter: &str| sorted(Words::of(&format!("aa{letter}bb")).0);
    let different: Vec<_> = split
        .into_iter()
        .filter(|(letter, there)| sorted(there.clone()) != here(letter))
        .collect();
    // Letters newer than the tables of one of the two, and no more.
    assert!(different.len() < 20, "{different:?}");
    for text in ["Müllers Straße, l’été; Łódź 7½", "ﬁne Ⅷ ǅ İstanbul ΣΊΣΥΦΟΣ"]
    {
        let there: String = query_scalar("select find_fold($1)")
            .bind(text)
            .fetch_one(&db.superuser)
            .await
            .expect("folded");
        assert_eq!(there, fold(text));
    }
}

#[tokio::test]
async fn what_was_on_record_before_is_found_by_the_same_words_as_what_came_after() {
    let world = World::new().await;
    story(&world).await;
    let db = &world.db().superuser;
    let wrong: i64 = query_scalar(
        "select count(*) from evidence e left join find_evidence f using (workspace_id, id)
         where f.lexemes is distinct from find_evidence_lexemes(e.workspace_id, e.words, e.strength)",
    )
    .fetch_one(db)
    .await
    .expect("counted");
    assert_eq!(wrong, 0);
    // The same word of the same workspace stands there once, where nobody wrote it at the same moment.
    query("select find_keep_words(id, array['council', 'zeppelin']) from workspace")
        .execute(db)
        .await
        .expect("kept");
    let times: Vec<i64> = query_scalar(
        "select count(*) from find_word where word in ('council', 'zeppelin') group by workspace_id, word",
    )
    .fetch_all(db)
    .await
    .expect("counted");
    assert!(times.iter().all(|times| *times == 1), "{times:?}");
}
