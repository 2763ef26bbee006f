// What is typed while the server redraws a part of a form stays: the answer holds only what was there when it was asked.
const edits = new Map();

const key = (field) => (field.type === "radio" || field.type === "checkbox" ? `${field.name}=${field.value}` : field.name);

document.addEventListener("input", ({ target }) => {
  if (target.name && target.type !== "file") edits.set(key(target), target);
});

document.addEventListener("htmx:before:request", () => edits.clear());

document.addEventListener("htmx:after:swap", () => {
  for (const [name, typed] of edits) {
    if (typed.isConnected) continue;
    const drawn = [...document.getElementsByName(typed.name)].find((field) => key(field) === name);
    if (!drawn) continue;
    if (typed.type === "radio" || typed.type === "checkbox") drawn.checked = typed.checked;
    else drawn.value = typed.value;
  }
});
