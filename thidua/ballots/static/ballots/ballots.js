// A paper cannot be changed once cast: what it says is read once more, here on the device, before it goes.
"use strict";

const said = (field, dialog) => {
  const box = field.querySelector("input[type=checkbox]");
  if (box) return dialog.dataset[box.checked ? "chosen" : "left"];
  const one = field.querySelector("input:checked, input[type=number], select");
  return one?.closest("label")?.textContent.trim() ?? one?.value ?? "";
};
addEventListener("submit", (event) => {
  const dialog = event.target.querySelector("dialog[data-review]");
  if (!dialog || event.submitter?.matches("[data-cast]")) return;
  event.preventDefault();
  event.stopPropagation();
  const rows = [...event.target.querySelectorAll(".field")].map((field) => [field.querySelector("label, .label").textContent, said(field, dialog)]);
  if (dialog.dataset.review === "order") rows.sort((one, other) => one[1] - other[1]);
  const list = document.createElement("dl");
  list.append(...rows.map(([what, how]) => {
    const row = document.createElement("div");
    row.append(Object.assign(document.createElement("dt"), { textContent: what }), Object.assign(document.createElement("dd"), { textContent: how }));
    return row;
  }));
  dialog.querySelector("dl")?.remove();
  dialog.querySelector("h3").after(list);
  dialog.showModal();
}, true);

// Find my paper by its receipt, here on the device: the receipt is never sent, so no log can join it to a person.
const finder = document.querySelector("[data-find-paper]");
if (finder) {
  const input = finder.querySelector("input");
  const found = finder.querySelector("[role=status]");
  const bare = (text) => text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const rows = [...document.querySelectorAll("[data-receipt]")];
  finder.hidden = false;
  input.addEventListener("input", () => {
    const wanted = bare(input.value);
    const mine = rows.find((row) => bare(row.dataset.receipt) === wanted);
    for (const row of rows) row.classList.toggle("mine", row === mine);
    found.textContent = mine ? found.dataset.findOne : wanted.length >= 12 ? found.dataset.findNone : "";
    mine?.scrollIntoView({ block: "nearest" });
  });
}
