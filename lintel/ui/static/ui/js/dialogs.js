// `data-opens="id"` opens a native dialog, `data-closes` closes the one it stands in.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    opener.closest("[popover]")?.hidePopover();
    if (!dialog.open) dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    const dialog = closer.closest("dialog");
    if (!dialog?.open) return; // opened by address: the link leads away from it
    event.preventDefault();
    dialog.close();
    return;
  }
  // A click on the backdrop lands on the dialog itself, outside its box.
  if (event.target instanceof HTMLDialogElement && event.target.open) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});

// A dialog whose form came back with errors opens again.
for (const dialog of document.querySelectorAll("dialog:has(.form-errors)")) dialog.showModal();
