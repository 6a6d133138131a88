// In a table with data-number-grid: Enter or ↓ goes to the next cell of the column, ↑ to the one before,
// and a focused number is selected. Tab and everything else stay as the browser has them.
// data-number-grid with data-paste="URL": the page with the preview of what was copied from a spreadsheet.

const FIELD = "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([disabled]):not([readonly])";

function column(input) {
  const cell = input.closest("td, th");
  const rows = input.closest("table").querySelectorAll("tbody > tr");
  return [...rows].map((row) => row.cells[cell.cellIndex]?.querySelector(FIELD)).filter(Boolean);
}

function move(event) {
  const down = event.key === "ArrowDown" || event.key === "Enter";
  const up = event.key === "ArrowUp";
  if ((!down && !up) || event.altKey || event.ctrlKey || event.metaKey || !event.target.matches(FIELD)) return;
  const inputs = column(event.target);
  const next = inputs[inputs.indexOf(event.target) + (down ? 1 : -1)];
  event.preventDefault();
  if (next) {
    next.focus();
  } else if (event.key === "Enter") {
    onward(event.target)?.focus();
  }
}

// Below the last cell: the first number of the next table, and after the last one the main button, which is
// not pressed. A button between two tables does something of its own ("the rest are zero"): never that.
function onward(input) {
  const numbers = [...(input.form?.querySelectorAll("table[data-number-grid] input") ?? [])].filter((other) => other.matches(FIELD));
  return numbers.find((other) => after(input, other) && !input.closest("table").contains(other))
    ?? input.form?.querySelector("button.govuk-button:not(.govuk-button--secondary)");
}

function after(one, other) {
  return Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

// Several cells of a spreadsheet, pasted into one field, go to the page that shows first which goes where.
function paste(event) {
  const text = event.clipboardData?.getData("text") ?? "";
  const { paste: page } = event.currentTarget.dataset;
  if (!page || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: page, hidden: true });
  const token = event.target.form?.elements.namedItem("csrfmiddlewaretoken")?.value ?? "";
  for (const [name, value] of [["csrfmiddlewaretoken", token], ["pasted", text]]) {
    form.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}

for (const table of document.querySelectorAll("table[data-number-grid]")) {
  table.addEventListener("keydown", move);
  table.addEventListener("paste", paste);
  table.addEventListener("focusin", (event) => {
    if (event.target.matches(FIELD)) event.target.select();
  });
}
