// Forms: warn before unsaved changes are lost, send once, and keep addresses of filters short.
const changed = new WeakSet();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  changed.delete(form);
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault(); // a double click must not write twice
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});

addEventListener("beforeunload", (event) => {
  const unsaved = [...document.querySelectorAll("form[data-guard]")].some((form) => changed.has(form));
  if (unsaved) event.preventDefault();
});

document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.closest("[data-tidy]")) return;
  const { parameters } = event.detail;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});

// A search box has already asked while one typed; its change on leaving must not race with the next click.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tidy] input[type=search]")) event.stopPropagation();
}, true);

document.querySelector(".form-errors[autofocus]")?.focus();
