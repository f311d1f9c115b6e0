// A part of the page that is kept up to date from elsewhere, but never under somebody who is writing in it:
// then what is new waits, and a note says so.
class LiveRegion extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.setAttribute("data-writing", ""));
    this.addEventListener("htmx:oobBeforeSwap", (event) => this.consider(event));
  }

  get busy() {
    const at = document.activeElement;
    return this.hasAttribute("data-writing") || (this.contains(at) && at.matches("input, select, textarea"));
  }

  consider(event) {
    if (!this.busy) return;
    event.detail.shouldSwap = false;
    this.querySelector("[data-moved-on]").hidden = false;
  }
}
customElements.define("live-region", LiveRegion);
