// A text area that completes @names. `data-names` is where it finds them, once somebody begins to write:
// a JSON list [{"name": "Mara Lindqvist", "handle": "mara"}, …].
class MentionBox extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea");
    this.people = [];
    this.list = Object.assign(document.createElement("ul"), { className: "mentions", hidden: true, id: `${this.box.id}-people` });
    set(this.list, { role: "listbox", "aria-label": "People" });
    set(this.box, { "aria-autocomplete": "list", "aria-controls": this.list.id });
    this.append(this.list);
    this.box.addEventListener("focus", () => this.load(), { once: true });
    this.box.addEventListener("input", () => this.suggest());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.show([]));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the text area keeps the focus
    this.list.addEventListener("click", (event) => this.take([...this.list.children].indexOf(event.target.closest("li"))));
  }

  async load() {
    const answer = await fetch(this.dataset.names);
    if (answer.ok) this.people = await answer.json();
    this.suggest();
  }

  suggest() {
    this.word = this.box.value.slice(0, this.box.selectionStart).match(/(?:^|\s)@([\p{L}\d._-]*)$/u)?.[1];
    const part = this.word?.toLowerCase();
    this.show(part === undefined ? [] : this.people.filter((p) => `${p.handle} ${p.name}`.toLowerCase().includes(part)).slice(0, 6));
  }

  show(found) {
    this.found = found;
    this.list.hidden = !found.length;
    this.list.replaceChildren(...found.map((person, n) => option(person.name, `${this.list.id}-${n}`)));
    this.mark(0);
  }

  mark(index) {
    this.at = this.found.length ? (index + this.found.length) % this.found.length : -1;
    [...this.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === this.at)));
    this.box.setAttribute("aria-activedescendant", this.list.children[this.at]?.id ?? "");
  }

  key(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(this.at + step);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.at);
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
  }

  take(index) {
    const end = this.box.selectionStart;
    this.box.setRangeText(`${this.found[index].handle} `, end - this.word.length, end, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true })); // for whoever watches the form
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function option(text, id) {
  return set(Object.assign(document.createElement("li"), { textContent: text }), { id, role: "option" });
}

customElements.define("mention-box", MentionBox);
