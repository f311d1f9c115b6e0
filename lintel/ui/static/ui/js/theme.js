// The chosen colours live in a cookie, so that the server writes them into the page and nothing flashes.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
      if (choice) this.choose(choice);
    });
    this.show(document.documentElement.dataset.theme || "system");
  }

  choose(choice) {
    const root = document.documentElement;
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    const age = choice === "system" ? 0 : 60 * 60 * 24 * 365;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${choice}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
    this.show(choice);
    document.dispatchEvent(new CustomEvent("themechange"));
  }

  show(choice) {
    for (const button of this.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  }
}
customElements.define("theme-switch", ThemeSwitch);
