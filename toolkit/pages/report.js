"use strict";
// Every table can be sorted by its column titles.
for (const table of document.querySelectorAll(".table table")) {
  const titles = table.querySelectorAll("thead th");
  titles.forEach((title, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title.textContent;
    title.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = title.getAttribute("aria-sort") !== "ascending";
      titles.forEach((other) => other.removeAttribute("aria-sort"));
      title.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => {
        const cell = row.cells[column];
        return cell.classList.contains("number") ? Number(cell.textContent.replace(/,/g, "")) : cell.textContent;
      };
      const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
      const rows = [...table.tBodies[0].rows].sort((a, b) => compare(key(a), key(b)) * (up ? 1 : -1));
      table.tBodies[0].append(...rows);
    });
  });
}
// A table that is wider than its page says so; which one is depends on the window.
for (const box of document.querySelectorAll(".table")) {
  const hint = document.createElement("p");
  hint.className = "size";
  hint.textContent = "This table goes on to the right \u2192 scroll it sideways.";
  box.before(hint);
  const tell = () => { hint.hidden = box.scrollWidth <= box.clientWidth + 1; };
  new ResizeObserver(tell).observe(box);
  tell();
}
