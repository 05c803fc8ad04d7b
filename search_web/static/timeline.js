// Dragging over the bars of the timeline chooses the span from the first to the last of them; a bar alone is a link.
"use strict";

(() => {
  const bars = [...document.querySelectorAll("[data-timeline] a[data-since]")];
  if (!bars.length) return;
  const svg = bars[0].ownerSVGElement;
  let start = null; // where the pointer went down, in pixels of the window
  let dragged = false;

  // The bars between two places.
  const between = (one, other) => bars.filter((bar) => {
    const { left, right } = bar.querySelector(".reach").getBoundingClientRect();
    return right > Math.min(one, other) && left < Math.max(one, other);
  });

  svg.addEventListener("dragstart", (event) => event.preventDefault()); // a link would be dragged away
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0) [start, dragged] = [event.clientX, false];
  });
  window.addEventListener("pointermove", (event) => {
    if (start === null || (!dragged && Math.abs(event.clientX - start) < 6)) return;
    dragged = true;
    const chosen = new Set(between(start, event.clientX));
    bars.forEach((bar) => bar.classList.toggle("chosen", chosen.has(bar)));
  });
  window.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const chosen = dragged ? between(start, event.clientX) : [];
    start = null;
    bars.forEach((bar) => bar.classList.remove("chosen"));
    if (!chosen.length) return;
    const url = new URL(chosen[0].href.baseVal, location.href);
    url.searchParams.set("from", chosen[0].dataset.since);
    url.searchParams.set("to", chosen.at(-1).dataset.until);
    location.assign(url);
  });
  window.addEventListener("pointercancel", () => { start = null; });
  svg.addEventListener("click", (event) => {
    if (dragged) event.preventDefault(); // the end of a drag is no click on the bar under it
    dragged = false;
  }, true);
})();
