// The script of the desk: wires the parts together, and has no words of its own.
import { actions } from "./actions";
import { composer } from "./composer";
import { signedInChannel } from "./deliver";
import { browserLocks, Drafts, forget, type DraftStorage } from "./drafts";
import { editor } from "./editor";
import { Keeper } from "./keeper";
import { live } from "./live";
import { mountMedia, mountPhoto } from "./media";
import { onSettled, pageId, wasSent } from "./outbox";
import { mountOutbox } from "./outbox/mount";
import { StateLine } from "./state-line";

// Where storage is forbidden the mere look at it throws.
const nothing: DraftStorage = {
  length: 0, key: () => null, getItem: () => null, removeItem() {}, setItem() { throw new Error("This browser keeps nothing."); },
};
const storageOf = (open: () => Storage): DraftStorage => {
  try {
    return open();
  } catch {
    return nothing;
  }
};
const storage = storageOf(() => localStorage);
const tab = storageOf(() => sessionStorage);

// The sign-in page in a frame on top of another page: no head of its own.
if (self !== top) document.documentElement.classList.add("framed");

const sent = document.querySelector<HTMLElement>("[data-draft-done]")?.dataset.draftDone;
if (sent) forget(storage, sent);

const list = document.querySelector<HTMLElement>("#desk-live");
const refresh = list ? live(list) : () => {};
if (list) actions(list, refresh);
void mountOutbox(storage);
if (list) onSettled(refresh);

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) {
  const line = new StateLine(form.querySelector<HTMLElement>("[data-state]"));
  // One browser may serve several people: nobody is shown another's text.
  const drafts = new Drafts(storage, `${document.body.dataset.userKey}.${form.id}.${form.dataset.keep}`, pageId);
  const keeper = new Keeper(form, { drafts, locks: browserLocks(navigator.locks), line, tab, wasSent });
  mountMedia(form);
  if (form.id === "composer") composer(form, keeper, line, refresh);
  else if (form.id === "editor") editor(form, keeper, line);
  else form.addEventListener("submit", () => keeper.save());
  void keeper.begin();
}

for (const place of document.querySelectorAll<HTMLElement>("[data-media=photo]")) mountPhoto(place);

if (document.querySelector("[data-close-window]")) {
  signedInChannel().postMessage(null);
  close();
}
