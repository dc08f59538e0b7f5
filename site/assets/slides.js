// Turns the pages of a projector's view by keys; without it they are one below the other.
(() => {
  "use strict";
  const slides = [...document.querySelectorAll("[data-slides] > section")];
  const help = document.querySelector("[data-slides-help]");
  if (help) {
    help.hidden = false;
  }
  const here = () => {
    const middle = window.innerHeight / 2;
    const found = slides.findIndex((each) => each.getBoundingClientRect().bottom > middle);
    return found === -1 ? slides.length - 1 : found;
  };
  const show = (place) => {
    const slide = slides[Math.min(Math.max(place, 0), slides.length - 1)];
    slide.scrollIntoView({ block: "start" });
    slide.focus({ preventScroll: true });
  };
  const turns = {
    ArrowRight: () => here() + 1,
    ArrowDown: () => here() + 1,
    PageDown: () => here() + 1,
    " ": () => here() + 1,
    ArrowLeft: () => here() - 1,
    ArrowUp: () => here() - 1,
    PageUp: () => here() - 1,
    Home: () => 0,
    End: () => slides.length - 1,
  };
  document.addEventListener("keydown", (event) => {
    const turn = turns[event.key];
    const busy = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!turn || busy || event.target.closest("a, button, input, select, textarea, summary")) {
      return;
    }
    event.preventDefault();
    show(turn());
  });
})();
