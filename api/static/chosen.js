// The files that are chosen: dropped or picked, each with its size and a way to leave it out.
const form = document.getElementById("upload");
const find = (name) => form.querySelector(`[data-${name}]`);
const most = { files: +form.dataset.files, bytes: +form.dataset.bytes, file: +form.dataset.file };
export const input = form.querySelector("input[type=file]");
export const list = find("chosen"), said = find("said");

export const size = (n) => n < 1e6 ? `${Math.max(1, Math.round(n / 1e3))} kB` : `${(n / 1e6).toFixed(1)} MB`;

export function choose(files) {
  const held = new DataTransfer();
  const known = new Set();
  for (const file of files) {
    const key = [file.name, file.size, file.lastModified].join("/");
    if (!known.has(key)) held.items.add(file);
    known.add(key);
  }
  input.files = held.files;
  show();
}

export function fault() {
  const files = [...input.files];
  const large = files.find((file) => file.size > most.file);
  if (large) return `${large.name} is over the limit of ${size(most.file)}.`;
  if (files.length > most.files) return `These are ${files.length} files; at most ${most.files} go at once.`;
  const sum = files.reduce((all, file) => all + file.size, 0);
  return sum > most.bytes ? `Together they have ${size(sum)}; at most ${size(most.bytes)} go at once.` : "";
}

export function show() {
  list.replaceChildren(...[...input.files].map((file, at) => {
    const row = document.createElement("li"), name = document.createElement("span"), how = document.createElement("span");
    const out = document.createElement("button");
    name.textContent = file.name;
    how.className = "meta";
    how.textContent = size(file.size);
    out.type = "button";
    out.className = "quiet";
    out.textContent = "Leave out";
    out.setAttribute("aria-label", `Leave out ${file.name}`);
    out.addEventListener("click", () => {
      choose([...input.files].filter((_, other) => other !== at));
      (list.querySelectorAll("button")[at] || input).focus();
    });
    row.append(name, how, out);
    return row;
  }));
  list.hidden = !input.files.length;
  said.textContent = fault();
}

input.addEventListener("change", () => choose([...input.files]));
find("drop").hidden = false;
for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.remove("over"); });
form.addEventListener("drop", (event) => { if (!form.dataset.busy) choose([...input.files, ...event.dataTransfer.files]); });
