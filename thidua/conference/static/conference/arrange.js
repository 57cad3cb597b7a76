// Dragging, with a finger or a mouse. Every list has its arrows, every seat its form: all works without this.
"use strict";

// A list of rows: the order as dropped is sent at once.
for (const form of document.querySelectorAll("form[data-arrange]")) {
  const list = form.dataset.arrange ? document.querySelector(form.dataset.arrange) : form.querySelector("ol, ul");
  const ids = () => [...list.querySelectorAll(":scope > [data-row]")].map((row) => row.dataset.row).join(",");
  list.classList.add("draggable");
  for (const handle of list.querySelectorAll(".handle")) {
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const row = handle.closest("[data-row]"), before = ids();
      row.classList.add("dragged");
      const move = (at) => {
        for (const other of list.querySelectorAll(":scope > [data-row]")) {
          if (other === row) continue;
          const box = other.getBoundingClientRect(), middle = box.top + box.height / 2;
          const later = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
          if (later && at.clientY > middle) other.after(row);
          if (!later && at.clientY < middle) { other.before(row); break; }
        }
      };
      const drop = () => {
        document.removeEventListener("pointermove", move);
        document.removeEventListener("pointerup", drop);
        document.removeEventListener("pointercancel", drop);
        row.classList.remove("dragged");
        if (ids() === before) return;
        form.elements.order.value = ids();
        form.requestSubmit();
      };
      // A row that is put elsewhere loses the pointer, so the page listens.
      document.addEventListener("pointermove", move);
      document.addEventListener("pointerup", drop);
      document.addEventListener("pointercancel", drop);
    });
  }
}

// A hall: who is dragged onto a seat is put into the form below, which is sent.
const seating = document.getElementById("xep");
for (const person of document.querySelectorAll("[data-seats] [data-row]")) {
  if (!seating) break;
  person.draggable = true;
  person.addEventListener("dragstart", (event) => { event.dataTransfer.setData("text/plain", person.dataset.row); });
}
for (const seat of document.querySelectorAll("[data-seats] [data-seat]")) {
  seat.addEventListener("dragover", (event) => { event.preventDefault(); seat.classList.add("over"); });
  seat.addEventListener("dragleave", () => seat.classList.remove("over"));
  seat.addEventListener("drop", (event) => {
    event.preventDefault();
    seating.elements.delegate.value = event.dataTransfer.getData("text/plain");
    seating.elements.block.value = seat.closest("[data-block]").dataset.block;
    seating.elements.row.value = seat.closest("[data-at]").dataset.at;
    seating.elements.number.value = seat.dataset.seat;
    if (seating.elements.delegate.value) seating.requestSubmit();
  });
}
