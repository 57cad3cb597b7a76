// The score sheet works like a worksheet: keys, pasting, undo, folding, filters, live points. Saving works without it.
"use strict";

const form = document.querySelector("form.sheet");
const said = form.querySelector("[data-said]");
const rows = [...form.querySelectorAll("[data-row]")];
const cells = () => [...form.querySelectorAll(".cell input, .cell select")].filter((cell) => cell.offsetParent);
const fields = (row) => [...row.querySelectorAll("input:not([type=hidden]), select")];
const kept = new Map(rows.flatMap(fields).map((field) => [field, field.value]));
const tell = (sentence) => { said.textContent = sentence; };

// Every change, typed or pasted, is one step that Ctrl+Z takes back and Ctrl+Y makes again.
const steps = { done: [], undone: [], last: new Map(kept) };
function put(field, value) {
  if (field.tagName === "SELECT" && ![...field.options].some((one) => one.value === value)) field.add(new Option(value, value));
  field.value = value;
}
function noted() {
  const changes = [...steps.last].filter(([field, value]) => field.value !== value)
    .map(([field, before]) => ({ field, before, after: field.value }));
  for (const { field, after } of changes) steps.last.set(field, after);
  return changes;
}
function remember() {
  const changes = noted();
  if (!changes.length) return;
  const top = steps.done.at(-1);
  const goes_on = changes.length === 1 && top?.length === 1 && top[0].field === changes[0].field && steps.open;
  if (goes_on) top[0].after = changes[0].after;
  else steps.done.push(changes);
  steps.open = true;
  steps.undone = [];
}
function step(from, to, side) {
  const changes = from.pop();
  if (!changes) return;
  for (const change of changes) put(change.field, change[side]);
  to.push(changes);
  noted();
  steps.open = false;
  changes[0].field.focus();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
form.addEventListener("focusout", () => { steps.open = false; });
form.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const again = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && !again) return;
  event.preventDefault();
  if (again) step(steps.undone, steps.done, "after");
  else step(steps.done, steps.undone, "before");
});

// Enter and the arrows go up and down the column of cells; Escape gives a cell back what was kept.
form.addEventListener("keydown", (event) => {
  const cell = event.target.closest(".cell input, .cell select");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && cell.value !== kept.get(cell)) {
    put(cell, kept.get(cell));
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  const arrows = cell.tagName === "SELECT" ? {} : { ArrowDown: 1, ArrowUp: -1 };
  const move = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : arrows[event.key];
  if (!move) return;
  event.preventDefault();
  const all = cells();
  const next = all[all.indexOf(cell) + move];
  next?.focus();
  next?.select?.();
});

// A column copied from a worksheet fills downwards from its cell; a second column beside it fills the notes.
function chosen(target, text) {
  const option = [...target.options].find((one) => [one.value, one.text].some((word) => word.toLowerCase() === text.toLowerCase()));
  return option ? option.value : text;
}
form.addEventListener("paste", (event) => {
  const cell = event.target.closest(".cell input");
  const lines = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  if (!cell || (lines.length < 2 && !lines[0].includes("\t"))) return;
  event.preventDefault();
  const all = cells();
  const room = all.slice(all.indexOf(cell));
  room.slice(0, lines.length).forEach((target, at) => {
    const [text, note] = lines[at].split("\t").map((part) => part.trim());
    put(target, target.tagName === "SELECT" ? chosen(target, text) : text);
    const beside = target.closest("tr").querySelector("[name^='note:']");
    if (note && beside) beside.value = note;
  });
  const over = lines.length - room.length;
  tell(over > 0 ? form.dataset.saidOver.replace("{n}", room.length).replace("{over}", over)
    : form.dataset.saidPasted.replace("{n}", lines.length));
  form.dispatchEvent(new Event("input", { bubbles: true }));
});

// What is typed is worked out as it is typed; the newest answer wins.
let waiting, asked = 0;
const bar = form.querySelector("[data-unsaved]");
function mark() {
  let dirty = false;
  for (const row of rows) {
    const changed = fields(row).some((field) => field.value !== kept.get(field));
    row.classList.toggle("unsaved-row", changed);
    dirty ||= changed;
  }
  bar.hidden = !dirty;
  form.toggleAttribute("data-dirty", dirty);
}
function show_points(made) {
  for (const spot of form.querySelectorAll("[data-points]")) spot.textContent = made.points[spot.dataset.points] ?? "–";
  form.querySelector("[data-total]").textContent = made.total;
  form.querySelector("[data-percent]").textContent = made.percent;
  form.querySelector("[data-missing]").textContent = made.missing;
  for (const row of rows) {
    row.classList.toggle("bad-row", row.id in made.wrong);
    row.title = made.wrong[row.id] ?? "";
  }
}
async function work_out() {
  const mine = ++asked;
  const response = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!response?.ok || mine !== asked) return;
  const made = await response.json();
  if (mine === asked) show_points(made);
}
form.addEventListener("input", () => { remember(); mark(); clearTimeout(waiting); waiting = setTimeout(work_out, 350); });

// Sections fold away; the filter shows only the rows that still need something.
const filter = form.querySelector("[data-filter]");
const folded = new Set();
function shown(row) {
  const blank = fields(row).some((field) => field.closest(".cell") && !field.value.trim());
  return { "": true, missing: blank, "no-files": "noFiles" in row.dataset,
    changed: "changed" in row.dataset || row.classList.contains("unsaved-row") }[filter.value];
}
function arrange() {
  for (const row of form.querySelectorAll("tr[data-row], tr[data-group]")) {
    const code = row.id || row.dataset.group;
    const inside = [...folded].some((group) => code !== group && code.startsWith(`${group}.`));
    row.hidden = inside || ("row" in row.dataset && !shown(row));
  }
}
for (const group of form.querySelectorAll("[data-group]")) {
  const head = group.querySelector("th");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  button.setAttribute("aria-expanded", "true");
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const code = group.dataset.group;
    if (!folded.delete(code)) folded.add(code);
    button.setAttribute("aria-expanded", String(!folded.has(code)));
    arrange();
  });
}
filter.closest("p").hidden = false;
for (const name of ["input", "change"]) filter.addEventListener(name, (event) => { event.stopPropagation(); arrange(); });
