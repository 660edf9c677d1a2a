// The desk's page of an event: its tabs, its entries and all that can be done with them by mouse, thumb and key.
import { actions } from "../actions";
import { enqueue, type Wanted } from "../outbox";
import { StateLine } from "../state-line";
import { word } from "../words";
import { copyLinks } from "./copy";
import { editing } from "./edit";
import { fields } from "./fields";
import { filterLists } from "./filter";
import { help } from "./help";
import { focusText, keys } from "./keys";
import { menus } from "./menus";
import { navigate } from "./navigate";
import { notices } from "./notices";
import { pinned } from "./pinned";
import { waits } from "./waits";

/**
 * @param list the entries, `#desk-live`; null on other pages of the desk
 * @param show asks for what the address names, and answers when it is shown
 * @param mount makes a form keep and send what is typed into it
 */
export function timeline(list: HTMLElement | null, show: () => Promise<void>, mount: (form: HTMLFormElement) => void): void {
  fields();
  notices();
  menus();
  filterLists();
  const showHelp = help();
  const line = new StateLine(document.querySelector<HTMLElement>("#list-state"));
  const edits = editing(line, mount);
  const send = (wanted: Wanted) => void enqueue(wanted).catch(() => line.say(word("outbox-not-stored")));
  const order = pinned(line, send);
  keys({ editing: edits, pinned: order, showHelp });
  if (list === null) return;
  actions(line);
  navigate(async () => {
    await show();
    dispatchEvent(new Event("desk:shown"));
  });
  copyLinks(line);
  waits(list);
  const composer = document.querySelector<HTMLFormElement>("#composer");
  const write = document.querySelector("[data-write]");
  if (composer === null || write === null) return;
  write.addEventListener("click", (click) => {
    click.preventDefault();
    focusText(composer);
  });
  // Only where the composer is out of sight is a way to it needed.
  new IntersectionObserver(([seen]) => write.classList.toggle("near", seen?.isIntersecting === true)).observe(composer);
}
