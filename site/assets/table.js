// Filters and sorts tables that say so; without it everything is listed, in the order of the source.
//
//   <div data-filters="ID" hidden>            the controls of the table of that id; shown when this runs
//     <input type="search" data-filter="text">    keeps the rows that hold every word
//     <select data-filter="phase">                keeps the rows whose data-phase has the chosen value as a word
//       <option value="">                         keeps all
//     <button type="reset" data-filter-reset>     takes every filter back
//     <p role="status" data-filter-count data-one="proposal" data-many="proposals">   says how many rows are left
//   </div>
//   <table id="ID" data-filterable>           its rows are those of its bodies; one with data-filter-skip is left alone
//     <th data-sort> or <th data-sort="number">   gets a button that sorts by the column, up, down, and as it was
//     <td data-value="3">                         what a cell is sorted by; else its text
//
// What was chosen stands in the address, so that a view can be kept and sent.
(() => {
  "use strict";
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/\s+/g, " ").trim();

  const rowsOf = (table) =>
    [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !("filterSkip" in row.dataset)));

  function filters(table, box) {
    const rows = rowsOf(table).map((row) => ({ row, text: plain(row.textContent) }));
    const controls = [...box.querySelectorAll("[data-filter]")];
    const count = box.querySelector("[data-filter-count]");
    const reset = box.querySelector("[data-filter-reset]");
    const keeps = ({ row, text }, control) => {
      const wanted = control.value;
      if (wanted.trim() === "") {
        return true;
      }
      if (control.dataset.filter === "text") {
        return plain(wanted).split(" ").every((word) => text.includes(word));
      }
      return (row.getAttribute(`data-${control.dataset.filter}`) ?? "").split(" ").includes(wanted);
    };
    const say = (shown) => {
      if (count) {
        const noun = rows.length === 1 ? count.dataset.one : count.dataset.many;
        const said = shown === rows.length ? `All ${rows.length} ${noun}` : `${shown} of ${rows.length} ${noun}`;
        if (count.textContent !== said) {
          count.textContent = said;
        }
      }
    };
    const apply = () => {
      let shown = 0;
      for (const each of rows) {
        const kept = controls.every((control) => keeps(each, control));
        each.row.hidden = !kept;
        shown += kept ? 1 : 0;
      }
      for (const body of table.tBodies) {
        body.hidden = rowsOf(table).length > 0 && [...body.rows].every((row) => row.hidden || "filterSkip" in row.dataset);
      }
      if (reset) {
        reset.disabled = controls.every((control) => control.value === "");
      }
      say(shown);
    };
    const keep = () => {
      if (location.protocol === "file:") {
        return;
      }
      const address = new URL(location.href);
      for (const control of controls) {
        if (control.value) {
          address.searchParams.set(control.dataset.filter, control.value);
        } else {
          address.searchParams.delete(control.dataset.filter);
        }
      }
      history.replaceState(history.state, "", address);
    };
    const asked = new URLSearchParams(location.search);
    for (const control of controls) {
      const value = asked.get(control.dataset.filter);
      const known = control.tagName !== "SELECT" || [...control.options].some((option) => option.value === value);
      if (value !== null && known) {
        control.value = value;
      }
      control.addEventListener("input", () => {
        apply();
        keep();
      });
    }
    reset?.addEventListener("click", () => {
      for (const control of controls) {
        control.value = "";
      }
      apply();
      keep();
      controls[0]?.focus();
    });
    box.hidden = false;
    apply();
  }

  function sorting(table) {
    const heads = [...table.querySelectorAll("th[data-sort]")];
    const before = new Map([...table.tBodies].map((body) => [body, [...body.rows]]));
    const value = (row, column) => {
      const cell = row.cells[column];
      return cell?.dataset.value ?? cell?.textContent.trim() ?? "";
    };
    const compare = (head, column) => (one, other) => {
      const [left, right] = [value(one, column), value(other, column)];
      if (left === "" || right === "") {
        return left === right ? 0 : left === "" ? 1 : -1;
      }
      const way = head.getAttribute("aria-sort") === "descending" ? -1 : 1;
      return way * (head.dataset.sort === "number" ? Number(left) - Number(right) : order.compare(left, right));
    };
    const next = { none: "ascending", ascending: "descending", descending: "none" };
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const way = next[head.getAttribute("aria-sort") ?? "none"];
        for (const each of heads) {
          each.removeAttribute("aria-sort");
        }
        if (way !== "none") {
          head.setAttribute("aria-sort", way);
        }
        table.toggleAttribute("data-sorted", way !== "none");
        const sort = compare(head, head.cellIndex);
        for (const [body, rows] of before) {
          body.append(...(way === "none" ? rows : [...rows].sort(sort)));
        }
      });
    }
  }

  for (const table of document.querySelectorAll("table[data-filterable]")) {
    sorting(table);
    const box = table.id && document.querySelector(`[data-filters="${CSS.escape(table.id)}"]`);
    if (box) {
      filters(table, box);
    }
  }
})();
