// Cards can be dragged from column to column. Every card also has a form that does the same by keyboard;
// dropping a card fills that form in and sends it, so both ways take the same path.
class CardBoard extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragover", (event) => this.hover(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.clear());
  }

  lift(event) {
    this.card = event.target.closest("[data-card]");
    event.dataTransfer.effectAllowed = "move";
  }

  hover(event) {
    const column = event.target.closest("[data-column]");
    this.clear();
    if (!this.card || !column || column.contains(this.card)) return;
    event.preventDefault();
    column.dataset.over = "";
  }

  drop(event) {
    event.preventDefault();
    const column = event.target.closest("[data-column]");
    const form = this.card?.querySelector("form");
    if (!column || !form) return;
    form.elements.column.value = column.dataset.column;
    form.requestSubmit();
  }

  clear() {
    for (const column of this.querySelectorAll("[data-over]")) delete column.dataset.over;
  }
}
customElements.define("card-board", CardBoard);
