// Asks before a page is left with text that was written there and not sent. The form's own boxes are saved as one types,
// and one who signs in has nothing to lose.
const BOXES = "textarea, input:not([type]), input[type=text], input[type=date]";
const posted = [...document.querySelectorAll("main form[method=post]")];
const written = posted.filter((one) => !one.querySelector("[type=password], [autocomplete=one-time-code]"))
  .flatMap((one) => [...one.querySelectorAll(BOXES)]).filter((box) => !box.dataset.field);
let onItsWay = null; // the form that is being sent: its own text is not lost, that of the page's other forms would be
document.addEventListener("submit", (event) => { onItsWay = event.defaultPrevented ? null : event.target; });
window.addEventListener("beforeunload", (event) => {
  if (written.some((box) => box.form !== onItsWay && box.value !== box.defaultValue)) event.preventDefault();
  onItsWay = null;
});
