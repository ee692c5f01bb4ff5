//! A form as a browser fills and sends it: what the page put in stays, and only what the page offers can be chosen.

use super::page::{all, words};
use scraper::{ElementRef, Html};

#[derive(Clone, Debug)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    pub is_post: bool,
    controls: Vec<Control>,
    buttons: Vec<Button>,
}

#[derive(Clone, Debug)]
struct Control {
    name: String,
    /// The words of its label, or of its aria-label.
    label: String,
    kind: Kind,
    value: String,
}

#[derive(Clone, Debug)]
enum Kind {
    Hidden,
    Text,
    /// A box or a radio button, and whether it is ticked.
    Tick {
        is_radio: bool,
        on: bool,
    },
    /// (value, words)
    Select(Vec<(String, String)>),
}

#[derive(Clone, Debug)]
struct Button {
    words: String,
    sends: Option<(String, String)>,
}

impl Form {
    /// Reads a `<form>` on the page at this address.
    pub fn read(form: ElementRef, address: &str) -> Self {
        assert_eq!(form.value().name(), "form", "not a form");
        let root = root_of(form);
        let path = form.attr("action").unwrap_or(address);
        Self {
            action: resolve(address, path),
            is_post: form.attr("method") == Some("post"),
            controls: all(form, "input, textarea, select")
                .into_iter()
                .filter(|control| control.attr("disabled").is_none())
                .filter_map(|control| Control::read(control, root))
                .collect(),
            buttons: all(form, "button")
                .into_iter()
                .filter(|button| button.attr("type") != Some("button"))
                .map(Button::read)
                .collect(),
        }
    }

    /// Types into the field with this label or name.
    #[track_caller]
    pub fn fill(mut self, field: &str, text: &str) -> Self {
        let control = self.control(field, |kind| matches!(kind, Kind::Text));
        text.clone_into(&mut control.value);
        self
    }

    /// Chooses in the list with this label or name, by the words or the value of what it offers.
    #[track_caller]
    pub fn choose(mut self, field: &str, choice: &str) -> Self {
        let control = self.control(field, |kind| matches!(kind, Kind::Select(_)));
        let Kind::Select(options) = &control.kind else {
            unreachable!("a list was asked for")
        };
        let begins = |words: &str| {
            words == choice
                || words.starts_with(&format!("{choice},"))
                || words.starts_with(&format!("{choice}:"))
        };
        let found = options
            .iter()
            .find(|(value, words)| value == choice || begins(words));
        let (value, _) = found.unwrap_or_else(|| panic!("no “{choice}” in {field}: {options:?}"));
        control.value = value.clone();
        self
    }

    /// Whether the list with this label or name offers it.
    #[track_caller]
    pub fn offers(&mut self, field: &str, choice: &str) -> bool {
        let control = self.control(field, |kind| matches!(kind, Kind::Select(_)));
        let Kind::Select(options) = &control.kind else {
            unreachable!("a list was asked for")
        };
        options.iter().any(|(_, words)| words.starts_with(choice))
    }

    /// Ticks the box, or picks the card, of this group whose label begins with these words.
    #[track_caller]
    pub fn tick(mut self, name: &str, label: &str) -> Self {
        let found = self.controls.iter().position(|control| {
            matches!(control.kind, Kind::Tick { .. })
                && control.name == name
                && (control.label.starts_with(label) || control.value == label)
        });
        let index = found.unwrap_or_else(|| panic!("no “{label}” to tick in {name}: {self:#?}"));
        if let Kind::Tick { is_radio: true, .. } = self.controls[index].kind {
            self = self.untick(name);
        }
        if let Kind::Tick { on, .. } = &mut self.controls[index].kind {
            *on = true;
        }
        self
    }

    /// Takes away every tick of a group.
    pub fn untick(mut self, name: &str) -> Self {
        for control in self.controls.iter_mut().filter(|c| c.name == name) {
            if let Kind::Tick { on, .. } = &mut control.kind {
                *on = false;
            }
        }
        self
    }

    /// Ticks a box that stands elsewhere on the page and belongs to this form.
    pub fn add(mut self, name: &str, value: &str) -> Self {
        self.controls.push(Control {
            name: name.to_owned(),
            label: String::new(),
            kind: Kind::Hidden,
            value: value.to_owned(),
        });
        self
    }

    /// What a browser never would: puts a value into a field whatever the page offers, or adds the field.
    pub fn forge(mut self, name: &str, value: &str) -> Self {
        self.controls.retain(|control| control.name != name);
        self.add(name, value)
    }

    /// The value of the field with this label or name.
    #[track_caller]
    pub fn value(&self, field: &str) -> &str {
        let found = self.controls.iter().find(|control| control.is(field));
        &found
            .unwrap_or_else(|| panic!("no “{field}” in {self:#?}"))
            .value
    }

    /// The labels of what is ticked in a group.
    pub fn ticked(&self, name: &str) -> Vec<&str> {
        let ticked = |control: &&Control| matches!(control.kind, Kind::Tick { on: true, .. });
        let group = self.controls.iter().filter(|control| control.name == name);
        group.filter(ticked).map(|c| c.label.as_str()).collect()
    }

