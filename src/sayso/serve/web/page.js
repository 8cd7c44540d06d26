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
  const card = document.getElementById("card");
  const tell = (node) => {
    const words = node instanceof Element ? node.closest("[data-v]") : null;
    card.hidden = !words;
    if (!words) return;
    card.textContent = words.dataset.v;
    const box = words.getClientRects()[0];
    const right = document.documentElement.clientWidth - card.offsetWidth - 12;
    card.style.left = Math.max(12, Math.min(box.left, right)) + "px";
    const below = box.bottom + 8 + card.offsetHeight < window.innerHeight;
    card.style.top = (below ? box.bottom + 8 : box.top - 8 - card.offsetHeight) + "px";
  };
  document.addEventListener("mouseover", (event) => tell(event.target));
  document.addEventListener("click", (event) => tell(event.target));
  document.addEventListener("scroll", () => tell(null), { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    tell(null);
    light((pinned = null));
  });
})();
