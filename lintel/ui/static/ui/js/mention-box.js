// A text area that completes @names from a JSON list: [{"name": "Mara Klein", "handle": "mara"}, …].
class MentionBox extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea");
    this.people = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    this.list = Object.assign(document.createElement("ul"), { className: "mentions", hidden: true, id: `${this.box.id}-mentions` });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People");
    this.append(this.list);
    this.box.setAttribute("aria-autocomplete", "list");
    this.box.setAttribute("aria-controls", this.list.id);
    this.box.addEventListener("input", () => this.suggest());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.take([...this.list.children].indexOf(event.target.closest("li")));
    });
  }

  suggest() {
    const word = this.box.value.slice(0, this.box.selectionStart).match(/(?:^|\s)@([\p{L}\d._-]*)$/u)?.[1].toLowerCase();
    this.found = word === undefined ? [] : this.people.filter((p) => `${p.handle} ${p.name}`.toLowerCase().includes(word)).slice(0, 6);
    this.length = word?.length ?? 0;
    this.list.replaceChildren(...this.found.map((person, index) => {
      const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}`, textContent: person.name });
      item.setAttribute("role", "option");
      return item;
    }));
    this.list.hidden = !this.found.length;
    this.mark(0);
  }

  mark(index) {
    this.at = this.found.length ? (index + this.found.length) % this.found.length : -1;
    [...this.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === this.at)));
    if (this.at >= 0) this.box.setAttribute("aria-activedescendant", this.list.children[this.at].id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(this.at + step);
    else if (["Enter", "Tab"].includes(event.key)) this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(index) {
    const end = this.box.selectionStart;
    this.box.setRangeText(`${this.found[index].handle} `, end - this.length, end, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.found = [];
    this.mark(0);
  }
}
customElements.define("mention-box", MentionBox);
