// While a unit and a title are being chosen: how many would then be put forward, of how many.
(() => {
  const unit = document.querySelector("#id_membership");
  const title = document.querySelector("#id_award");
  const rows = document.querySelectorAll("tr[data-award]");
  if (!unit || !title) return;
  const count = () => {
    for (const row of rows) {
      const most = Number(row.dataset.most);
      const past = row.dataset.past.split(" ").includes(unit.value);
      const more = row.dataset.award === title.value && unit.value && !past ? 1 : 0;
      const chosen = Number(row.dataset.chosen) + more;
      const shown = row.querySelector("[data-count]");
      shown.textContent = `${chosen}/${most}`;
      shown.classList.toggle("warn", chosen > most || (!more && chosen === most));
      shown.classList.toggle("ok", chosen <= most && !(!more && chosen === most));
    }
  };
  unit.addEventListener("change", count);
  title.addEventListener("change", count);
  count();
})();
