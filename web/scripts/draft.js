// Keeps what is typed into a form marked data-draft until it has been sent: for a session that ended meanwhile, a page closed
// by mistake, a network that broke. It stays in this window (sessionStorage), under a mark of the account, and goes with it.
import { say } from "./words.js";

const PREFIX = "nhap:";
const DAY = 24 * 60 * 60 * 1000;
const owner = document.body.dataset.owner ?? "";
const here = `${PREFIX}${owner}:${location.pathname}`;

const kept = (field) =>
  field.name && !field.disabled && !["hidden", "password", "file", "submit", "button"].includes(field.type) &&
  field.autocomplete !== "one-time-code" && !field.closest("[data-no-draft]");

const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false; // full or forbidden: the form works as it does without a draft
  }
}

function gather(form) {
  const values = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    values[field.name] ??= [];
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values[field.name].push(field.value);
    } else {
      values[field.name].push(field.value);
    }
  }
  return values;
}

function fill(form, values) {
  const taken = {};
  let changed = false;
  for (const field of form.elements) {
    if (!kept(field) || !(field.name in values)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      const checked = values[field.name].includes(field.value);
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else {
      const value = values[field.name][taken[field.name] ?? 0];
      taken[field.name] = (taken[field.name] ?? 0) + 1;
      if (value === undefined || value === field.value) continue;
      changed = true;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return changed;
}

const clock = (at) => new Date(at).toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });

function note(form) {
  let place = form.querySelector(":scope > .draft-note");
  if (!place) {
    place = document.createElement("p");
    place.className = "draft-note";
    place.setAttribute("role", "status");
    form.append(place);
  }
  return place;
}

// What was sent and led on is done with. A page that says no, and the sign-in page on the way, leave it alone.
const refused = document.querySelector(".error-summary") || document.body.classList.contains("problem");
const signing = location.pathname === "/dang-nhap";
const said = document.querySelector(".flash.good");
for (const key of keys()) {
  const draft = read(key);
  const old = !draft || Date.now() - draft.at > DAY;
  const foreign = owner && !signing && !key.startsWith(`${PREFIX}${owner}:`) && !key.startsWith(`${PREFIX}:`);
  const passed = draft?.sent && !refused && !signing && (said || draft.path !== location.pathname);
  if (old || foreign || passed) sessionStorage.removeItem(key);
}

document.querySelectorAll("form[data-draft]").forEach((form, index) => {
  const key = `${here}:${index}`;
  const draft = read(key);
  if (draft && !refused && fill(form, draft.values)) {
    form.closest("details")?.setAttribute("open", "");
    const place = note(form);
    form.prepend(place);
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "link";
    discard.textContent = say("discard");
    discard.addEventListener("click", () => {
      sessionStorage.removeItem(key);
      form.reset();
      place.remove();
    });
    place.replaceChildren(document.createTextNode(say("restored", { t: clock(draft.at) })), discard);
  }

  let timer;
  const keep = (sent) => write(key, { at: Date.now(), path: location.pathname, sent, values: gather(form) });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (keep(false)) {
        const place = note(form);
        form.append(place);
        place.textContent = say("kept", { t: clock(Date.now()) });
      }
    }, 600);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(true);
  });
});

document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => keys().forEach((key) => sessionStorage.removeItem(key)));
