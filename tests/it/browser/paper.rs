//! A page as it is printed.

use super::window::Window;

/// What is lost on paper: a table that is no table any more, a panel with nothing but its heading, what reaches beyond
/// the sheet.
const AMISS: &str = r#"
    const sheet = document.documentElement.clientWidth;
    const amiss = matchMedia("print").matches && sheet === 680 ? [] : ["it is no sheet"];
    const isShown = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 0;
    for (const table of [...document.querySelectorAll("main table")].filter(isShown)) {
        const name = `table.${table.className}`;
        if (table.tHead && table.tHead.getBoundingClientRect().height < 8) amiss.push(`${name} has no head`);
        const cells = [...table.querySelectorAll("td, th")].filter(isShown);
        const other = cells.find((cell) => getComputedStyle(cell).display !== "table-cell");
        if (other) amiss.push(`${name} is in pieces: ${other.outerHTML.slice(0, 80)}`);
    }
    for (const panel of [...document.querySelectorAll("main .panel:not(:has(form))")].filter(isShown)) {
        const rest = [...panel.children].filter((part) => part.tagName !== "HEADER" && isShown(part));
        if (!rest.length) amiss.push(`nothing is left of ${panel.innerText.slice(0, 60)}`);
    }
    const wide = [...document.querySelectorAll("main *")].filter((e) => isShown(e) && e.getBoundingClientRect().right > sheet + 0.5);
    const told = (e) => `${e.tagName.toLowerCase()}.${e.className} reaches to ${Math.round(e.getBoundingClientRect().right)}`;
    return [...amiss, ...wide.filter((e) => !e.closest(".visually-hidden, svg")).slice(0, 3).map(told)];
"#;

/// Lays the page that stands open on a sheet of A4, says what is amiss there, and takes it back.
pub async fn amiss(window: &Window<'_>) -> Option<String> {
    window.lies_on_paper(true).await;
    let amiss = window.runs(AMISS).await;
    window.lies_on_paper(false).await;
    let amiss = amiss.as_array().cloned().unwrap_or_default();
    (!amiss.is_empty()).then(|| format!("on paper, {amiss:?}"))
}
