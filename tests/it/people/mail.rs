//! Invitations by mail, to a server that really speaks SMTP.

use super::house::{Browser, House, app, config};
use axum::http::StatusCode;
use saidso::{config::MailSettings, ids::InvitationId};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Takes one mail and gives it back: the envelope's lines, then the letter.
async fn sink() -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let taken = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        take(stream).await
    });
    (url, taken)
}

async fn take(stream: TcpStream) -> Vec<String> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut taken = Vec::new();
    let mut in_letter = false;
    writing.write_all(b"220 sink.example\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        let reply = match line.split(' ').next().unwrap_or_default() {
            "." => {
                in_letter = false;
                "250 taken\r\n"
            }
            _ if in_letter => "",
            "EHLO" => "250-sink.example\r\n250 8BITMIME\r\n",
            "DATA" => {
                in_letter = true;
                "354 go on\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 fine\r\n",
        };
        taken.push(line);
        writing.write_all(reply.as_bytes()).await.unwrap();
        if reply.starts_with("250 taken") || reply.starts_with("221") {
            break;
        }
    }
    taken
}

fn with_mail(house: &House, smtp_url: String) -> Browser {
    let mut config = config();
    config.mail = Some(MailSettings {
        smtp_url: smtp_url.into(),
        from: "Saidso <saidso@lumen.example>".parse().unwrap(),
    });
    Browser::of(app(&house.db, config))
}

async fn invites_bea(ana: &mut Browser) -> super::house::Answer {
    let id = InvitationId::new().to_string();
    let fields = [
        ("id", id.as_str()),
        ("email", "bea@lumen.example"),
        ("role", "rep"),
    ];
    ana.posts("/settings/members/invitations", &fields).await
}

#[tokio::test]
async fn an_invitation_is_mailed_in_text_and_html() {
    let house = House::new().await;
    let (url, taken) = sink().await;
    let mut ana = with_mail(&house, url);
    ana.signs_in("ana@lumen.example", super::house::PASSWORD)
        .await
        .goes_to("/");
    let answer = invites_bea(&mut ana).await;
    answer.is(StatusCode::OK).says("We mailed them the link");
    let link = answer.attribute("#fresh-link", "value").unwrap();
    let letter = taken.await.unwrap().join("\n").replace("=\n", "");
    for part in [
        "RCPT TO:<bea@lumen.example>",
        "MAIL FROM:<saidso@lumen.example>",
        "Subject: Ana Admin invites you to Lumen on Saidso",
        "Content-Type: text/plain",
        "Content-Type: text/html",
        "as rep",
    ] {
        assert!(letter.contains(part), "{part:?} is not in\n{letter}");
    }
    assert_eq!(
        letter.matches(&link).count(),
        3,
        "once in the text, twice in the HTML"
    );
}

#[tokio::test]
async fn an_invitation_stands_though_the_mail_server_does_not_answer() {
    let house = House::new().await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", closed.local_addr().unwrap());
    drop(closed);
    let mut ana = with_mail(&house, url);
    ana.signs_in("ana@lumen.example", super::house::PASSWORD)
        .await
        .goes_to("/");
    let answer = invites_bea(&mut ana).await;
    answer.is(StatusCode::OK).says("The mail could not be sent");
    let link = answer.attribute("#fresh-link", "value").unwrap();
    let path = link.strip_prefix("http://localhost:8080").unwrap();
    let mut bea = house.browser();
    bea.opens(path).await.is(StatusCode::OK);
}
