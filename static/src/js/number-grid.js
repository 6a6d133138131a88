// In a table with data-number-grid: Enter or ↓ goes to the next cell of the column, ↑ to the one before,
// and a focused number is selected. Tab and everything else stay as the browser has them.

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

for (const table of document.querySelectorAll("table[data-number-grid]")) {
  table.addEventListener("keydown", move);
  table.addEventListener("focusin", (event) => {
    if (event.target.matches(FIELD)) event.target.select();
  });
}
