// Puts the outbox on the page.
import { Drafts, type DraftStorage } from "../drafts";
import { giveBack, pullBack } from "./back";
import { joinWith } from "../merge/dialog";
import { bar } from "./bar";
import { offerDelay } from "./delay";
import { outbox as opened, pageId } from "./index";
import type { Item } from "./item";
import { keys } from "./keys";
import { sendWhenLeaving, staysAtDesk } from "./leaving";
import { notes } from "./notes";
import { signInOnTop } from "./sign-in";

export async function mountOutbox(storage: DraftStorage): Promise<void> {
  const root = document.querySelector<HTMLElement>("#outbox");
  if (root === null) return;
  offerDelay(document);
  const outbox = await opened();
  const back = async ({ id }: Item) => {
    const item = outbox.items.find((other) => other.id === id);
    if (item?.form === undefined) {
      await outbox.undo(id);
      return;
    }
    const { name, page } = item.form;
    const pulled = await pullBack(outbox, { ...item, form: item.form }, new Drafts(storage, name, pageId), pageId);
    if (pulled === null || giveBack(pulled)) return;
    // Its form is on another page, which finds the text among its drafts.
    if (page !== location.pathname && staysAtDesk(page)) location.assign(page);
  };
  const compare = async (item: Item) => {
    const current = item.problem?.current;
    if (!current || item.body === undefined) return;
    const changes = await joinWith(item.base, item.body, current);
    if (changes === null) return;
    // All as the other had it: nothing is left to be saved.
    if (Object.keys(changes).length === 0) await outbox.undo(item.id);
    else await outbox.again(item.id, { body: { ...changes, version: current.version }, base: { ...item.base, ...current } });
  };
  bar(root, document.querySelector("#outbox-status"), outbox, { back: (item) => void back(item), compare: (item) => void compare(item) });
  keys(outbox, (item) => void back(item));
  sendWhenLeaving(outbox);
  signInOnTop(outbox);
  const list = document.querySelector<HTMLElement>("#desk-live");
  if (list) notes(list, outbox);
}
