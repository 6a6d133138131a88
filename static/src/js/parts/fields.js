// What a form's fields hold now, and what the server last knew of each ("base").
// A value is a list of strings: one for a text or a choice, any number for check boxes.

const BASE = "__base";

function isBox(element) {
  return element.type === "checkbox" || element.type === "radio";
}

export function elementsOf(form, name) {
  const found = form.elements.namedItem(name);
  if (!found) return [];
  return found instanceof RadioNodeList ? [...found] : [found];
}

export function isNumber(element) {
  return element.type === "number" || element.inputMode === "numeric";
}

export function fieldNames(form) {
  const names = new Set();
  for (const element of form.elements) {
    const skipped = ["hidden", "submit", "button", "file", "password", "fieldset"].includes(element.type);
    if (element.name && !skipped && !element.disabled) names.add(element.name);
  }
  return [...names];
}

export function current(form, name) {
  return elementsOf(form, name).flatMap((element) => {
    if (isBox(element)) return element.checked ? [element.value] : [];
    if (element.multiple) return [...element.selectedOptions].map((option) => option.value);
    return [element.value];
  });
}

// As the page came from the server. data-base overrides it where the page shows a value not saved yet.
export function rendered(form, name) {
  return elementsOf(form, name).flatMap((element) => {
    if (element.dataset.base !== undefined) return [element.dataset.base];
    if (isBox(element)) return element.defaultChecked ? [element.value] : [];
    if (element.options) {
      const chosen = [...element.options].filter((option) => option.defaultSelected);
      if (!chosen.length && !element.multiple) return [element.options[0]?.value ?? ""];
      return chosen.map((option) => option.value);
    }
    return [element.defaultValue];
  });
}

export function assign(form, name, values) {
  for (const element of elementsOf(form, name)) {
    if (isBox(element)) element.checked = values.includes(element.value);
    else if (element.multiple) {
      for (const option of element.options) option.selected = values.includes(option.value);
    } else element.value = values[0] ?? "";
  }
}

export function same(one, other) {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

export function append(body, name, values, base) {
  for (const value of values.length ? values : [""]) body.append(name, value);
  for (const value of base.length ? base : [""]) body.append(name + BASE, value);
}
