// Saves each change as it was typed, keeps in this browser what could not be saved until it could, shows what a
// colleague writes meanwhile, and never lets one person's text push out another's.
const form = document.querySelector("form[data-save]");
const words = JSON.parse(document.getElementById("save-words").textContent);
const state = document.getElementById("save-state");
const spoken = document.getElementById("spoken");
const store = `redovisa:${form.dataset.person}:${form.dataset.case}`;
const SOON = 700, WATCH = 15000, LONGEST = 30000;
const changed = new Set();      // fields whose text here is not yet with the service
const contested = new Map();    // fields that a colleague changed meanwhile: waiting for a choice; key → revision
const elsewhere = new Map();    // texts of the case's other pages that wait in this browser; key → [text, revision]
let stamp = form.dataset.stamp, timer = null, pause = 1000, running = null, canKeep = true, stopped = false;
document.documentElement.classList.add("has-script");

const rooms = (key) => [...form.querySelectorAll(`[data-field="${CSS.escape(key)}"]`)];
const revision = (key) => form.elements["seen:" + key];
function value(key) {
  const all = rooms(key);
  if (all[0].type === "radio") return all.find((room) => room.checked)?.value ?? "";
  if (all[0].type === "checkbox") return all[0].checked ? all[0].value : "";
  return all[0].value;
}
function fill(key, text) {
  for (const room of rooms(key)) {
    if (room.type === "radio") room.checked = room.value === text;
    else if (room.type === "checkbox") room.checked = text !== "";
    else room.value = text;
  }
}
function tell(kind, text, link) {
  const said = state.querySelector("span");
  // What is told already is left alone: a new attempt must not take away the link that is just being pressed.
  if (state.dataset.told === text) return;
  state.dataset.state = kind;
  state.dataset.told = text;
  said.textContent = text;
  if (link) {
    const way = document.createElement("a");
    way.href = link; way.textContent = words.sign_in;
    said.append(" ", way);
  }
}

// What this browser keeps: one record per person and case, with the moment, so that it can be thrown away by age.
function kept() {
  try { return JSON.parse(localStorage.getItem(store))?.texts ?? {}; } catch { return {}; }
}
function keep(change) {
  try {
    const texts = kept();
    change(texts);
    if (Object.keys(texts).length) localStorage.setItem(store, JSON.stringify({ at: Date.now(), texts }));
    else localStorage.removeItem(store);
  } catch { canKeep = false; }
}
const keepField = (key) => keep((texts) => { texts[key] = [value(key), revision(key).value]; });
const forget = (key, text) => keep((texts) => { if (texts[key]?.[0] === text) delete texts[key]; });

