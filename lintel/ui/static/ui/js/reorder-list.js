// A list whose rows move by handle: drag, or space to lift, arrows to move, space to drop, escape to undo.
// Each move is posted to `data-url` as `item`, `after` (the row above, empty for first) and `position` (from 1).
class ReorderList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol, ul");
    this.live = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.live.setAttribute("aria-live", "assertive");
    this.append(this.live);
    this.addEventListener("pointerdown", (event) => drag(this, event));
    this.addEventListener("keydown", (event) => this.key(event));
  }

  lift(row) {
    this.lifted = row;
    this.below = row.nextElementSibling;
    row.dataset.lifted = "";
    this.say("lifted. Arrow keys move it, space drops it, escape puts it back. It is");
  }

  say(what) {
    const rows = [...this.list.children];
    this.live.textContent = `${this.lifted.dataset.label} ${what} at ${rows.indexOf(this.lifted) + 1} of ${rows.length}.`;
  }

  drop(keep) {
    const row = this.lifted;
    if (!keep) this.list.insertBefore(row, this.below);
    this.say(keep ? "dropped" : "put back");
    delete row.dataset.lifted;
    this.lifted = undefined;
    if (keep && row.nextElementSibling !== this.below) send(this, row);
  }

  key(event) {
    const row = event.target.closest(".handle")?.closest("[data-item]");
    if (!row) return;
    const neighbour = { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling }[event.key];
    if (event.key === " " || event.key === "Enter") this.lifted ? this.drop(true) : this.lift(row);
    else if (event.key === "Escape" && this.lifted) this.drop(false);
    else if (neighbour && this.lifted) {
      event.key === "ArrowUp" ? neighbour.before(row) : neighbour.after(row);
      this.say("is now");
    } else return;
    event.preventDefault();
    event.target.focus();
  }
}

function drag(element, event) {
  const handle = event.target.closest(".handle");
  if (!handle || event.button || element.lifted) return;
  const row = handle.closest("[data-item]");
  const end = new AbortController();
  const stop = (keep) => { end.abort(); if (element.lifted) element.drop(keep); };
  handle.setPointerCapture(event.pointerId);
  element.lift(row);
  handle.addEventListener("pointermove", ({ clientY }) => {
    const rows = [...element.list.children];
    const over = rows.find((other) => other !== row && clientY > other.getBoundingClientRect().top && clientY < other.getBoundingClientRect().bottom);
    if (over) rows.indexOf(over) > rows.indexOf(row) ? over.after(row) : over.before(row);
  }, end);
  handle.addEventListener("pointerup", () => stop(true), end);
  handle.addEventListener("pointercancel", () => stop(false), end);
}

async function send(element, row) {
  const body = new FormData();
  body.set("item", row.dataset.item);
  body.set("after", row.previousElementSibling?.dataset.item ?? "");
  body.set("position", String([...element.list.children].indexOf(row) + 1));
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
  const answer = await fetch(element.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
  if (!answer?.ok) location.reload(); // show the order as the server has it
}

customElements.define("reorder-list", ReorderList);
