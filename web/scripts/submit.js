// A second press while the first is under way does nothing. The idempotency key would catch it on the server too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.under) {
    event.preventDefault();
    return;
  }
  form.dataset.under = "way";
  form.setAttribute("aria-busy", "true");
  // After this turn: a disabled button would not send its own name and value.
  setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true")));
});

// The page came back from the browser's memory: it can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-under]")) {
    delete form.dataset.under;
    form.removeAttribute("aria-busy");
    form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-disabled"));
  }
});
