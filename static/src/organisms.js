// What the browser adds to the table of organisms, which works without it: keys from
// row to row, pasting a block of cells, suggestions, and a word when something is unsaved.

const NEW_ROWS = 50;

function rowsOf(grid) {
  return [...grid.querySelectorAll("[data-row]")];
}

function cellsOf(row) {
  return [...row.querySelectorAll("[data-cell]")];
}

function say(grid, text) {
  grid.querySelector("[data-grid-status]").textContent = text;
}

function inWords(text, words) {
  return text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

// The cell of the same column, so many rows down or up.
function neighbour(cell, step) {
  const row = cell.closest("[data-row]");
  const rows = rowsOf(cell.closest("[data-grid]"));
  const next = rows[rows.indexOf(row) + step];
  return next?.querySelector(`[data-cell="${cell.dataset.cell}"]`);
}

function goTo(cell) {
  if (!cell) return false;
  cell.focus();
  cell.select();
  return true;
}

// In a cell of several lines the arrows first move through the lines.
function isOnEdge(cell, step) {
  if (cell.selectionStart === 0 && cell.selectionEnd === cell.value.length) return true;
  const before = cell.value.slice(0, cell.selectionStart);
  const after = cell.value.slice(cell.selectionEnd);
  return !(step < 0 ? before : after).includes("\n");
}

function onKey(event) {
  const cell = event.target.closest?.("[data-cell]");
  if (!cell || event.ctrlKey || event.metaKey || event.isComposing) return;
  const offers = cell.list?.options.length;
  let step = 0;
  if (event.key === "Enter" && !event.altKey) step = event.shiftKey ? -1 : 1;
  else if (event.altKey || event.shiftKey || offers) return;
  else if (event.key === "ArrowDown" && isOnEdge(cell, 1)) step = 1;
  else if (event.key === "ArrowUp" && isOnEdge(cell, -1)) step = -1;
  if (!step) return;
  // Enter never sends a half-filled table; the buttons do.
  if (goTo(neighbour(cell, step)) || event.key === "Enter") event.preventDefault();
}

// The clipboard of a spreadsheet: tabs between cells, quotes around several lines.
function readBlock(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    rows.at(-1).push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (quoted && sign === '"') quoted = false;
    else if (quoted) cell += sign;
    else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n") {
      endCell();
      rows.push([]);
    } else cell += sign;
  }
  endCell();
  if (rows.length > 1 && rows.at(-1).every((each) => each === "")) rows.pop();
  return rows;
}

function addRow(grid) {
  const rows = rowsOf(grid);
  const number = rows.filter((row) => row.matches(".ggo-grid__row--new")).length;
  const isLastPage = rows.at(-1)?.matches(".ggo-grid__row--new");
  if (!isLastPage || number >= NEW_ROWS) return null;
  const model = grid.querySelector("[data-model]").innerHTML.replaceAll("new-NUMBER", `new-${number}`);
  grid.querySelector("[data-rows]").insertAdjacentHTML("beforeend", model);
  return rowsOf(grid).at(-1);
}

// An input has one line: a value with more gets a cell with room for them.
function withRoom(cell, value) {
  if (!value.includes("\n") || cell.tagName === "TEXTAREA") return cell;
  const area = document.createElement("textarea");
  for (const { name, value: said } of cell.attributes) {
    if (!["type", "value", "list"].includes(name)) area.setAttribute(name, said);
  }
  area.rows = 1;
  cell.replaceWith(area);
  return area;
}

function fill(cell, value) {
  const room = withRoom(cell, value);
  room.value = value.trim();
  room.dispatchEvent(new Event("input", { bubbles: true }));
  return room;
}

function onPaste(event) {
  const cell = event.target.closest?.("[data-cell]");
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n") ?? "";
  if (!cell || !/\t|\n./.test(text)) return;
  const block = readBlock(text);
  if (block.length === 1 && block[0].length === 1 && cell.tagName === "TEXTAREA") return;
  event.preventDefault();
  const grid = cell.closest("[data-grid]");
  const from = cellsOf(cell.closest("[data-row]")).indexOf(cell);
  let row = cell.closest("[data-row]");
  let filled = 0;
  let first = null;
  for (const values of block) {
    if (!row) break;
    const cells = cellsOf(row).slice(from);
    values.slice(0, cells.length).forEach((value, at) => {
      const done = fill(cells[at], value);
      first ??= done;
    });
    filled += 1;
    row = rowsOf(grid)[rowsOf(grid).indexOf(row) + 1] ?? (filled < block.length ? addRow(grid) : null);
  }
  first?.focus();
  const { tooMany, pasted } = grid.dataset;
  const words = { pasted: block.length, room: filled };
  say(grid, inWords(filled < block.length ? tooMany : pasted, words));
}

// The level that follows from the CFI, as the list of CFIs tells it.
function showLevel(row) {
  const cfi = row.querySelector('[data-cell="cfi"]').value.trim();
  const level = row.querySelector('[data-cell="level"]');
  const options = document.getElementById("options-cfi")?.options ?? [];
  const known = [...options].find((option) => option.value === cfi)?.dataset.level;
  const text = row.closest("[data-grid]").dataset.follows;
  level.placeholder = known ? inWords(text, { level: known }) : "";
}

function onInput(event) {
  const cell = event.target.closest?.("[data-cell]");
  if (!cell) return;
  const grid = cell.closest("[data-grid]");
  const row = cell.closest("[data-row]");
  row.classList.add("ggo-grid__row--changed");
  grid.dataset.dirty = "1";
  if (!grid.querySelector("[data-grid-status]").textContent) say(grid, grid.dataset.unsaved);
  if (cell.dataset.cell === "cfi") showLevel(row);
}

let waiting;

// What the organisation said before, while somebody types.
function suggest(event) {
  const field = event.target.dataset?.cell ?? event.target.dataset?.suggest;
  const list = event.target.list;
  const address = event.target.closest?.("[data-suggestions]")?.dataset.suggestions;
  if (!list || !address || ["cfi", "level"].includes(field)) return;
  const words = event.target.value.trim();
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const query = new URLSearchParams({ field, q: words });
    const answer = await fetch(`${address}?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const { values } = await answer.json();
    list.replaceChildren(...values.map((value) => new Option(value, value)));
  }, 250);
}

function tickAll(event) {
  if (event.target.name !== "everything") return;
  const grid = event.target.closest("[data-grid]");
  for (const box of grid?.querySelectorAll('input[name="row"]') ?? []) box.checked = event.target.checked;
}

// A row that is unticked is no longer part of "all rows".
function untick(event) {
  const everything = event.target.closest?.("[data-grid]")?.elements.everything;
  if (event.target.name === "row" && !event.target.checked && everything) everything.checked = false;
}

document.addEventListener("keydown", onKey);
document.addEventListener("paste", onPaste);
document.addEventListener("input", onInput);
document.addEventListener("input", suggest);
document.addEventListener("change", tickAll);
document.addEventListener("change", untick);
document.addEventListener("submit", (event) => delete event.target.dataset.dirty);
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-grid][data-dirty]")) event.preventDefault();
});
