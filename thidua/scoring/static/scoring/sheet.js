// The score sheet's comforts: keys, pasting a column, live points, filters. Saving works without all of it.
"use strict";

const form = document.querySelector("form.sheet");
const cells = () => [...form.querySelectorAll(".cell input, .cell select")].filter((cell) => cell.offsetParent);
const was = new Map([...form.elements].map((field) => [field, field.value]));

// Enter and the arrows go up and down the column of cells.
form.addEventListener("keydown", (event) => {
  const cell = event.target.closest(".cell input, .cell select");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const arrows = cell.tagName === "SELECT" ? {} : { ArrowDown: 1, ArrowUp: -1 };
  const step = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : arrows[event.key];
  if (!step) return;
  event.preventDefault();
  const all = cells();
  const next = all[all.indexOf(cell) + step];
  next?.focus();
  next?.select?.();
});

// A column copied from a worksheet fills downwards from the cell it is pasted into.
form.addEventListener("paste", (event) => {
  const cell = event.target.closest(".cell input");
  const lines = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  if (!cell || lines.length < 2) return;
  event.preventDefault();
  const all = cells();
  const start = all.indexOf(cell);
  lines.forEach((line, at) => {
    const target = all[start + at];
    if (!target) return;
    const text = line.split("\t")[0].trim();
    if (target.tagName === "SELECT") {
      const option = [...target.options].find((one) => one.value.toLowerCase() === text.toLowerCase());
      if (!option) target.add(new Option(text, text));
      target.value = option ? option.value : text;
    } else target.value = text;
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.setAttribute("data-dirty", "");
});

// What is typed is worked out as it is typed; the newest answer wins.
let waiting, asked = 0;
const bar = form.querySelector("[data-unsaved]");
function mark() {
  let dirty = false;
  for (const row of form.querySelectorAll("[data-row]")) {
    const changed = [...row.querySelectorAll("input, select")].some((field) => field.value !== was.get(field));
    row.classList.toggle("unsaved-row", changed);
    dirty ||= changed;
  }
  bar.hidden = !dirty;
}
async function work_out() {
  const mine = ++asked;
  const response = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!response?.ok || mine !== asked) return;
  const made = await response.json();
  for (const spot of form.querySelectorAll("[data-points]")) spot.textContent = made.points[spot.dataset.points] ?? "–";
  form.querySelector("[data-total]").textContent = made.total;
  form.querySelector("[data-percent]").textContent = made.percent;
  form.querySelector("[data-missing]").textContent = made.missing;
  for (const row of form.querySelectorAll("[data-row]")) {
    row.classList.toggle("bad-row", row.id in made.wrong);
    row.title = made.wrong[row.id] ?? "";
  }
}
form.addEventListener("input", () => { mark(); clearTimeout(waiting); waiting = setTimeout(work_out, 350); });

// Only the rows that still need something.
const filter = form.querySelector("[data-filter]");
filter.closest("p").hidden = false;
filter.addEventListener("change", (event) => {
  event.stopPropagation();
  for (const row of form.querySelectorAll("[data-row]")) {
    const blank = [...row.querySelectorAll(".cell input, .cell select")].some((cell) => !cell.value.trim());
    const shown = { "": true, missing: blank, "no-files": "noFiles" in row.dataset,
      changed: "changed" in row.dataset || row.classList.contains("unsaved-row") }[filter.value];
    row.hidden = !shown;
  }
});
filter.addEventListener("input", (event) => event.stopPropagation());
