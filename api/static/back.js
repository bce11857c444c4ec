// Browsers keep whole pages to go back to. Of who was signed in nothing is shown again before the server was asked.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.documentElement.hidden = true;
  location.reload();
});
