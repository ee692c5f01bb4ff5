use super::*;
use crate::ids::MemberId;

fn shown(words: &str) -> String {
    formatted(words, &[], &Things::default())
        .to_string()
        .trim()
        .replace('\n', "")
}

#[test]
fn a_little_formatting_comes_through() {
    for (words, html) in [
        (
            "They *will* **not** sign",
            "<p>They <em>will</em> <strong>not</strong> sign</p>",
        ),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("3. one", "<ol start=\"3\"><li>one</li></ol>"),
        (
            "> so they said",
            "<blockquote><p>so they said</p></blockquote>",
        ),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("# Loud", "<p>Loud</p>"),
        ("![a picture](https://x.example/p.png)", "<p>a picture</p>"),
        ("---", "<p>---</p>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
    ] {
        assert_eq!(shown(words), html, "{words}");
    }
}

#[test]
fn an_address_is_a_link_without_what_ends_the_sentence() {
    let rel = "rel=\"noopener noreferrer nofollow\"";
    let link = format!(
        "<a href=\"https://acme.example/a_b_c?d=1&amp;e\" {rel}>https://acme.example/a_b_c?d=1&amp;e</a>"
    );
    assert_eq!(
        shown("See https://acme.example/a_b_c?d=1&e."),
        format!("<p>See {link}.</p>")
    );
    assert_eq!(
        shown("(https://acme.example/a_b_c?d=1&e)"),
        format!("<p>({link})</p>")
    );
    assert_eq!(
        shown("[the plan](https://acme.example/)"),
        format!("<p><a href=\"https://acme.example/\" {rel}>the plan</a></p>")
    );
    assert!(!shown("`https://acme.example`").contains("href"));
}

#[test]
fn who_is_mentioned_stands_out_and_nobody_else() {
    let mara = Named {
        id: MemberId::new(),
        name: "Mara <b>".into(),
    };
    let html = formatted("@Mara, and @Jonas", &[mara], &Things::default()).to_string();
    assert_eq!(
        html.trim(),
        "<p><span class=\"mention\">@Mara</span>, and @Jonas</p>"
    );
}

/// Whatever is tried: no element but those of a message, no attribute but those of a link, no address that acts.
#[test]
fn no_attack_comes_through() {
    let attacks = [
        "<script>alert(1)</script>",
        "<ScRiPt src=//x.example/a.js></sCrIpT>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<a href=\"javascript:alert(1)\" onclick=\"alert(1)\">x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#x73;cript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](\u{1}javascript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//x.example)",
        "[x](/\\x.example)",
        "[x](https://x.example \"\\\" onmouseover=alert(1) x=\\\"\")",
        "[x]: javascript:alert(1)\n[x]",
        "<javascript:alert(1)>",
        "![x](x\" onerror=\"alert(1))",
        "![x](javascript:alert(1))",
        "https://x.example/\"onmouseover=alert(1)",
        "https://x.example/'><script>alert(1)</script>",
        "```\"><script>alert(1)</script>\nx\n```",
        "```x\" onclick=\"alert(1)\nx\n```",
        "`<script>alert(1)</script>`",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php <script>alert(1)</script> ?>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<form action=https://x.example><input name=password></form>",
        "<style>@import 'https://x.example'</style>",
        "<span class=\"mention other\" style=\"position:fixed\">x</span>",
        "<base href=https://x.example>",
        "**<b onclick=alert(1)>**",
        "> - <details open ontoggle=alert(1)>",
        "<p id=\"main\" data-live=\"*\" data-panel=\"/sign-out\">x</p>",
    ];
    let tags = [
        "p",
        "br",
        "strong",
        "em",
        "ul",
        "ol",
        "li",
        "a",
        "code",
        "pre",
        "blockquote",
        "span",
    ];
    for attack in attacks {
        let html = shown(attack);
        let page = scraper::Html::parse_fragment(&html);
        for element in page.root_element().descendent_elements().skip(1) {
            let name = element.value().name();
            assert!(tags.contains(&name), "{attack} brings <{name}>: {html}");
            for (attribute, value) in element.value().attrs() {
                let is_fine = match (name, attribute) {
                    ("a", "rel" | "title") | ("ol", "start") | ("span", "class") => true,
                    ("a", "href") => leads_away_or_stays(value),
                    _ => false,
                };
                assert!(is_fine, "{attack} brings {attribute}=\"{value}\": {html}");
            }
        }
    }
}

/// An address of the web or of a mailbox, or a path of this site: two slashes would be another's.
fn leads_away_or_stays(address: &str) -> bool {
    let stays =
        address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\");
    let away = ["https://", "http://", "mailto:"];
    stays || away.iter().any(|scheme| address.starts_with(scheme))
}

#[test]
fn a_page_of_this_site_can_be_linked_to() {
    assert!(shown("[the deal](/opportunities/1)").contains("href=\"/opportunities/1\""));
}

#[test]
fn in_one_line_a_message_has_no_marks() {
    let message =
        "**Six points** ahead:\n\n- of `TMS`\n- of [them](https://acme.example)\n\n> and so on";
    assert_eq!(plain(message), "Six points ahead: of TMS of them and so on");
    assert_eq!(plain("2 * 3 < 7 …"), "2 * 3 < 7 …");
}
