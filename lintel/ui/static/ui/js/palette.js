// Search or go to: filters the places of the page; Enter opens the marked one or searches everything.
class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.options = [...this.querySelectorAll("[role=option]")];
    this.input.addEventListener("input", () => this.filter());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
    this.closest("dialog").addEventListener("toggle", () => this.filter());
    this.closest("dialog").addEventListener("close", () => (this.input.value = ""));
    this.filter();
  }

  filter() {
    const term = this.input.value.trim().toLowerCase();
    for (const option of this.options) option.hidden = !matches(option, term);
    for (const echo of this.querySelectorAll("[data-term]")) echo.textContent = term && ` for “${this.input.value.trim()}”`;
    this.shown = this.options.filter((option) => !option.hidden);
    this.querySelector(".palette-none").hidden = this.shown.length > 0;
    this.mark(Math.max(0, this.shown.findIndex((option) => option.textContent.trim().toLowerCase().startsWith(term))));
  }

  mark(index) {
    this.at = this.shown.length ? (index + this.shown.length) % this.shown.length : -1;
    for (const option of this.options) option.setAttribute("aria-selected", String(option === this.shown[this.at]));
    this.input.setAttribute("aria-activedescendant", this.shown[this.at]?.id ?? "");
    this.shown[this.at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
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

// A place matches when each word occurs in it; searching everything is offered once there is a term.
function matches(option, term) {
  if ("always" in option.dataset) return term !== "";
  const text = option.textContent.toLowerCase();
  return term.split(/\s+/).every((word) => text.includes(word));
}

customElements.define("command-palette", CommandPalette);
