// Numbers typed after the session ended, kept in this tab until the same person signs in again.
// Numbers only: narrative text must not stay behind on a shared phone.
import { assign, current, elementsOf, isNumber, rendered, same } from "./fields.js";

function key(form) {
  return `autosave:${form.dataset.owner ?? ""}:${form.dataset.autosave}`;
}

export function keep(form, base, names) {
  const numbers = names.filter((name) => elementsOf(form, name).every(isNumber));
  const values = numbers.map((name) => [name, { value: current(form, name), base: base.get(name) }]);
  try {
    sessionStorage.setItem(key(form), JSON.stringify(Object.fromEntries(values)));
  } catch {
    // No storage in this browser: the typed values stay on the open page only.
  }
}

// Puts kept values back into fields that nobody touched; their bases stay, so that a conflict is seen.
export function restore(form, base) {
  const values = JSON.parse(sessionStorage.getItem(key(form)) ?? "{}");
  for (const [name, kept] of Object.entries(values)) {
    if (!elementsOf(form, name).length || !same(current(form, name), rendered(form, name))) continue;
    assign(form, name, kept.value);
    base.set(name, kept.base);
  }
  return Object.keys(values).length > 0;
}

export function forget(form) {
  sessionStorage.removeItem(key(form));
}
