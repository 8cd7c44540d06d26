"use strict";
(() => {
  const keyOf = (node) => {
    const found = node instanceof Element ? node.closest("[data-a]") : null;
    return found ? found.dataset.a.split(" ")[0] : null;
  };
  const parts = new Map();
  for (const node of document.querySelectorAll("[data-a]")) {
    for (const key of node.dataset.a.split(" ")) {
      if (!parts.has(key)) parts.set(key, []);
      parts.get(key).push(node);
    }
  }
  let lit = null;
  let pinned = null;
  const light = (key) => {
    if (key === lit) return;
    for (const node of parts.get(lit) || []) node.classList.remove("on");
    for (const node of parts.get(key) || []) node.classList.add("on");
    lit = key;
  };
  document.addEventListener("mouseover", (event) => light(keyOf(event.target) || pinned));
  document.addEventListener("focusin", (event) => light(keyOf(event.target) || pinned));
  document.addEventListener("click", (event) => {
    if (event.target.closest("summary")) return;
    const key = keyOf(event.target);
    pinned = key === pinned ? null : key;
    light(pinned);
    if (!pinned || event.target.closest("a, .note")) return;
    const note = document.getElementById(key);
    if (!note) return;
    const box = note.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) note.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") light((pinned = null));
  });
})();
