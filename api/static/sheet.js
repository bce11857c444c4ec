// The transplant sheet on paper: all evidence open while it prints, and a button for it.
const button = document.getElementById("print");
const closed = () => document.querySelectorAll(".dimensions details:not([open])");
let opened = [];

addEventListener("beforeprint", () => {
  opened = [...closed()];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
