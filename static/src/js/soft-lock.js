// Says once, at the first keystroke, that somebody writes here; without it the first save says so.
const field = document.querySelector("[data-opened]");

field?.addEventListener("input", () => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  fetch(field.dataset.opened, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
}, { once: true });

// A number that is inserted goes where the writer was last; without a script, where [#] stands or to the end.
for (const act of ["click", "keyup", "input"]) {
  field?.addEventListener(act, () => {
    field.form.elements.caret.value = field.selectionStart;
  });
}
