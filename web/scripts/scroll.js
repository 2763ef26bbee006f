// After an action that leads back to the same page, the page stays where it was.
const KEY = "cuon";

document.addEventListener("submit", (event) => {
  if (event.target.method === "post") {
    sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, y: scrollY, at: Date.now() }));
  }
});

try {
  const { path, y, at } = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  sessionStorage.removeItem(KEY);
  const elsewhere = location.hash || document.querySelector(".error-summary, .flash");
  if (path === location.pathname && Date.now() - at < 30_000 && !elsewhere) scrollTo(0, y);
} catch {
  // No storage: the page begins at its top.
}
