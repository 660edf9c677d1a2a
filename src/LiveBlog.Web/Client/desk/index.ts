// The script of the desk: wires the parts together, and has no words of its own.
import { signedInChannel } from "./deliver";
import { forget } from "./drafts";
import { mountForm, storage } from "./forms";
import { live } from "./live";
import { mountPhoto } from "./media";
import { onSettled } from "./outbox";
import { mountOutbox } from "./outbox/mount";
import { writePressed } from "./pressed";
import { running } from "./running";
import { timeline } from "./timeline";
import { mainButton } from "./timeline/main-button";
import { recall, remember } from "./timeline/remembered";
import { mountTogether } from "./together";

// The sign-in page in a frame on top of another page: no head of its own.
if (self !== top) document.documentElement.classList.add("framed");

const sent = document.querySelector<HTMLElement>("[data-draft-done]")?.dataset.draftDone;
if (sent) forget(storage, sent);

const list = document.querySelector<HTMLElement>("#desk-live");
const refresh = list ? live(list) : () => Promise.resolve();
timeline(list, refresh, mount);
if (list) onSettled(() => void refresh());
void mountOutbox(storage);

function mount(form: HTMLFormElement): void {
  mainButton(form);
  recall(form);
  writePressed(form);
  mountForm(form, () => void refresh());
}
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) mount(form);

for (const place of document.querySelectorAll<HTMLElement>("[data-media=photo]")) mountPhoto(place);

recall(document);
remember();
mountTogether(refresh);
running();

if (document.querySelector("[data-close-window]")) {
  signedInChannel().postMessage(null);
  close();
}
