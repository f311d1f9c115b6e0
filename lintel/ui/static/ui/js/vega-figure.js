// Draws the chart whose spec stands in the element's data block, in the page's own colours.
let library;

function load(address) {
  library ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
  return library;
}

function colour(name) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--${name})`;
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function config() {
  const [text, muted, line] = ["text", "muted", "line"].map(colour);
  const font = getComputedStyle(document.body).fontFamily;
  return {
    font,
    axis: { labelColor: muted, titleColor: muted, titleFontWeight: 500, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 12, titleFontSize: 12 },
    legend: { orient: innerWidth < 600 ? "top" : "right", labelColor: text, titleColor: muted, titleFontWeight: 500, labelFontSize: 12 },
    title: { color: text }, header: { labelColor: text, titleColor: muted }, view: { stroke: null },
    text: { color: text }, rule: { color: muted },
    mark: { color: colour("chart-3") }, // a single series belongs to neither side
    range: { category: [1, 2, 3, 4, 5, 6].map((n) => colour(`chart-${n}`)) },
  };
}

class VegaFigure extends HTMLElement {
  connectedCallback() {
    this.again = () => this.draw();
    document.addEventListener("themechange", this.again);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.again);
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener("themechange", this.again);
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.again);
    this.view?.finalize();
  }

  async draw() {
    const spec = JSON.parse(this.querySelector("script").textContent);
    try {
      await load(this.dataset.bundle);
      this.view?.finalize();
      this.view = await window.vegaEmbed(this.querySelector(".chart-picture"), spec, {
        ast: true, renderer: "svg", actions: false, defaultStyle: false,
        tooltip: { disableDefaultStyle: true }, config: config(),
      });
    } catch {
      this.closest("figure").querySelector("details").open = true; // the figures are there in any case
      this.hidden = true;
    }
  }
}
if (!customElements.get("vega-figure")) customElements.define("vega-figure", VegaFigure);
