// A menu of the header closes with Escape, or when something else is used.
const closed = (event) => {
  for (const menu of document.querySelectorAll("details.group[open]")) {
    if (event.type === "keydown" ? event.key !== "Escape" : menu.contains(event.target)) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
};
for (const kind of ["click", "focusin", "keydown"]) document.addEventListener(kind, closed);
