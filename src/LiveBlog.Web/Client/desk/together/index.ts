// What people at an event's desk share: who is here, notes, templates, numbers of readers.
import { uuid7 } from "../uuid";
import { watchDoing } from "./doing";
import { DeskConnection, signalRDeskHub } from "./hub";
import { Notes } from "./notes";
import { numbers } from "./numbers";
import { People } from "./people";
import { Templates } from "./templates";

/** @param refresh asks for the list of entries anew */
export function mountTogether(refresh: () => void): void {
  numbers();
  const main = document.querySelector<HTMLElement>("main");
  const slug = /^\/desk\/([^/]+)/.exec(location.pathname)?.[1];
  const panel = document.querySelector<HTMLElement>("[data-notes]");
  const form = document.querySelector<HTMLFormElement>("form#composer");
  if (!main || slug === undefined || !(panel || document.querySelector("[data-people], form#editor"))) return;

  const self = document.body.dataset.userKey ?? "";
  const notes = panel ? new Notes(panel, self) : null;
  const menu = form?.querySelector<HTMLDetailsElement>("[data-templates]");
  const templates = form && menu ? new Templates(menu, form) : null;
  const people = new People(document.body, self);
  const connection = new DeskConnection({
    slug: decodeURIComponent(slug),
    tab: uuid7(),
    hub: signalRDeskHub,
    people: (all) => people.show(all),
    changed(part) {
      if (part === "entries" || part === "all") refresh();
      if (part === "notes" || part === "all") void notes?.refresh();
      if (part === "templates" || part === "all") templates?.changed();
    },
  });
  connection.start();
  watchDoing(main, (what) => connection.say(what));
  const wake = () => connection.wake();
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  addEventListener("pagehide", () => connection.stop());
  addEventListener("pageshow", (shown) => { if (shown.persisted) connection.start(); });
}
