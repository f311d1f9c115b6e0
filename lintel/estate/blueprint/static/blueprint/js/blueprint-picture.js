// Arrow keys lead from box to box, and what a box is joined to stands out while one is on it.
class BlueprintPicture extends HTMLElement {
  connectedCallback() {
    this.svg = this.querySelector("svg.blueprint");
    if (!this.svg) return;
    this.svg.addEventListener("keydown", (event) => this.walk(event));
    for (const [on, off] of [["focusin", "focusout"], ["pointerover", "pointerout"]]) {
      this.svg.addEventListener(on, (event) => this.light(event.target.closest(".bp-box")));
      this.svg.addEventListener(off, () => this.light(null));
    }
  }

  light(box) {
    for (const lit of this.svg.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
    this.svg.toggleAttribute("data-lit", box !== null);
    if (!box) return;
    const near = new Set([box.dataset.key]);
    for (const line of this.svg.querySelectorAll("[data-a]")) {
      if (line.dataset.a !== box.dataset.key && line.dataset.b !== box.dataset.key) continue;
      line.setAttribute("data-lit", "");
      near.add(line.dataset.a).add(line.dataset.b);
    }
    for (const other of this.svg.querySelectorAll(".bp-box")) {
      other.toggleAttribute("data-lit", near.has(other.dataset.key));
    }
  }

  walk(event) {
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    const here = event.target.closest(".bp-box");
    if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = here.getBoundingClientRect();
    let best = null;
    let least = Infinity;
    for (const box of this.svg.querySelectorAll("a.bp-box")) {
      const place = box.getBoundingClientRect();
      const [x, y] = [place.x - at.x, place.y - at.y];
      const ahead = x * step[0] + y * step[1];
      const aside = Math.abs(x * step[1]) + Math.abs(y * step[0]);
      if (ahead > 4 && ahead + 3 * aside < least) [best, least] = [box, ahead + 3 * aside];
    }
    best?.focus();
  }
}
customElements.define("blueprint-picture", BlueprintPicture);
