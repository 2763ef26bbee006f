// Passkeys: fetches a challenge, lets the device sign it, and sends what it signed in the page's own form.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const each = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function sign(kind, url) {
  const answer = await fetch(url, { method: "POST", headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error("no challenge");
  const { publicKey } = await answer.json();
  publicKey.challenge = bytes(publicKey.challenge);
  if (kind === "create") {
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = each(publicKey.excludeCredentials);
  } else {
    publicKey.allowCredentials = each(publicKey.allowCredentials);
  }
  const made = await navigator.credentials[kind]({ publicKey });
  const response = { clientDataJSON: text(made.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[part]) response[part] = text(made.response[part]);
  }
  if (made.response.getTransports) response.transports = made.response.getTransports();
  return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response, extensions: made.getClientExtensionResults() });
}

if (window.PublicKeyCredential) {
  for (const hint of document.querySelectorAll(".without-scripts")) hint.hidden = true;
  for (const part of document.querySelectorAll("[data-passkey]")) {
    part.hidden = false;
    const form = part.querySelector("form");
    const failed = part.querySelector("[data-passkey-failed]");
    form.addEventListener("submit", async (event) => {
      if (form.elements.khoa.value) return;
      // Before the guard against a second press: nothing is sent yet.
      event.preventDefault();
      event.stopPropagation();
      failed.hidden = true;
      try {
        form.elements.khoa.value = await sign(part.dataset.passkey, part.dataset.challenge);
        form.requestSubmit();
      } catch {
        failed.textContent = failed.dataset.passkeyFailed;
        failed.hidden = false;
      }
    });
  }
}
