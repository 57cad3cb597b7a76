// Lines of a certificate dragged on the screen, or pushed with the arrow keys; the numbers below are what is kept.
"use strict";
(() => {
  const paper = document.querySelector("[data-paper]");
  if (!paper) return;
  const width = Number(paper.dataset.width), height = Number(paper.dataset.height);
  paper.removeAttribute("aria-hidden");
  const scale = () => paper.clientWidth / width;
  const rows = [...document.querySelectorAll("[data-line]")];
  const marks = rows.map(row => {
    const put = name => row.querySelector(`[name$="-${name}"]`);
    const mark = document.createElement("button");
    mark.type = "button";
    mark.textContent = row.querySelector("th").textContent;
    paper.append(mark);
    const draw = () => {
      mark.hidden = !put("on").checked;
      const x = Number(put("x").value) || 0, y = Number(put("y").value) || 0;
      mark.style.left = `${x * scale() - (put("centred").checked ? mark.offsetWidth / 2 : 0)}px`;
      mark.style.top = `${y * scale() - mark.offsetHeight}px`;
    };
    const move = (x, y) => {
      put("x").value = Math.min(width, Math.max(0, Math.trunc(x)));
      put("y").value = Math.min(height, Math.max(0, Math.trunc(y)));
      draw();
    };
    let from = null;
    mark.addEventListener("pointerdown", event => {
      mark.setPointerCapture(event.pointerId);
      from = [event.clientX, event.clientY, Number(put("x").value), Number(put("y").value)];
    });
    mark.addEventListener("pointermove", event => {
      if (from) move(from[2] + (event.clientX - from[0]) / scale(), from[3] + (event.clientY - from[1]) / scale());
    });
    mark.addEventListener("pointerup", () => { from = null; });
    mark.addEventListener("keydown", event => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!by) return;
      event.preventDefault();
      const far = event.shiftKey ? 50 : 5;
      move(Number(put("x").value) + by[0] * far, Number(put("y").value) + by[1] * far);
    });
    row.addEventListener("input", draw);
    return draw;
  });
  const all = () => {
    paper.style.height = `${height * scale()}px`;
    for (const draw of marks) draw();
  };
  new ResizeObserver(all).observe(paper);
  all();
})();
