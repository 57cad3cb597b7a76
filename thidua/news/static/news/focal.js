// A comfort: the focal point is set by a click on the picture; without it the two sliders do.
"use strict";
const frame = document.querySelector("[data-focal]");
const across = document.getElementById("id_focal_x");
const down = document.getElementById("id_focal_y");

if (frame && across && down && frame.querySelector("img")) {
  const point = Object.assign(document.createElement("span"), { className: "focal-point" });
  frame.append(point);
  const show = () => { point.style.left = `${across.value}%`; point.style.top = `${down.value}%`; };
  frame.addEventListener("click", (event) => {
    const box = frame.getBoundingClientRect();
    across.value = Math.round((event.clientX - box.left) / box.width * 100);
    down.value = Math.round((event.clientY - box.top) / box.height * 100);
    across.form.setAttribute("data-dirty", "");
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  show();
}
