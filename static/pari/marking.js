// Keys of marking beside those of going on (keys.js): Ctrl+Enter saves and goes on, with Shift it agrees with the claim.

import "./workspace/excluding.js";
import "./workspace/keys.js";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const button = document.querySelector(event.shiftKey ? "[data-agree]" : "[data-next]");
  if (!button) return;
  event.preventDefault();
  button.click();
});

// A leaf that waits for its mark waits in the first input, or in the one that is ticked; what stands there is typed over.
const form = document.querySelector("form[data-begin]");
const inputs = form ? [...form.querySelectorAll(".claim input")].filter((input) => input.checkVisibility()) : [];
const begin = inputs.find((input) => input.checked) ?? inputs[0];
begin?.focus();
if (begin?.matches(".blank")) begin.select();
