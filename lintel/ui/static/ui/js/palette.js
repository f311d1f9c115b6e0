// Search or go to: filters what one can do and where one can go at once, and asks the server for things.
const PAUSE = 60; // milliseconds of rest before the server is asked
const PLACES = 6; // places and actions shown beside the things that were found

class CommandPalette extends HTMLElement {
  connectedCallback() {
    [this.form, this.input, this.list, this.things] = ["form", "input", "option-list", "[data-things]"].map((part) => this.querySelector(part));
    this.own = [...this.querySelectorAll("[role=option][data-url]")];
    this.list.follow(this.input);
    this.input.addEventListener("input", () => this.filter());
    this.form.addEventListener("submit", (event) => this.open(this.list.marked, event));
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
    this.list.moved = false;
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

  // Whether nothing was found is known once the answer came.
  show(answered) {
    this.list.show(this.term);
    this.querySelector(".palette-none").hidden = !answered || this.list.shown.some((option) => option.dataset.url);
  }

  // An option leads to a page; the last one has no page, and the form itself searches everything.
  open(option, sent) {
    const url = option?.dataset.url;
    if (url || !option) sent?.preventDefault();
    if (url) location.assign(url);
    else if (option && !sent) this.form.submit();
  }
}

// A place matches when each word begins one of its words.
function matches(option, term) {
  const words = option.textContent.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return term.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

customElements.define("command-palette", CommandPalette);
