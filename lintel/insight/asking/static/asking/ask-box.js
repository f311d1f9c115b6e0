// The question box: ways to go on while one types, chosen by arrows and Enter or by a click.
class AskBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[name=q]");
    this.list = this.querySelector("[role=listbox]");
    Object.entries({ role: "combobox", "aria-controls": this.list.id, "aria-autocomplete": "list", "aria-expanded": "false" })
      .forEach(([name, value]) => this.input.setAttribute(name, value));
    this.input.addEventListener("input", () => {
      this.mark(-1); // what was marked went on from other words
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), 120);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => { event.preventDefault(); this.take(event.target.closest("[role=option]")); });
    keepPicks();
    document.addEventListener("htmx:afterSwap", (event) => {
      const text = event.target.closest?.("#result")?.dataset.text ?? document.getElementById("result")?.dataset.text;
      if (text) this.input.value = text;
      this.close();
    });
  }

  async look() {
    const asked = this.input.value;
    const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(asked)}`).catch(() => null);
    if (!answer?.ok || asked !== this.input.value || document.activeElement !== this.input) return;
    this.options = (await answer.json()).suggestions;
    this.list.replaceChildren(...this.options.map(option));
    this.mark(-1);
    this.list.hidden = !this.options.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    this.input.setAttribute("aria-activedescendant", at < 0 ? "" : `ask-option-${at}`);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "Escape") this.close();
    else if (step && count) this.mark((this.at + step + count + (this.at < 0 && step < 0 ? 1 : 0)) % count);
    else if ((event.key === "Enter" || event.key === "Tab") && count && this.at >= 0) this.take(this.list.children[this.at]);
    else return;
    if (event.key !== "Escape") event.preventDefault();
  }

  take(row) {
    if (!row) return;
    this.input.value = this.options[[...this.list.children].indexOf(row)].text.trimEnd() + " ";
    this.mark(-1);
    this.input.focus();
    this.look();
  }

  close() { clearTimeout(this.timer); this.list.hidden = true; this.input.setAttribute("aria-expanded", "false"); }
}

function option(one, at) {
  const row = Object.assign(document.createElement("li"), { id: `ask-option-${at}`, textContent: one.label });
  row.setAttribute("role", "option");
  row.append(Object.assign(document.createElement("span"), { textContent: one.kind, className: "ask-kind" }));
  return row;
}

// An answer that is swapped in leaves the further picks as open as they were, and the focus where it was.
function keepPicks() {
  const picks = () => document.querySelector(".pick-rest");
  let open, focused;
  document.addEventListener("htmx:beforeSwap", () => {
    open = picks()?.open;
    focused = document.activeElement?.id;
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!picks() || !open || picks().open) return;
    picks().open = true;
    document.getElementById(focused)?.focus();
  });
}

customElements.define("ask-box", AskBox);
