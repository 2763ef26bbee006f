// Files: a button and a list in the page's own language, dropping onto the box, and a word at once when a file is too large,
// before minutes are spent on sending it. The server checks again.
import { say } from "./words.js";

function size(bytes) {
  const [value, unit] = bytes < 1024 ** 2 ? [Math.ceil(bytes / 1024), "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${value.toLocaleString("vi", { maximumFractionDigits: 1 })} ${unit}`;
}

for (const input of document.querySelectorAll(".drop input[type=file]")) {
  const drop = input.closest(".drop");
  const label = document.createElement("label");
  label.className = "button quiet";
  label.htmlFor = input.id;
  label.textContent = say(input.hasAttribute("capture") ? "takePicture" : input.multiple ? "chooseSome" : "chooseOne");
  const list = document.createElement("ul");
  list.className = "chosen";
  list.setAttribute("aria-live", "polite");
  const error = document.createElement("p");
  error.className = "error";
  error.setAttribute("role", "alert");
  input.classList.add("unseen");
  input.after(label, list, error);

  const show = () => {
    const heavy = [...input.files].find((file) => file.size > Number(input.dataset.each));
    error.textContent = heavy ? say("error") + say("heavy", { name: heavy.name }) : "";
    if (heavy) input.value = "";
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name} · ${size(file.size)}`;
        return item;
      }),
    );
  };
  input.addEventListener("change", show);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}
