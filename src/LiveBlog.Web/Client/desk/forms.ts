// Makes a form keep what is typed into it, and send it through the outbox.
import { uuid7 } from "./uuid";
import { composer } from "./composer";
import { browserLocks, Drafts, type DraftStorage } from "./drafts";
import { ServerDrafts } from "./drafts/server";
import { editor } from "./editor";
import { Keeper } from "./keeper";
import { mountMedia } from "./media";
import { onSettled, pageId, wasSent } from "./outbox";
import { essentials } from "./running";
import { StateLine } from "./state-line";
import { mountEditors } from "./text";

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
export const storage = storageOf(() => localStorage);
const tab = storageOf(() => sessionStorage);
const locks = browserLocks(navigator.locks);

/** Tells this browser from an editor's others. */
const browser = (() => {
  const key = "liveblog.browser";
  try {
    const known = storage.getItem(key) ?? uuid7();
    storage.setItem(key, known);
    return known;
  } catch {
    return pageId;
  }
})();

/**
 * Mounts a form that has `data-keep`: `#composer` for a new entry, `#editor` (or `data-edit`) for an edit, any other is only kept.
 * @param changed is told when the server has what was sent
 */
export function mountForm(form: HTMLFormElement, changed: () => void = () => {}): Keeper {
  const line = new StateLine(form.querySelector<HTMLElement>("[data-state]"));
  const account = document.body.dataset.userKey ?? "";
  const isEdit = form.id === "editor" || form.dataset.edit !== undefined;
  const kind = isEdit ? "editor" : form.id;
  // One browser may serve several people: nobody is shown another's text.
  const drafts = new Drafts(storage, `${account}.${kind}.${form.dataset.keep}`, pageId);
  const server = serverDrafts(form, account, (id) => keeper.takenElsewhere(id));
  const keeper = new Keeper(form, { drafts, locks, line, tab, wasSent, ...(server && { server }) });
  // First: an entry waits for its photos.
  mountMedia(form);
  mountEditors(form);
  if (kind === "composer") composer(form, keeper, line, changed);
  else if (isEdit) editor(form, keeper, line);
  else if (form.dataset.essentials !== undefined) essentials(form, keeper, line);
  else form.addEventListener("submit", () => keeper.save());
  if (server) {
    // A new entry's text is forgotten by the server with the entry; that of an edit by whoever sent it.
    onSettled(({ kind: outcome, item }) => {
      if (outcome === "done" && item.method !== "POST" && item.form?.name === drafts.form) void server.remove(item.form.id);
    });
  }
  void keeper.begin();
  return keeper;
}

function serverDrafts(form: HTMLFormElement, account: string, taken: (id: string) => void): ServerDrafts | null {
  const place = /^(\/api\/v1\/events\/[^/]+)\/entries(?:\/([^/]+))?$/.exec(form.dataset.api ?? "");
  if (place === null) return null;
  const [, event, entryId] = place;
  return new ServerDrafts({ url: `${event}/working-copies`, account, browser, ...(entryId !== undefined && { entryId }) }, taken);
}
