// A list whose rows move by handle: drag, or space to lift, arrows to move, space to drop, escape to undo.
class ReorderList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol, ul");
    this.live = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.live.setAttribute("aria-live", "assertive");
    this.append(this.live);
    this.addEventListener("pointerdown", (event) => this.drag(event));
    this.addEventListener("keydown", (event) => this.key(event));
  }

  get rows() { return [...this.list.children]; }

  lift(row) {
    this.lifted = row;
    this.start = row.nextElementSibling;
    row.dataset.lifted = "";
    this.say(row, "lifted. Use the arrow keys to move it, space to drop it, escape to put it back. It is");
  }

  say(row, what) {
    this.live.textContent = `${row.dataset.label} ${what} at ${this.rows.indexOf(row) + 1} of ${this.rows.length}.`;
  }

  drop(keep = true) {
    const row = this.lifted;
    if (!row) return;
    this.lifted = undefined;
    delete row.dataset.lifted;
    const moved = row.nextElementSibling !== this.start;
    if (!keep) this.list.insertBefore(row, this.start);
    this.say(row, keep ? "dropped" : "put back");
    if (keep && moved) this.send(row);
  }

  async send(row) {
    const body = new FormData();
    body.set("item", row.dataset.item);
    body.set("after", row.previousElementSibling?.dataset.item ?? "");
    body.set("position", String(this.rows.indexOf(row) + 1));
    const token = this.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const answer = await fetch(this.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
    if (!answer?.ok) location.reload(); // show the order as the server has it
  }

  key(event) {
    const row = event.target.closest(".handle")?.closest("[data-item]");
    if (!row) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if ([" ", "Enter"].includes(event.key)) this.lifted ? this.drop() : this.lift(row);
    else if (event.key === "Escape" && this.lifted) this.drop(false);
    else if (step && this.lifted) this.move(row, step);
    else return;
    event.preventDefault();
    event.target.focus();
  }

  move(row, step) {
    const next = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!next) return;
    step < 0 ? next.before(row) : next.after(row);
    this.say(row, "is now");
  }

  drag(event) {
    const handle = event.target.closest(".handle");
    if (!handle || event.button) return;
    const row = handle.closest("[data-item]");
    handle.setPointerCapture(event.pointerId);
    this.lift(row);
    const follow = (move) => {
      const over = this.rows.find((other) => other !== row && move.clientY > other.getBoundingClientRect().top && move.clientY < other.getBoundingClientRect().bottom);
      if (over) this.rows.indexOf(over) > this.rows.indexOf(row) ? over.after(row) : over.before(row);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", () => { handle.removeEventListener("pointermove", follow); this.drop(); }, { once: true });
    handle.addEventListener("pointercancel", () => { handle.removeEventListener("pointermove", follow); this.drop(false); }, { once: true });
  }
}
customElements.define("reorder-list", ReorderList);
