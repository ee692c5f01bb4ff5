// What the browser does for a page that already works without it: forms answer in place, half-typed words are kept,
// a pasted mail fills in who and when. No library, no inline code, nothing here knows a page or a word of the domain.

const notice = () => document.getElementById("notice");
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
const isPlain = (page) => page.body.classList.contains("plain"); // nobody is signed in on it
const withoutHash = (url) => String(url).split("#")[0];
document.documentElement.classList.add("js");
