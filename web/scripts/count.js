// How many characters are left in a text area. Counted as the server counts: by code point, one for a line break.
function count(area) {
  const counter = document.getElementById(`${area.id}-dem`);
  if (!counter) return;
  const left = Number(area.dataset.max) - [...area.value.trim()].length;
  counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{n}", Math.abs(left).toLocaleString("vi"));
  counter.classList.toggle("over", left < 0);
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-max]")) count(event.target);
});
for (const area of document.querySelectorAll("textarea[data-max]")) {
  if (area.value) count(area);
}
