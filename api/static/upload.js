// Sends the chosen files with progress, and can be cancelled; without this the plain form does.
import { fault, input, list, said, show, size } from "./chosen.js";

const form = document.getElementById("upload");
const sending = form.querySelector("[data-sending]"), cancel = form.querySelector("[data-cancel]");
const bar = sending.querySelector("progress"), send = form.querySelector("button:not([type])");
let request = null;

function far(loaded) {
  let before = 0;
  [...input.files].forEach((file, at) => {
    const share = Math.min(1, Math.max(0, (loaded - before) / (file.size || 1)));
    before += file.size;
    list.children[at].querySelector(".meta").textContent = share === 1 ? `${size(file.size)}, sent` : `${Math.floor(share * 100)} % of ${size(file.size)}`;
  });
}

function busy(now) {
  sending.hidden = cancel.hidden = !now;
  form.dataset.busy = now ? "1" : "";
  send.disabled = now;
  list.querySelectorAll("button").forEach((button) => { button.hidden = now; });
}

function stopped(text) {
  request = null;
  busy(false);
  show();
  said.textContent = text;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (request) return;
  if (fault()) { said.textContent = fault(); return; }
  request = new XMLHttpRequest();
  const now = request;
  now.upload.addEventListener("progress", (told) => {
    bar.max = told.total;
    bar.value = told.loaded;
    far(told.loaded - Math.max(0, told.total - [...input.files].reduce((all, file) => all + file.size, 0)));
  });
  now.upload.addEventListener("load", () => { said.textContent = "All sent. The server looks at it …"; });
  now.addEventListener("load", () => {
    if (now.status === 200 && new URL(now.responseURL).pathname !== form.getAttribute("action")) { location.href = now.responseURL; return; }
    const page = new DOMParser().parseFromString(now.responseText, "text/html");
    stopped((page.querySelector("main .notice") || page.querySelector("main") || page.body).textContent.trim());
  });
  now.addEventListener("error", () => stopped("The connection broke, so nothing was kept. Send them again."));
  now.addEventListener("abort", () => stopped("Cancelled. Nothing was kept."));
  now.open("POST", form.action);
  now.setRequestHeader("X-CSRF-Token", document.querySelector("meta[name=csrf]").content);
  busy(true);
  said.textContent = "Sending …";
  now.send(new FormData(form));
});

cancel.addEventListener("click", () => { if (request) request.abort(); send.focus(); });
