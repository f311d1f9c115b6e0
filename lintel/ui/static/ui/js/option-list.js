// Options in groups below an input that keeps the focus: arrows mark one, and the best of them is marked first.
class OptionList extends HTMLElement {
  follow(input) {
    this.input = input;
    input.addEventListener("keydown", (event) => this.key(event));
  }

  get marked() {
    return this.shown[this.at];
  }

  // What is on offer for these words, in the order in which it stands. Groups without an option are left out.
  show(term) {
    const groups = [...this.querySelectorAll("[role=group]")];
    for (const group of groups) group.hidden = group.matches("[data-more]") ? !term : !group.querySelector("[role=option]:not([hidden])");
    const first = groups.find((group) => !term && group.matches("[data-things]")); // the style sheet does the same
    if (first) groups.unshift(...groups.splice(groups.indexOf(first), 1));
    const kept = this.moved ? this.marked : undefined;
    this.shown = groups.flatMap((group) => (group.hidden ? [] : [...group.querySelectorAll("[role=option]:not([hidden])")]));
    this.mark(this.shown.includes(kept) ? this.shown.indexOf(kept) : this.best(term.toLowerCase()));
  }

  // What is called exactly so, else what begins so, else the first.
  best(term) {
    const names = this.shown.map((option) => option.querySelector("span").textContent.toLowerCase());
    return Math.max(0, names.includes(term) ? names.indexOf(term) : names.findIndex((name) => term && name.startsWith(term)));
  }

  mark(index) {
    this.at = this.shown.length ? (index + this.shown.length) % this.shown.length : -1;
    for (const option of this.querySelectorAll("[role=option]")) option.setAttribute("aria-selected", String(option === this.marked));
    this.input.setAttribute("aria-activedescendant", this.marked?.id ?? "");
    this.marked?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.moved = true;
    this.mark(this.at + step);
  }
}

customElements.define("option-list", OptionList);
