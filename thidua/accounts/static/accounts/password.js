// Passwords can be shown, and a new one says how strong it is. Without this script the fields work all the same.
"use strict";
{
  const words = document.currentScript.dataset;
  const LEAST = 12;

  // A rough measure, of length and of how many different signs: repeated and running signs (aaaa, 1234) add little.
  const strength = (text) => {
    let told = 0;
    for (let at = 0; at < text.length; at += 1) {
      const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
      told += Math.abs(step) <= 1 ? 0.3 : 1;
    }
    return Math.min(told, new Set(text.toLowerCase()).size * 1.6);
  };
  const judged = (text) => {
    const left = LEAST - Array.from(text).length;
    if (left > 0) return [1, words.short.replace("{n}", left)];
    const told = strength(text);
    if (told < 9) return [1, words.weak];
    return told < 16 ? [2, words.fair] : [3, words.strong];
  };

  for (const field of document.querySelectorAll("input[type=password]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.setAttribute("aria-controls", field.id);
    const show = (shown) => {
      field.type = shown ? "text" : "password";
      button.textContent = shown ? words.hide : words.show;
    };
    button.addEventListener("click", () => show(field.type === "password"));
    field.form.addEventListener("submit", () => show(false)); // browsers keep what is sent as text
    show(false);
    field.after(button);
    if (field.autocomplete !== "new-password" || document.querySelector("[data-strength]")) continue;

    const told = document.createElement("p");
    told.dataset.strength = "";
    told.className = "help";
    told.setAttribute("role", "status");
    const meter = document.createElement("meter");
    meter.max = 3;
    meter.low = 1.5;
    meter.high = 2.5;
    meter.optimum = 3;
    meter.setAttribute("aria-hidden", "true");
    const sentence = document.createElement("span");
    told.append(meter, " ", sentence);
    told.hidden = true;
    button.after(told);
    field.addEventListener("input", () => {
      [meter.value, sentence.textContent] = judged(field.value);
      told.hidden = !field.value;
    });
  }
}
