// Saves each change as it was typed. What could not be saved stays in this browser until it could.
const form = document.querySelector("form[data-autosave]");
const said = document.getElementById("save-state");
const kept = "redovisa:" + form.dataset.autosave + ":" + form.dataset.person;
let waiting = null, running = false, again = false, pause = 1000;
const changed = new Set();

const rooms = () => [...form.querySelectorAll("[data-field]")];
const field = (room) => room.dataset.field;
const revision = (key) => form.elements["seen:" + key];
function value(key) {
  const all = rooms().filter((room) => field(room) === key);
  if (all[0].type === "radio") return all.find((room) => room.checked)?.value ?? "";
  if (all[0].type === "checkbox") return all[0].checked ? all[0].value : "";
  return all[0].value;
}
function fill(key, text) {
  rooms().filter((room) => field(room) === key).forEach((room) => {
    if (room.type === "radio") room.checked = room.value === text;
    else if (room.type === "checkbox") room.checked = text !== "";
    else room.value = text;
  });
}
function tell(words, wrong) { said.textContent = words; said.classList.toggle("wrong", !!wrong); }
function keep() {
  const texts = {};
  changed.forEach((key) => { texts[key] = [value(key), revision(key).value]; });
  try {
    if (changed.size) localStorage.setItem(kept, JSON.stringify(texts)); else localStorage.removeItem(kept);
  } catch { /* private windows keep nothing; the page itself still does */ }
}
async function save() {
  if (running) { again = true; return; }
  if (!changed.size) return;
  running = true;
  const sent = new Map([...changed].map((key) => [key, value(key)]));
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  sent.forEach((text, key) => { body.append("f:" + key, text); body.append("seen:" + key, revision(key).value); });
  tell("Sparar …");
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("session");
    if (!answer.ok) throw new Error(answer.status === 409 ? (await answer.json()).why : "server");
    const told = await answer.json();
    Object.entries(told.saved).forEach(([key, number]) => {
      revision(key).value = number;
      if (value(key) === sent.get(key)) changed.delete(key);
    });
    Object.keys(told.conflicts).forEach((key) => { revision(key).value = told.conflicts[key]; changed.delete(key); });
    Object.entries(told.notices).forEach(([id, html]) => {
      const place = document.getElementById(id);
      if (place && place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
    });
    Object.entries(told.sums).forEach(([id, text]) => { const place = document.getElementById(id); if (place) place.textContent = text; });
    pause = 1000;
    tell(Object.keys(told.conflicts).length ? told.words : changed.size ? "Sparar …" : told.words, Object.keys(told.conflicts).length > 0);
  } catch (error) {
    again = true;
    pause = Math.min(pause * 2, 30000);
    const why = { session: "Du är utloggad. Det du skrev finns kvar här: logga in i en annan flik, så sparas det.",
      server: "Det gick inte att spara just nu. Det du skrev finns kvar här; nytt försök görs strax." }[error.message];
    tell(why ?? (error instanceof TypeError ? "Ingen kontakt med tjänsten. Det du skrev finns kvar här och sparas när kontakten är tillbaka." : error.message), true);
  }
  running = false;
  keep();
  if (again || changed.size) { again = false; clearTimeout(waiting); waiting = setTimeout(save, pause); }
}
form.addEventListener("input", (event) => {
  const key = event.target.dataset?.field;
  if (!key) return;
  changed.add(key);
  keep();
  clearTimeout(waiting);
  waiting = setTimeout(save, 700);
});
form.addEventListener("change", () => { clearTimeout(waiting); save(); });
window.addEventListener("online", save);
window.addEventListener("beforeunload", (event) => { if (changed.size && !form.dataset.sent) { save(); event.preventDefault(); } });
form.addEventListener("submit", () => { form.dataset.sent = "yes"; });
try {
  // The revision kept is that of what was before her then: a colleague's change since shows as two answers.
  Object.entries(JSON.parse(localStorage.getItem(kept) ?? "{}")).forEach(([key, [text, seen]]) => {
    if (revision(key) && value(key) !== text) { fill(key, text); revision(key).value = seen; changed.add(key); }
  });
  if (changed.size) save();
} catch { localStorage.removeItem(kept); }
