// The script of every reader's page: binds whichever feeds are there, and has no words of its own.
import { Connection, type FollowedSet } from "./connection";
import { connectionNotice } from "./connection-notice";
import { loadOnClick } from "./cards";
import { tellHeight } from "./embedded";
import { followEvent } from "./event-feed";
import type { Feed } from "./feed";
import { signalRHub } from "./hub";
import { closeOutside } from "./panel";
import { preferredAddress, remembered } from "./preferences";
import { ReadingPlace } from "./reading-place";
import { keepPlaceInHistory, reloadPage, restorePlace } from "./reload";
import { sharing } from "./share";
import { browserPlaces, fetchStream } from "./stream";
import { Times } from "./times";
import { bindWire } from "./wire-feed";
import { chooseZone } from "./zone";

/** Between two looks at relative times, in milliseconds. */
const timesMs = 15_000;

// Style sheets of browsers that cannot ask (`@media (scripting)`) look at this.
document.documentElement.dataset.script = "";

const entries = document.querySelector<HTMLElement>("#entries[data-event]");
const preferred = preferredAddress(entries, location.href);
if (preferred) location.replace(preferred);
else void start();

/** Lets the browser show what there is and answer the reader before more is done. */
function breathe(): Promise<void> {
  return new Promise((go) => { setTimeout(go); });
}

async function start(): Promise<void> {
  const place = new ReadingPlace();
  const times = new Times();
  const event = entries && followEvent(entries, { place, times });
  await breathe();
  const wire = bindWire({ place, times });
  await breathe();
  chooseZone(times, () => place.keep(() => {
    times.refresh();
    event?.arrange();
  }));

  loadOnClick();
  sharing();
  closeOutside(document.querySelector("#reader-settings"));
  if (parent !== window) tellHeight();
  remembered("data-saver", (on) => {
    const url = new URL(location.href);
    if (on) url.searchParams.set("images", "no");
    else url.searchParams.delete("images");
    location.assign(url);
  });

  // An event's entries were arranged, their times with them.
  if (event === null) times.refresh();
  setInterval(() => {
    if (!document.hidden) place.keep(() => times.refresh());
  }, timesMs);

  if (!restorePlace()) event?.arrive();
  place.watch();

  const notice = connectionNotice(document.querySelector("#connection"));
  const sets = [event?.feed, wire].flatMap((feed) => (feed ? [setOf(feed, feed !== event?.feed)] : []));
  const connection = new Connection({
    hubUrl: (entries ?? wire?.element)?.dataset.hub ?? "",
    sets,
    hub: signalRHub(),
    stream: fetchStream({ place: browserPlaces }),
    onState(state) {
      if (entries) entries.dataset.connection = state;
      else if (wire) wire.element.dataset.connection = state;
      notice(state);
    },
    onStop: () => reloadPage(),
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) event?.leave();
    else {
      times.refresh();
      event?.comeBack();
      connection.wake();
    }
  });
  addEventListener("online", () => connection.wake());
  addEventListener("pagehide", () => {
    event?.leave();
    keepPlaceInHistory(entries);
    // A page with an open socket is not kept for the back button.
    connection.stop();
  });
  addEventListener("pageshow", (shown) => {
    if (!shown.persisted) return;
    history.scrollRestoration = "auto";
    connection.start();
    event?.comeBack();
  });

  await breathe();
  connection.start();
}

function setOf(feed: Feed, optional: boolean): FollowedSet {
  const { event: slug = "", changes: changesUrl = "", stream: streamUrl } = feed.element.dataset;
  return {
    slug,
    changesUrl,
    ...(streamUrl && { streamUrl }),
    optional,
    position: () => ({ epoch: feed.state.epoch, revision: feed.state.revision, status: feed.state.event.status }),
    receive: (message) => feed.receive(message),
  };
}
