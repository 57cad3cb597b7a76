// Points move while figures are typed, and a reason opens in its place. Without this, “Tính thử” does the same.
"use strict";

const form = document.querySelector("form.trial");
const opened = new Map([...form.querySelectorAll("tr.reasons")].map((row) => [row.previousElementSibling.querySelector(".why").value, row]));
let soon, asked = 0;

function put_reasons(why) {
  for (const [code, html] of Object.entries(why)) {
    const row = opened.get(code);
    if (row) row.firstElementChild.innerHTML = html;
  }
}
function put_wrong(wrong) {
  for (const old of form.querySelectorAll("[data-cell] .wrong")) old.remove();
  for (const field of form.querySelectorAll("[data-cell] input, [data-cell] select")) {
    const sentence = wrong[field.name];
    field.toggleAttribute("aria-invalid", false);
    if (!sentence) continue;
    field.setAttribute("aria-invalid", "true");
    (field.closest("label") ?? field).after(Object.assign(document.createElement("p"), { className: "wrong", textContent: sentence }));
  }
}
function put(made) {
  for (const spot of form.querySelectorAll("[data-spot]")) spot.textContent = made.points[spot.dataset.spot] ?? "–";
  form.querySelectorAll("[data-result]").forEach((row, at) => {
    [...row.querySelectorAll("td")].forEach((cell, column) => { cell.textContent = made.results[at][column]; });
  });
  put_wrong(made.wrong);
  put_reasons(made.why);
}
async function work_out() {
  const mine = ++asked;
  const data = new FormData(form);
  for (const code of opened.keys()) data.append("vi-sao", code);
  const response = await fetch(form.dataset.points, { method: "POST", body: data }).catch(() => null);
  if (response?.ok && mine === asked) put(await response.json());
}
form.addEventListener("input", (event) => {
  if (event.target.matches("[data-count]")) return;
  clearTimeout(soon);
  soon = setTimeout(work_out, 350);
});
form.querySelector("[data-count]").addEventListener("change", () => form.requestSubmit());
form.addEventListener("click", (event) => {
  const button = event.target.closest("button.why");
  if (!button) return;
  event.preventDefault();
  const open = opened.get(button.value);
  button.setAttribute("aria-expanded", String(!open));
  if (open) { open.remove(); opened.delete(button.value); return; }
  const beside = button.closest("tr");
  const row = document.createElement("tr");
  row.className = "reasons";
  row.append(Object.assign(document.createElement("td"), { colSpan: beside.children.length }));
  beside.after(row);
  opened.set(button.value, row);
  work_out();
});
