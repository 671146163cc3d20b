// While a document is being read: asks every other second, and shows the page anew when it has been.
const waits = document.querySelector("[data-progress]");
async function ask() {
  try {
    const answer = await fetch(waits.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).is_read) { location.reload(); return; }
  } catch { document.getElementById("progress").textContent = waits.dataset.offline; }
  setTimeout(ask, 2000);
}
if (waits) setTimeout(ask, 2000);
