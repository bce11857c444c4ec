// Saves a field of a draft without loading the page anew; what is being written elsewhere stays.
import { load } from "./beside.js";

const at = (id) => document.getElementById(id);
const say = (text) => { at("said").textContent = ""; setTimeout(() => { at("said").textContent = text; }, 50); };
let sent = false;

const changed = (one) => {
  if (!one.options) return one.value !== one.defaultValue;
  const told = [...one.options].some((o) => o.defaultSelected);
  return [...one.options].some((o, n) => o.selected !== (told || one.multiple ? o.defaultSelected : !n));
};
const dirty = (part) => [...part.querySelectorAll("input:not([type=hidden]),textarea,select")].some(changed);

function renew(page, key, mine) {
  for (const id of ["state", "todo", "remarks", "likes", "source", "trouble"]) {
    const fresh = page.getElementById(id), held = at(id);
    if (fresh && held) { if (held.open) fresh.open = true; held.replaceWith(fresh); } else if (held) held.remove();
    else if (fresh) at("state").before(fresh);
  }
  for (const group of document.querySelectorAll(".fields > section")) {
    const fresh = page.getElementById(group.id);
    const others = [...group.querySelectorAll("form")].some((form) => form !== mine && dirty(form));
    if (!others) { group.replaceWith(fresh); continue; }
    for (const field of fresh.querySelectorAll(".field")) {
      const held = at(field.id);
      if (held && (field.id === key || !dirty(held))) held.replaceWith(field);
    }
  }
  const revision = page.querySelector("input[name=revision]").value;
  document.querySelectorAll("input[name=revision]").forEach((one) => { one.value = revision; });
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-field]");
  if (!form) { sent = true; return; }
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const [answer, page] = await load(form.action, { method: "POST", body, headers: { "X-CSRF-Token": body.get("csrf") } });
    if (!page.getElementById("state")) { say(page.querySelector("main")?.textContent.trim() || "It was not saved."); at("said").classList.remove("unseen"); return; }
    renew(page, form.dataset.field, form);
    const key = answer.ok ? new URL(answer.url).searchParams.get("field") : form.dataset.field;
    (answer.ok ? at(key) : at("trouble"))?.scrollIntoView({ block: "nearest" });
    at(key)?.focus({ preventScroll: !answer.ok });
    if (answer.ok) history.replaceState(null, "", `?field=${key}#${key}`);
    say(answer.ok ? `Saved. ${document.querySelector(".counts").textContent}` : at("trouble")?.textContent || "");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    say("There is no connection, so it was not saved. Try again.");
    at("said").classList.remove("unseen");
  }
});

addEventListener("beforeunload", (event) => { if (!sent && dirty(document.querySelector(".fields"))) event.preventDefault(); });
