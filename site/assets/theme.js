// Light, dark, or as the system has it: loaded in the head, so that no page is drawn in the wrong scheme first.
(() => {
  "use strict";
  const root = document.documentElement;
  const key = "tracker-theme";
  const read = () => {
    try {
      const kept = localStorage.getItem(key);
      return kept === "light" || kept === "dark" ? kept : "system";
    } catch {
      return "system";
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Where nothing may be kept, the choice holds for this page.
    }
  };
  const show = (theme) => {
    if (theme === "system") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
  };
  show(read());
  document.addEventListener("DOMContentLoaded", () => {
    const label = document.querySelector("[data-theme-switch]");
    const choice = label?.querySelector("select");
    if (!choice) {
      return;
    }
    choice.value = read();
    choice.addEventListener("change", () => {
      show(choice.value);
      keep(choice.value);
    });
    addEventListener("storage", (event) => {
      if (event.key === key) {
        choice.value = read();
        show(choice.value);
      }
    });
    label.hidden = false;
  });
})();
