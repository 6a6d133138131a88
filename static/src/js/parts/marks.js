// What autosave writes under a field: an error in words, or the two values of a conflict with two buttons.
import { elementsOf } from "./fields.js";

function holder(form, name) {
  const first = elementsOf(form, name)[0];
  return first?.closest(".govuk-form-group, td, th, fieldset") ?? first?.parentElement;
}

export function clearMark(form, name) {
  const place = holder(form, name);
  place?.querySelectorAll(`[data-mark="${CSS.escape(name)}"]`).forEach((mark) => mark.remove());
  for (const element of elementsOf(form, name)) {
    if (!element.dataset.marked) continue;
    element.removeAttribute("aria-invalid");
    if (element.dataset.marked === "none") element.removeAttribute("aria-describedby");
    else element.setAttribute("aria-describedby", element.dataset.marked);
    delete element.dataset.marked;
  }
}

function put(form, name, mark, invalid) {
  clearMark(form, name);
  mark.dataset.mark = name;
  mark.id = `mark-${name}`;
  holder(form, name)?.append(mark);
  for (const element of elementsOf(form, name)) {
    const described = element.getAttribute("aria-describedby");
    element.dataset.marked = described || "none";
    element.setAttribute("aria-describedby", described ? `${described} ${mark.id}` : mark.id);
    if (invalid) element.setAttribute("aria-invalid", "true");
  }
}

export function showError(form, name, text) {
  const mark = document.createElement("p");
  const prefix = document.createElement("span");
  mark.className = "govuk-error-message";
  prefix.className = "govuk-visually-hidden";
  prefix.textContent = `${form.dataset.textError ?? ""} `;
  mark.append(prefix, text);
  put(form, name, mark, true);
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

export function fill(text, values) {
  return (text ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function showConflict(form, name, { mine, theirs, who, when }, keep, take) {
  const mark = document.createElement("div");
  const sentence = document.createElement("p");
  mark.className = "app-conflict";
  sentence.textContent = fill(form.dataset.textConflict, { who, when, value: theirs });
  const first = elementsOf(form, name)[0];
  const answer = (act) => () => {
    act();
    clearMark(form, name);
    first?.focus();
  };
  mark.append(
    sentence,
    button(fill(form.dataset.textKeep, { value: mine }), answer(keep)),
    button(fill(form.dataset.textTake, { value: theirs }), answer(take)),
  );
  put(form, name, mark, false);
}