    /// The labels of what can be ticked in a group.
    pub fn to_tick(&self, name: &str) -> Vec<&str> {
        let group = self.controls.iter().filter(|control| control.name == name);
        group.map(|control| control.label.as_str()).collect()
    }

    /// What a browser sends when the first button is pressed, or Enter.
    #[track_caller]
    pub fn pairs(&self) -> Vec<(String, String)> {
        match self.buttons.as_slice() {
            [default, ..] => self.pairs_with(default),
            [] => panic!("a form without a button"),
        }
    }

    /// What a browser sends when the button with these words is pressed.
    #[track_caller]
    pub fn pairs_by(&self, button: &str) -> Vec<(String, String)> {
        let found = self.buttons.iter().find(|b| b.words == button);
        self.pairs_with(found.unwrap_or_else(|| panic!("no button “{button}”: {self:#?}")))
    }

    /// What a form holds without any button.
    pub fn pairs_alone(&self) -> Vec<(String, String)> {
        let sent = self.controls.iter().filter(|control| {
            !matches!(control.kind, Kind::Tick { on: false, .. }) && !control.name.is_empty()
        });
        sent.map(|control| (control.name.clone(), control.value.clone()))
            .collect()
    }

    fn pairs_with(&self, button: &Button) -> Vec<(String, String)> {
        let mut pairs = self.pairs_alone();
        pairs.extend(button.sends.clone());
        pairs
    }

    #[track_caller]
    fn control(&mut self, field: &str, fits: impl Fn(&Kind) -> bool) -> &mut Control {
        let fitting = |control: &Control| fits(&control.kind) && control.is(field);
        match self.controls.iter().position(fitting) {
            Some(index) => &mut self.controls[index],
            None => panic!("no “{field}” in {self:#?}"),
        }
    }
}

impl Control {
    fn read(control: ElementRef, root: ElementRef) -> Option<Self> {
        let attribute = |name| control.attr(name).unwrap_or_default().to_owned();
        let (kind, value) = match (control.value().name(), control.attr("type")) {
            ("select", _) => {
                let (options, chosen) = options(control);
                (Kind::Select(options), chosen)
            }
            // A browser drops the line break right after the tag, as this parser does.
            ("textarea", _) => (Kind::Text, control.text().collect()),
            (_, Some("hidden")) => (Kind::Hidden, attribute("value")),
            (_, Some("submit" | "button" | "file")) => return None,
            (_, Some(kind @ ("checkbox" | "radio"))) => (
                Kind::Tick {
                    is_radio: kind == "radio",
                    on: control.attr("checked").is_some(),
                },
                control.attr("value").unwrap_or("on").to_owned(),
            ),
            _ => (Kind::Text, attribute("value")),
        };
        Some(Self {
            name: attribute("name"),
            label: label(control, root),
            kind,
            value,
        })
    }

    fn is(&self, field: &str) -> bool {
        self.name == field || self.label == field || self.label == format!("{field} required")
    }
}

impl Button {
    fn read(button: ElementRef) -> Self {
        let sends = button.attr("name").map(|name| {
            let value = button.attr("value").unwrap_or_default();
            (name.to_owned(), value.to_owned())
        });
        Self {
            words: words(button),
            sends,
        }
    }
}

fn options(select: ElementRef) -> (Vec<(String, String)>, String) {
    let options = all(select, "option");
    let value = |option: &ElementRef| match option.attr("value") {
        Some(value) => value.to_owned(),
        None => words(*option),
    };
    let chosen = options.iter().find(|o| o.attr("selected").is_some());
    let chosen = chosen.or(options.first()).map(value).unwrap_or_default();
    let offered = options.iter().map(|o| (value(o), words(*o))).collect();
    (offered, chosen)
}

/// What a screen reader would call it.
fn label(control: ElementRef, root: ElementRef) -> String {
    if let Some(label) = control.attr("aria-label") {
        return label.to_owned();
    }
    let around = control.ancestors().filter_map(ElementRef::wrap);
    if let Some(label) = around.into_iter().find(|e| e.value().name() == "label") {
        return words(label);
    }
    let Some(id) = control.attr("id") else {
        return String::new();
    };
    let labels = all(root, "label[for]");
    let found = labels
        .into_iter()
        .find(|label| label.attr("for") == Some(id));
    found.map(words).unwrap_or_default()
}

fn root_of(element: ElementRef) -> ElementRef {
    let outermost = element.ancestors().filter_map(ElementRef::wrap).last();
    outermost.unwrap_or(element)
}

/// An address as a page at `base` means it.
pub fn resolve(base: &str, address: &str) -> String {
    let origin = url::Url::parse("http://localhost").expect("an address");
    let base = origin.join(base).expect("an address");
    let whole = base
        .join(address)
        .unwrap_or_else(|_| panic!("an address: {address}"));
    match whole.query() {
        Some(query) => format!("{}?{query}", whole.path()),
        None => whole.path().to_owned(),
    }
}

/// A page's text as elements.
pub fn parse(html: &str) -> Html {
    Html::parse_document(html)
}
