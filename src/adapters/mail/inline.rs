//! Gives plain HTML its styles, tag by tag. Many mail programs read no style sheet, and some (Outlook on Windows) lay out
//! with tables only; so the templates stay readable and this page holds what mail programs need.
//!
//! It works on the written page: whatever a person typed has been escaped before, so no tag of theirs is ever met.

use crate::domain::colour::Colour;

const SANS: &str = "-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif";
const SERIF: &str = "Georgia,'Liberation Serif','Times New Roman',serif";

/// Puts the styles in.
pub fn inline(html: &str, language: &str, (accent, letters): (Colour, Colour)) -> String {
    let tags = tags(language, accent, letters);
    let mut page = String::with_capacity(html.len() * 2);
    let mut rest = html;
    while let Some((before, _)) = rest.split_once('<') {
        let (text, tagged) = rest.split_at(before.len());
        page.push_str(text);
        // No tag of the list begins another one, so the first that fits is the one.
        let fits = tags.iter().find_map(|(tag, styled)| Some((tagged.strip_prefix(tag)?, styled.as_str())));
        let (after, styled) = fits.unwrap_or_else(|| (tagged.strip_prefix('<').unwrap_or(tagged), "<"));
        page.push_str(styled);
        rest = after;
    }
    page.push_str(rest);
    page.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}

fn tags(language: &str, accent: Colour, letters: Colour) -> Vec<(&'static str, String)> {
    let table = r#"<table role="presentation" cellpadding="0" cellspacing="0" border="0""#;
    let mut tags = frame(table, language);
    tags.extend(button(table, accent, letters));
    tags.extend(texts(accent));
    tags
}

/// The sheet in the middle, the facts in a row, the remedies in their box, and the foot.
fn frame(table: &str, language: &str) -> Vec<(&'static str, String)> {
    let sheet = format!(
        r#"{table} class="sheet" width="100%" style="background:#fffefb;color:#17202a"><tr><td align="center" style="padding:28px 20px 36px">
<!--[if mso]>{table} width="560"><tr><td><![endif]-->
<div style="max-width:560px;margin:0 auto;text-align:left;font:16px/1.55 {SANS};overflow-wrap:break-word">"#
    );
    let end = "</div>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>";
    let facts = r#"<div class="l" style="margin:20px 0;padding:12px 0 4px;border:solid #d9d4c9;border-width:1px 0">"#;
    let fact = r#"<div class="m" style="display:inline-block;vertical-align:top;margin:0 40px 8px 0;color:#4a5663;font-size:14px;line-height:1.5">"#;
    let boxed = format!(
        r#"{table} class="box" width="100%" style="margin:0 0 10px;background:#f4f1ea;border-radius:8px"><tr><td style="padding:0 16px 6px;overflow-wrap:anywhere;word-break:break-word">"#
    );
    let foot = r#"<div class="m l" style="margin-top:26px;padding-top:14px;border-top:1px solid #d9d4c9;color:#4a5663;font-size:14px">"#;
    vec![
        ("<body>", r#"<body style="margin:0;padding:0;background:#fffefb;color:#17202a">"#.into()),
        ("<x-sheet>", format!("{sheet}\n").replacen("<table", &format!("<table lang=\"{language}\""), 1)),
        ("</x-sheet>", end.into()),
        ("<x-facts>", facts.into()),
        ("</x-facts>", "</div>".into()),
        ("<x-fact>", fact.into()),
        ("</x-fact>", "</div>".into()),
        ("<x-box>", boxed),
        ("</x-box>", "</td></tr></table>".into()),
        ("<x-table>", r#"<table cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:0 0 16px;border-collapse:collapse;font-size:15px">"#.into()),
        ("</x-table>", "</table>".into()),
        ("<x-th>", r#"<th class="l m" align="left" style="padding:6px 12px 6px 0;border-bottom:1px solid #17202a;color:#4a5663;font-weight:600">"#.into()),
        ("</x-th>", "</th>".into()),
        ("<x-td>", r#"<td class="l" valign="top" style="padding:6px 12px 6px 0;border-bottom:1px solid #d9d4c9;overflow-wrap:anywhere;word-break:break-word">"#.into()),
        ("</x-td>", "</td>".into()),
        ("<x-footer>", foot.into()),
        ("</x-footer>", "</div>".into()),
    ]
}

/// Outlook paints the cell, everybody else the link; the padding of the one is invisible to the other.
fn button(table: &str, accent: Colour, letters: Colour) -> Vec<(&'static str, String)> {
    let open = format!(
        r#"{table} style="margin:0 0 26px"><tr><td class="bt" bgcolor="{accent}" style="border-radius:8px;mso-padding-alt:11px 20px"><a class="b" style="display:inline-block;padding:11px 20px;border-radius:8px;background:{accent};color:{letters};font-weight:600;text-decoration:none" "#
    );
    vec![("<x-button ", open), ("</x-button>", "</a></td></tr></table>".into())]
}

fn texts(accent: Colour) -> Vec<(&'static str, String)> {
    vec![
        (
            r#"<p class="k">"#,
            format!(r#"<p class="k" style="margin:0 0 20px;font:700 22px/1.2 {SERIF};color:{accent}">"#),
        ),
        ("<h1>", r#"<h1 style="margin:0 0 14px;font-size:22px;line-height:1.25">"#.into()),
        ("<h2>", r#"<h2 style="margin:22px 0 6px;font-size:17px;line-height:1.3">"#.into()),
        ("<p>", r#"<p style="margin:0 0 14px">"#.into()),
        (r#"<p class="m">"#, r#"<p class="m" style="margin:0 0 14px;color:#4a5663">"#.into()),
        (r#"<p class="sign">"#, r#"<p style="margin:24px 0">"#.into()),
        (
            r#"<p class="code">"#,
            format!(r#"<p style="margin:0 0 14px;font:700 34px/1.3 {SANS};letter-spacing:.14em">"#),
        ),
        ("<ul>", r#"<ul style="margin:0 0 16px;padding-left:22px">"#.into()),
        ("<ol>", r#"<ol style="margin:0 0 16px;padding-left:22px">"#.into()),
        ("<li>", r#"<li style="margin:0 0 4px">"#.into()),
        ("<mark>", r#"<mark style="background:#ffe9a8;color:#5a3900;padding:0 3px">"#.into()),
        (
            r#"<strong class="i">"#,
            r#"<strong class="i" style="color:#17202a;font-size:17px;white-space:nowrap">"#.into(),
        ),
        ("<a href=", format!(r#"<a style="color:{accent};word-break:break-word" href="#)),
    ]
}
