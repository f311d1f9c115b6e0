// Keys for people who do not reach for the mouse. They rest while one types or a dialog is open.
let before = "";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  const next = at === -1 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next].focus();
}

// The link that a page offers for turning pages, one up in its crumbs, or a place of the navigation.
const follow = (selector) => document.querySelector(selector)?.click();

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  n: () => follow(".pages a[rel=next]"),
  p: () => follow(".pages a[rel=prev]"),
  u: () => follow(".crumbs a:last-of-type"),
  f: () => document.querySelector(".page input[type=search]")?.focus(),
  "?": () => document.getElementById("keyboard-help")?.showModal(),
  "/": () => document.getElementById("palette")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const palette = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k";
  if (palette) {
    event.preventDefault();
    const dialog = document.getElementById("palette");
    if (dialog?.open) dialog.close();
    else if (!document.querySelector("dialog[open]")) dialog?.showModal();
    return;
  }
  if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const place = before === "g" && document.querySelector(`#navigation [data-key="${CSS.escape(event.key)}"] a`);
  const act = place ? () => location.assign(place.href) : keys[event.key];
  before = before === "g" ? "" : event.key;
  if (act) {
    event.preventDefault();
    act();
  }
});
