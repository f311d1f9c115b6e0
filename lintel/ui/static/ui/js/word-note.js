// A word that explains itself: its note opens on hover and on focus, stays while the pointer is on it, closes with
// Escape. Without script the word is a link to its page.
let count = 0;

class WordNote extends HTMLElement {
  connectedCallback() {
    this.word = this.querySelector("a");
    this.note = this.querySelector("[popover]");
    if (!this.word || !this.note?.showPopover) return;
    this.note.id ||= `word-note-${++count}`;
    this.word.setAttribute("aria-describedby", this.note.id);
    this.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.open(200));
    this.addEventListener("pointerleave", () => this.close(150));
    this.addEventListener("focusin", () => this.open(0));
    this.addEventListener("focusout", () => this.close(0));
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.close(0));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  open(after) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.isConnected) return;
      this.note.showPopover();
      this.place();
    }, after);
  }

  close(after) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.isConnected && this.note.hidePopover(), after);
  }

  // Below the word where there is room, else above it; never beyond the edges.
  place() {
    const word = this.word.getClientRects()[0];
    const { offsetWidth: width, offsetHeight: height } = this.note;
    const below = word.bottom + height + 8 < innerHeight;
    this.note.style.left = `${Math.max(8, Math.min(word.left, innerWidth - width - 8))}px`;
    this.note.style.top = `${below ? word.bottom + 4 : Math.max(8, word.top - height - 4)}px`;
  }
}
customElements.define("word-note", WordNote);
