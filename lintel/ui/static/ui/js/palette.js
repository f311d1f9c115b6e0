// Search or go to: filters the places of the page; Enter opens the marked one or searches everything.
class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.closest("dialog");
    this.input = this.querySelector("input");
    this.options = [...this.querySelectorAll("[role=option]")];
    this.input.addEventListener("input", () => this.filter());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("form").addEventListener("submit", (event) => this.go(event));
    this.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.open(option);
    });
    document.querySelector("[data-palette]")?.addEventListener("click", () => this.dialog.showModal());
    this.dialog.addEventListener("toggle", () => {
      if (!this.dialog.open) return;
      this.input.value = "";
      this.filter();
    });
  }

  filter() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const option of this.options) {
      const text = option.textContent.toLowerCase();
      option.hidden = !(("always" in option.dataset && words.length) || ("url" in option.dataset && words.every((word) => text.includes(word))));
    }
    const term = this.querySelector("[data-term]");
    if (term) term.textContent = words.length ? ` for “${this.input.value.trim()}”` : "";
    this.shown = this.options.filter((option) => !option.hidden);
    this.querySelector(".palette-none").hidden = this.shown.length > 0;
    this.mark(0);
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

  go(event) {
    const option = this.shown[this.at];
    if (option?.dataset.url || !this.dataset.search) {
      event.preventDefault();
      if (option) this.open(option);
    }
  }

  open(option) {
    if (option.dataset.url) location.assign(option.dataset.url);
    else this.querySelector("form").requestSubmit();
  }
}
customElements.define("command-palette", CommandPalette);
