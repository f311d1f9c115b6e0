// s, d, u and space press the buttons that name them. They rest while one types, a dialog is open, or a
// button has the focus, which space presses anyway.
class AnswerKeys extends HTMLElement {
  connectedCallback() {
    this.listen = (event) => this.press(event);
    document.addEventListener("keydown", this.listen);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listen);
  }

  press(event) {
    if (event.repeat || event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === " " && event.target.closest("a, button, summary")) return;
    const wanted = [...this.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  }
}
customElements.define("answer-keys", AnswerKeys);
