// Messages close by hand; a good one also leaves by itself. Failures of HTMX requests become messages.
class ToastNote extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-dismiss]")?.addEventListener("click", () => this.remove());
    if (this.dataset.tone !== "good") return;
    this.leave();
    this.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.addEventListener("pointerleave", () => this.leave());
    this.addEventListener("focusin", () => clearTimeout(this.timer));
  }

  leave() {
    this.timer = setTimeout(() => this.remove(), 8000);
  }
}
customElements.define("toast-note", ToastNote);

function say(text) {
  const note = document.createElement("toast-note");
  note.className = "toast";
  note.dataset.tone = "bad";
  const words = document.createElement("p");
  words.textContent = text;
  note.append(words);
  document.getElementById("toasts")?.append(note);
  setTimeout(() => note.remove(), 15000);
}

// A form with errors (422) and a notice that names its place are put in; whole error pages are not.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  event.detail.shouldSwap = xhr.status === 422 || xhr.getResponseHeader("HX-Retarget") !== null;
  event.detail.isError = !event.detail.shouldSwap;
});
document.addEventListener("htmx:responseError", () => say("That did not work. Reload the page and try again."));
document.addEventListener("htmx:sendError", () => say("The server could not be reached. Check your connection and try again."));
