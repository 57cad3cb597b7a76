// A comfort: rows move, come and go without a round trip; without it the same buttons ask the server.
"use strict";
const rows = document.querySelector("[data-rows]");
const fresh = document.querySelector("template[data-fresh]");

function settle(form) {
  rows.querySelectorAll("[data-row]").forEach((row, at) => {
    row.querySelector("[data-number]").textContent = at + 1;
    for (const button of row.querySelectorAll("[data-arrange]")) button.value = `${button.dataset.arrange}-${at}`;
  });
  form.setAttribute("data-dirty", "");
}

const verbs = {
  up: (row) => row.previousElementSibling?.before(row),
  down: (row) => row.nextElementSibling?.after(row),
  remove: (row) => row.remove(),
  add: (row) => {
    const made = fresh.content.cloneNode(true);
    if (row) row.after(made); else rows.append(made);
    (row ? row.nextElementSibling : rows.lastElementChild).querySelector("textarea").focus();
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-arrange]");
  if (!button) return;
  event.preventDefault();
  verbs[button.dataset.arrange](button.closest("[data-row]"));
  settle(button.form);
  if (button.isConnected && button.dataset.arrange !== "add") button.focus();
});