function body(sent) {
  const all = new FormData();
  all.append("stamp", stamp);
  if (form.dataset.calm) all.append("calm", "yes"); // what is missing is told when the page is left, not at the first word
  sent.forEach(([text, seen], key) => { all.append("f:" + key, text); all.append("seen:" + key, seen); });
  return all;
}
async function post(sent) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const answer = await fetch(form.dataset.save, {
    method: "POST", body: body(sent), redirect: "manual", keepalive: document.hidden,
    headers: { Accept: "application/json", "X-CSRFToken": token },
  });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Error("session");
  if (answer.status === 409) throw Object.assign(new Error("refused"), { why: (await answer.json()).why });
  if (!answer.ok) throw new Error("server");
  return answer.json();
}
function show(told) {
  for (const [key, [text, number]] of Object.entries(told.cells ?? {})) {
    if (!revision(key) || changed.has(key) || contested.has(key)) continue;
    if (rooms(key).includes(document.activeElement) && value(key) !== text) continue;
    fill(key, text);
    revision(key).value = number;
  }
  for (const [id, html] of Object.entries(told.notices ?? {})) {
    const place = document.getElementById(id);
    if (!place || (contested.has(place.dataset.for) && !(place.dataset.for in told.conflicts))) continue;
    if ((place.dataset.html ?? place.innerHTML.trim()) !== html) place.innerHTML = html;
    place.dataset.html = html;
  }
  for (const [id, sign] of Object.entries(told.signs ?? {})) {
    const room = document.getElementById(id);
    for (const one of ["wrong", "ask"]) room?.classList.toggle(`has-${one}`, one === sign && room.type !== "radio");
  }
  const sums = [];
  for (const [id, text] of Object.entries(told.sums ?? {})) {
    const place = document.getElementById(id);
    if (place && place.textContent !== text) { place.textContent = text; sums.push(`${place.dataset.label}: ${text}`); }
  }
  if (sums.length) spoken.textContent = sums.join(". ");
  const others = document.getElementById("others");
  if (told.others !== undefined && others.textContent !== told.others) others.textContent = told.others;
  if (told.left !== undefined) document.getElementById("left").textContent = told.left;
  stamp = told.stamp ?? stamp;
}
function settle(told, sent) {
  for (const [key, number] of Object.entries(told.saved)) {
    const text = sent.get(key)?.[0];
    forget(key, text);
    elsewhere.delete(key);
    if (!revision(key)) continue;
    revision(key).value = number;
    if (value(key) === text) changed.delete(key);
  }
  for (const [key, number] of Object.entries(told.conflicts)) {
    changed.delete(key);
    elsewhere.delete(key); // it stays in this browser, and is asked about on its own page
    if (revision(key)) contested.set(key, number);
  }
}
function failed(error) {
  if (error.message === "session") tell("failed", words.session, form.dataset.signIn);
  else if (error.message === "refused") { stopped = true; tell("failed", error.why); }
  else if (error.message === "server") tell("failed", words.again);
  else tell("kept", canKeep ? words.offline : words.offline_unkept);
  pause = Math.min(pause * 2, LONGEST);
}
async function exchange() {
  const sent = new Map(elsewhere);
  changed.forEach((key) => sent.set(key, [value(key), revision(key).value]));
  if (sent.size && !["failed", "kept"].includes(state.dataset.state)) tell("saving", words.saving);
  try {
    const told = await post(sent);
    settle(told, sent);
    show(told);
    pause = 1000; stopped = false;
    if (contested.size) tell("failed", words.contested);
    else if (sent.size && !changed.size) tell("saved", told.words);
    else if (!changed.size && ["failed", "kept"].includes(state.dataset.state)) tell("saved", told.words);
  } catch (error) {
    if (sent.size || error.message !== "server") failed(error);
  }
}
async function save() {
  clearTimeout(timer);
  if (!running) running = exchange().finally(() => { running = null; });
  await running;
  const waits = (changed.size || elsewhere.size) && !stopped;
  clearTimeout(timer);
  if (waits || !document.hidden) timer = setTimeout(save, waits ? (state.dataset.state === "saving" ? SOON : pause) : WATCH);
}
function choose(button) {
  const key = button.value;
  if (button.name === "take") { forget(key, value(key)); contested.delete(key); stamp = ""; fill(key, button.dataset.text); }
  else { revision(key).value = contested.get(key); contested.delete(key); changed.add(key); keepField(key); }
  if (button.name === "take") revision(key).value = button.dataset.revision;
  rooms(key)[0].focus();
  return save();
}

form.addEventListener("input", (event) => {
  const key = event.target.dataset?.field;
  if (!key) return;
  keepField(key);
  stopped = false;
  if (contested.has(key)) return; // a choice is waited for: nothing is pushed out by typing on
  changed.add(key);
  clearTimeout(timer);
  timer = setTimeout(save, SOON);
});
form.addEventListener("change", (event) => { if (changed.has(event.target.dataset?.field)) save(); });
form.addEventListener("submit", async (event) => {
  if (form.dataset.sent) return;
  event.preventDefault();
  const button = event.submitter;
  if (button && ["take", "keep"].includes(button.name)) { await choose(button); return; }
  if (form.dataset.going) return;
  form.dataset.going = "yes";
  if (running) await running;
  if (changed.size || elsewhere.size) await save();
  if (!changed.size && !contested.size && button?.name === "done") {
    form.dataset.sent = "yes";
    setTimeout(() => form.requestSubmit(button)); // while an event is being told of, the browser would pass it over
    return;
  }
  if (!changed.size && !contested.size && button?.name !== "stay") { window.location.assign(form.dataset.next); return; }
  delete form.dataset.going;
  if (contested.size) rooms(contested.keys().next().value)[0].focus();
  else if (!changed.size && state.dataset.state !== "saved") tell("saved", words.nothing);
});
window.addEventListener("online", save);
window.addEventListener("pageshow", (event) => { if (event.persisted) { stamp = ""; delete form.dataset.going; delete form.dataset.sent; save(); } });
document.addEventListener("visibilitychange", () => { if (!document.hidden || changed.size) save(); });
window.addEventListener("beforeunload", (event) => { if (changed.size && !canKeep) event.preventDefault(); });
window.addEventListener("redovisa:left", () => { changed.clear(); elsewhere.clear(); clearTimeout(timer); });

// What waited in this browser: of this page it is put back with the revision it was written against, so that a
// colleague's change since then shows as two answers; of the other pages it is sent on.
for (const [key, [text, seen]] of Object.entries(kept())) {
  if (!revision(key)) elsewhere.set(key, [text, seen]);
  else if (value(key) === text) forget(key, text);
  else { fill(key, text); revision(key).value = seen; changed.add(key); }
}
if (changed.size || elsewhere.size) save(); else timer = setTimeout(save, WATCH);
