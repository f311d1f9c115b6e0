// Cards can be dragged from column to column. Every card also has a link that does the same by keyboard;
// dropping a card sends the same form as the page behind that link, so both ways take the same path.
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
    const form = this.querySelector("[data-drop]");
    if (!column || !form || !this.card || column.contains(this.card)) return;
    form.action = this.card.dataset.card;
    form.elements.column.value = column.dataset.column;
    form.requestSubmit();
  }

  clear() {
    for (const column of this.querySelectorAll("[data-over]")) delete column.dataset.over;
  }
}
customElements.define("card-board", CardBoard);
