// Search or go to: filters what one can do and where one can go at once, and asks the server for things.
const PAUSE = 60; // milliseconds of rest before the server is asked
const PLACES = 6; // places and actions shown beside the things that were found

class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.things = this.querySelector("[data-things]");
    this.own = [...this.querySelectorAll("[role=option][data-url]")];
    this.input.addEventListener("input", () => this.filter());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
    this.closest("dialog").addEventListener("toggle", (event) => event.newState === "open" && this.filter());
    this.closest("dialog").addEventListener("close", () => (this.input.value = ""));
  }

  filter() {
    this.term = this.input.value.trim();
    let left = this.term ? PLACES : Infinity;
    for (const option of this.own) option.hidden = !(matches(option, this.term.toLowerCase()) && left-- > 0);
    for (const echo of this.querySelectorAll("[data-term]")) echo.textContent = this.term;
    this.toggleAttribute("data-searching", this.term !== "");
    this.moved = false;
    this.show(false);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const term = this.term;
    if (!this.dataset.suggestions) return this.show(true);
    const answer = await fetch(`${this.dataset.suggestions}?${new URLSearchParams({ q: term })}`).catch(() => null);
    if (term !== this.term) return; // more was typed meanwhile
    this.things.innerHTML = answer?.ok ? await answer.text() : "";
    this.show(true);
  }

  // What is on offer, in the order in which it stands; whether nothing was found is known once the answer came.
  show(answered) {
    const groups = [...this.querySelectorAll("[role=group]")];
    for (const group of groups) group.hidden = group.matches("[data-more]") ? !this.term : !group.querySelector("[role=option]:not([hidden])");
    if (!this.term) groups.unshift(...groups.splice(groups.indexOf(this.things), 1)); // the style sheet does the same
    this.shown = groups.flatMap((group) => (group.hidden ? [] : [...group.querySelectorAll("[role=option]:not([hidden])")]));
    this.querySelector(".palette-none").hidden = !answered || this.shown.some((option) => option.dataset.url);
    const kept = this.moved ? this.shown.findIndex((option) => option.getAttribute("aria-selected") === "true") : -1;
    this.mark(kept >= 0 ? kept : this.best());
  }

  // What is called exactly so, else what begins so, else the first.
  best() {
    const names = this.shown.map(named);
    const term = this.term.toLowerCase();
    return Math.max(0, names.includes(term) ? names.indexOf(term) : names.findIndex((name) => term && name.startsWith(term)));
  }

  mark(index) {
    this.at = this.shown.length ? (index + this.shown.length) % this.shown.length : -1;
    for (const option of this.querySelectorAll("[role=option]")) option.setAttribute("aria-selected", String(option === this.shown[this.at]));
    this.input.setAttribute("aria-activedescendant", this.shown[this.at]?.id ?? "");
    this.shown[this.at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.moved = true;
    this.mark(this.at + step);
  }

  submit(event) {
    const option = this.shown[this.at];
    if (option && !option.dataset.url) return; // the form itself searches everything
    event.preventDefault();
    this.open(option);
  }

  open(option) {
    if (option?.dataset.url) location.assign(option.dataset.url);
    else if (option) this.querySelector("form").submit();
  }
}

// What an option is called, without its kind.
const named = (option) => option.querySelector("span").textContent.toLowerCase();

// A place matches when each word begins one of its words.
function matches(option, term) {
  const words = option.textContent.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return term.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

customElements.define("command-palette", CommandPalette);
