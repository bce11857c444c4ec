// Follows a job: the progress and the files as they come, until it ends; without this the page loads itself anew.
const far = document.getElementById("far");
const source = new EventSource(far.dataset.events);
const bar = far.querySelector("progress");
const said = far.querySelector("[data-far]");
let looking = false;

async function look(ended) {
  if (looking && !ended) return;
  looking = true;
  try {
    const answer = await fetch(location.pathname);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ended ? ["far", "came"] : ["came"]) {
      const fresh = page.getElementById(id);
      const held = document.getElementById(id);
      if (fresh && held.innerHTML !== fresh.innerHTML && !held.contains(document.activeElement)) held.innerHTML = fresh.innerHTML;
      else if (ended && fresh) held.innerHTML = fresh.innerHTML;
    }
    document.title = page.title;
  } finally {
    setTimeout(() => { looking = false; }, 1500);
  }
}

source.addEventListener("job", async (event) => {
  const job = JSON.parse(event.data);
  bar.value = job.finished;
  const ended = job.state !== "running" && job.state !== "waiting";
  said.textContent = `${job.finished} of ${job.total} done`;
  if (ended) source.close();
  await look(ended);
});
