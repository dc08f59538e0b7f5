// What a page says by itself, said for now: how many days are left, and a button beside each command.
(() => {
  "use strict";
  const day = 86_400_000;
  const today = () => {
    const now = new Date();
    return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  };
  const left = (days) => {
    if (days === 0) {
      return "today";
    }
    if (Math.abs(days) === 1) {
      return days === 1 ? "tomorrow" : "yesterday";
    }
    return days > 0 ? `in ${days} days` : `${-days} days ago`;
  };

  // <span data-left="2026-12-01">in 8 days</span>
  for (const each of document.querySelectorAll("[data-left]")) {
    const date = Date.parse(`${each.dataset.left}T00:00:00Z`);
    if (!Number.isNaN(date)) {
      each.textContent = left(Math.round((date - today()) / day));
    }
  }

  // <div data-copy><pre>...</pre></div>
  if (navigator.clipboard) {
    for (const box of document.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      const said = document.createElement("span");
      said.className = "unseen";
      said.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(box.querySelector("code").textContent);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Select it to copy";
        }
        said.textContent = button.textContent;
        setTimeout(() => {
          button.textContent = "Copy";
          said.textContent = "";
        }, 2_000);
      });
      box.append(button, said);
    }
  }
})();
