// On a phone a long reading begins folded, but for the parts that have changed. One press opens all of it, another folds
// it; without this, on a wider page and on paper everything stands open.
const parts = [...document.querySelectorAll("details.fold")];
const all = document.querySelector(".fold-all");
const button = all.querySelector("button");
const words = { open: button.textContent, fold: button.dataset.fold };
const isWhole = () => parts.every((part) => part.open);
function tell() {
  button.textContent = isWhole() ? words.fold : words.open;
}
if (window.matchMedia("(max-width: 46rem)").matches) parts.forEach((part) => { part.open = "changed" in part.dataset; });
parts.forEach((part) => part.addEventListener("toggle", tell));
button.addEventListener("click", () => {
  const opens = !isWhole();
  parts.forEach((part) => { part.open = opens; });
});
tell();
all.hidden = false;

let folded = [];
window.addEventListener("beforeprint", () => {
  folded = parts.filter((part) => !part.open);
  folded.forEach((part) => { part.open = true; });
});
window.addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));
