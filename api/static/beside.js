// Opens what a field of a draft comes from beside it, and its form below it, without loading the page anew.
const at = (id) => document.getElementById(id);

function show() {
  const pane = at("source"), mark = pane.querySelector("rect,mark.here");
  if (mark) pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
}

export async function load(url, given) {
  const answer = await fetch(url, given);
  return [answer, new DOMParser().parseFromString(await answer.text(), "text/html")];
}

async function beside(link) {
  const wanted = new URL(link.href);
  const key = wanted.searchParams.get("field");
  const [answer, page] = await load(`${wanted.pathname}/source${wanted.search}`);
  if (!answer.ok) { location.href = link.href; return; }
  at("source").replaceChildren(...page.body.childNodes);
  at("source").scrollTop = 0;
  show();
  if (getComputedStyle(at("source")).position === "relative") at("source").scrollIntoView();
  document.querySelectorAll(".field.looked-at").forEach((field) => field.classList.remove("looked-at"));
  at(key)?.classList.add("looked-at");
  history.replaceState(null, "", link.href);
}

async function edit(link) {
  const wanted = new URL(link.href), key = wanted.searchParams.get("field");
  const [answer, page] = await load(`${wanted.pathname}/fields/${key}`);
  if (!answer.ok) { location.href = link.href; return; }
  const form = page.querySelector(".editing");
  link.hidden = true;
  at(key).append(form);
  form.querySelector("input:not([type=hidden]),textarea,select").focus();
}

function close(link) {
  const part = link.closest(".field,.more");
  const opener = part.querySelector("[data-edit]");
  if (!opener) { location.href = link.href; return; }
  part.querySelector(".editing").remove();
  opener.hidden = false;
  opener.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-source],a[data-next],a[data-edit],a[data-close]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if ("edit" in link.dataset) edit(link);
  else if ("close" in link.dataset) close(link);
  else beside(link);
  if ("next" in link.dataset) at(new URL(link.href).hash.slice(1))?.focus();
});

show();
