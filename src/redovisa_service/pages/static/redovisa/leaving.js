// Signing out takes away what this browser has kept of unsaved text, and asks first when there is any.
// What is older than a day goes in any case: nobody's answers stay on a computer for long.
const KEPT = "redovisa:";
const DAY = 24 * 60 * 60 * 1000;
function keptKeys() {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(KEPT)); } catch { return []; }
}
for (const key of keptKeys()) {
  try {
    if (!(Date.now() - JSON.parse(localStorage.getItem(key)).at < DAY)) localStorage.removeItem(key);
  } catch { localStorage.removeItem(key); }
}
document.querySelector("form[data-leaving]")?.addEventListener("submit", (event) => {
  const form = event.target;
  const mine = keptKeys().filter((key) => key.startsWith(KEPT + form.dataset.leaving + ":"));
  if (mine.length && !window.confirm(form.dataset.warning)) { event.preventDefault(); return; }
  mine.forEach((key) => localStorage.removeItem(key));
  window.dispatchEvent(new Event("redovisa:left"));
});
