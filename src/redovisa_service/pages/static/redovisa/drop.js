// A file may be dropped on the page as well as chosen; without this the chooser and its button do all.
document.querySelectorAll(".drop").forEach((place) => {
  const file = place.querySelector("input[type=file]");
  ["dragover", "dragenter"].forEach((name) => place.addEventListener(name, (event) => { event.preventDefault(); place.classList.add("is-over"); }));
  ["dragleave", "drop"].forEach((name) => place.addEventListener(name, () => place.classList.remove("is-over")));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    const dropped = event.dataTransfer.files;
    place.querySelector("[role=alert]").hidden = dropped.length < 2; // the chooser takes one: of two none is taken
    if (dropped.length === 1) { file.files = dropped; place.requestSubmit(); }
  });
});
document.querySelector(".lit")?.scrollIntoView({ block: "center" });
