use super::*;
use clap::Parser;

fn settled(arguments: &[&str]) -> Result<(Command, Config), String> {
    let arguments = [&["saidso"], arguments].concat();
    let args = Args::try_parse_from(arguments).map_err(|error| error.to_string())?;
    args.settle().map_err(|error| format!("{error:#}"))
}

#[test]
fn the_base_url_follows_the_port() {
    let (command, config) =
        settled(&["serve", "--listen", "127.0.0.1:9001"]).expect("these are right");
    assert_eq!(
        (command, config.link("/x").as_str()),
        (Command::Serve, "http://localhost:9001/x")
    );
    assert!(!config.is_https());
}

#[test]
fn a_wrong_setting_is_refused_in_words() {
    let cases = [
        (vec!["serve", "--listen", "nowhere"], "--listen"),
        (
            vec!["serve", "--base-url", "ftp://x"],
            "begins with http:// or https://",
        ),
        (
            vec!["serve", "--base-url", "https://x/app"],
            "nothing after them",
        ),
        (
            vec!["serve", "--database-url", "mysql://u:geheim@h/d"],
            "begins with postgres://",
        ),
        (
            vec!["serve", "--smtp-url", "smtp://u:geheim@h"],
            "--mail-from",
        ),
        (
            vec!["serve", "--smtp-url", "h:25", "--mail-from", "a@b.example"],
            "does not parse",
        ),
        (vec!["serve", "--max-connections", "0"], "--max-connections"),
    ];
    for (arguments, part) in cases {
        let sentence = settled(&arguments).expect_err("this is wrong");
        assert!(
            sentence.contains(part),
            "{sentence:?} should speak of {part:?}"
        );
        assert!(
            !sentence.contains("geheim"),
            "{sentence:?} gives a password away"
        );
    }
}

#[test]
fn a_secret_is_not_printed() {
    let (_, config) = settled(&[
        "serve",
        "--smtp-url",
        "smtps://u:geheim@h",
        "--mail-from",
        "a@b.example",
    ])
    .expect("right");
    assert!(!format!("{config:?}").contains("geheim"));
}
