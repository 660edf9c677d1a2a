// A form that makes or asks for a passkey: the answer goes into its hidden field, and the form is sent.
import { creationOptions, requestOptions, toJson } from "./credentials";

let waiting: AbortController | null = null;

export function passkey(form: HTMLFormElement): void {
  if (typeof PublicKeyCredential === "undefined") return;
  form.hidden = false;
  for (const hidden of form.querySelectorAll<HTMLElement>("[data-ask], [data-with-script]")) hidden.hidden = false;
  form.querySelector("[data-ask]")?.addEventListener("click", () => void ask(form));
  if (form.dataset.passkey === "get") void offer(form);
}

/** Lets the browser offer passkeys among what it fills into the address field. */
async function offer(form: HTMLFormElement): Promise<void> {
  if (!document.querySelector("input[autocomplete~=webauthn]")) return;
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  try {
    await answer(form, "conditional");
  } catch {
    // Called off by the button, or by the person: the button is still there.
  }
}

async function ask(form: HTMLFormElement): Promise<void> {
  const state = form.querySelector<HTMLElement>("[data-state]");
  if (state) state.textContent = "";
  try {
    await answer(form);
  } catch (failure) {
    if (state) state.textContent = failure instanceof Said ? failure.message : (state.dataset.failed ?? "");
  }
}

async function answer(form: HTMLFormElement, mediation?: CredentialMediationRequirement): Promise<void> {
  // One question at a time: browsers refuse a second one.
  waiting?.abort();
  const { signal } = (waiting = new AbortController());
  const response = await fetch(form.dataset.options!, { method: "POST", body: new FormData(form), credentials: "same-origin", signal });
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw json.problem ? new Said(json.problem) : new Error(String(response.status));
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: creationOptions(json), signal })
    : await navigator.credentials.get({ publicKey: requestOptions(json), signal, ...(mediation && { mediation }) });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("There was no passkey.");
  form.querySelector<HTMLInputElement>("input[name=Credential]")!.value = toJson(credential);
  // Without what the fields ask for: with a passkey no password is needed.
  form.submit();
}

/** What the server said, for people. */
class Said extends Error {}
