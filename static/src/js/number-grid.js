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
    // Below the last cell the way goes on to the button, which is not pressed.
    event.target.form?.querySelector("button:not([type=button])")?.focus();
  }
}

for (const table of document.querySelectorAll("table[data-number-grid]")) {
  table.addEventListener("keydown", move);
  table.addEventListener("focusin", (event) => {
    if (event.target.matches(FIELD)) event.target.select();
  });
}
