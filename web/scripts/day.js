// A calendar beside a box for a day. The box always shows day/month/year; a native date field would show the order of the
// browser's own country.
import { say } from "./words.js";

for (const box of document.querySelectorAll("input[data-day]")) {
  const picker = document.createElement("input");
  if (!picker.showPicker) break;
  picker.type = "date";
  picker.tabIndex = -1;
  picker.className = "picker";
  picker.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "calendar";
  button.setAttribute("aria-label", say("calendar", { of: box.labels[0]?.textContent.trim() ?? "" }));
  button.addEventListener("click", () => {
    const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(box.value.trim()) ?? [];
    picker.value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    box.value = picker.value.split("-").reverse().join("/");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  box.after(button, picker);
}
