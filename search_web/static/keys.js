// Keys for those who read much; every page works without this file. Keys are known by their place on the keyboard, so
// that they are the same in every layout.
"use strict";

(() => {
  const TITLES = ".hit h2 a, .brief :is(h2, h3) a";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const help = document.getElementById("keys");

  // The element after (or before) the one that holds the focus; none before the first.
  const step = (selector, way) => {
    const items = all(selector);
    const at = items.indexOf(document.activeElement);
    const next = items[at < 0 ? (way > 0 ? 0 : -1) : at + way];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };

  // The mark after (or before) the one that the address names, or else the one that is being read.
  const mark = (way) => {
    const marks = all("mark[id]");
    const current = marks.findIndex((one) => `#${one.id}` === location.hash);
    const next = current < 0 ? (way > 0 ? 0 : marks.length - 1) : current + way;
    if (!marks[next]) return;
    history.replaceState(null, "", `#${marks[next].id}`); // a walk through the marks is one step back
    location.replace(`#${marks[next].id}`);
    marks[next].scrollIntoView({ block: "center" });
  };

  const follow = (key) => document.querySelector(`a[data-key="${key}"]`)?.click();

  const cite = () => {
    const details = document.getElementById("cite");
    if (!details) return;
    details.open = true;
    details.querySelector("summary").focus({ preventScroll: true });
    details.scrollIntoView({ block: "center" });
    navigator.clipboard?.writeText(details.querySelector(".quoted").textContent.trim()).then(
      () => { details.querySelector("[data-copied]").hidden = false; },
      () => {}, // the browser doesn't let us; the text is there to be copied by hand
    );
  };

  const actions = {
    Slash: () => { const box = document.getElementById("q"); box.focus(); box.select(); },
    KeyJ: () => step(TITLES, 1),
    KeyK: () => step(TITLES, -1),
    KeyN: () => mark(1),
    KeyP: () => mark(-1),
    BracketRight: () => follow("]"),
    BracketLeft: () => follow("["),
    KeyC: cite,
    KeyE: () => follow("e"),
  };

  // Dates that were left empty stay out of the address, which people send to one another.
  document.getElementById("search")?.addEventListener("formdata", ({ formData }) => {
    for (const name of ["from", "to"]) if (!formData.get(name)) formData.delete(name);
  });

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || help?.open) return;
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    if (event.key === "?") {
      event.preventDefault();
      help?.showModal();
    } else if (actions[event.code] && !event.shiftKey) {
      event.preventDefault();
      actions[event.code]();
    }
  });
})();
