//! A page on a screen of 360 pixels.

use super::window::Window;

/// What reaches beyond the screen, widest first; nothing where the page does not scroll sideways.
const TOO_WIDE: &str = r#"
    const screen = document.documentElement.clientWidth;
    const is_phone = screen === 360 && matchMedia("(pointer: coarse)").matches;
    if (document.documentElement.scrollWidth <= screen && is_phone) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > screen + 0.5);
    const name = (e) => `${e.tagName.toLowerCase()}.${e.className} to ${Math.round(e.getBoundingClientRect().right)}`;
    return [`scrolls to ${document.documentElement.scrollWidth} of ${screen}`, ...wide.slice(0, 6).map(name)];
"#;

/// Takes the page that stands open to a phone, says what does not fit there, and takes it back.
pub async fn too_wide(window: &Window<'_>) -> Option<String> {
    window.is_held_as_a_phone(true).await;
    let wide = window.runs(TOO_WIDE).await;
    window.is_held_as_a_phone(false).await;
    let wide = wide.as_array().cloned().unwrap_or_default();
    (!wide.is_empty()).then(|| format!("on a phone, {wide:?}"))
}
