// The script of an event page: wires the parts together, and has no words of its own.
import { counted } from "../shared/words";
import { Announcer } from "./announcer";
import { Connection } from "./connection";
import { connectionNotice } from "./connection-notice";
import { Feed } from "./feed";
import { signalRHub } from "./hub";
import { autoUpdate, preferredAddress, rememberOrder } from "./preferences";
import { reloadPage, restorePlace } from "./reload";
import { absence, highestPosition, lastSeen, LeftOffLine, remember } from "./visits";

const element = document.querySelector<HTMLElement>("#entries[data-event]");
const preferred = element && preferredAddress(element, location.href);
if (preferred) location.replace(preferred);
else if (element) follow(element);

function follow(element: HTMLElement): void {
  const { event: slug = "", hub: hubUrl = "", changes: changesUrl = "" } = element.dataset;
  for (const hidden of document.querySelectorAll<HTMLElement>("[data-needs-script]")) hidden.hidden = false;
  rememberOrder();

  const button = document.querySelector<HTMLElement>("#new-entries");
  const words = (count: number) => (button ? counted(button, count) : "");
  const announcer = new Announcer(document.querySelector("#announcer"), words);
  const line = new LeftOffLine();
  const baseTitle = document.title;
  let arrivedWhileHidden = 0;

  const automatic = autoUpdate((on) => {
    if (on && feed.atLiveEdge()) feed.reveal({ go: false, focus: false });
  });
  const feed = new Feed(element, {
    autoUpdate: () => automatic.on,
    arrange: () => line.place(feed.shown()),
    onChange(arrived) {
      if (document.hidden) arrivedWhileHidden += arrived;
      announcer.add(arrived);
      showCounts();
    },
  });

  function showCounts(): void {
    const { waiting } = feed;
    if (button) {
      if (waiting > 0) button.textContent = words(waiting);
      button.hidden = waiting === 0;
    }
    const unseen = Math.max(waiting, arrivedWhileHidden);
    const title = feed.state.event.title;
    const current = element.dataset.title && title ? baseTitle.replace(element.dataset.title, () => title) : baseTitle;
    document.title = unseen > 0 ? `(${unseen}) ${current}` : current;
  }

  button?.addEventListener("click", (click) => {
    const elsewhere = feed.pageWithNews;
    if (elsewhere !== null) location.assign(elsewhere);
    // A click without a pointer (detail 0) comes from the keyboard or a screen reader.
    else feed.reveal({ go: true, focus: click.detail === 0 });
  });

  const notice = connectionNotice(document.querySelector("#connection"));
  const connection = new Connection({
    hubUrl,
    sets: [{
      slug,
      changesUrl,
      position: () => ({ epoch: feed.state.epoch, revision: feed.state.revision, status: feed.state.event.status }),
      receive: (message) => feed.receive(message),
    }],
    hub: signalRHub(),
    onState(state) {
      element.dataset.connection = state;
      notice(state);
    },
    onStop: () => reloadPage(element),
  });

  line.mark = lastSeen(slug);
  feed.rearrange();
  restorePlace();

  let left: { readonly at: number; readonly seen: string } | null = null;
  const leave = () => {
    // What comes in while the page is hidden is shown but not seen.
    left ??= { at: Date.now(), seen: highestPosition(feed.shown()) };
    if (left.seen !== "") remember(slug, left.seen, Date.now());
  };
  const comeBack = () => {
    if (left !== null && Date.now() - left.at >= absence && highestPosition(feed.shown()) > left.seen) {
      line.mark = left.seen;
      feed.rearrange();
    }
    left = null;
    arrivedWhileHidden = 0;
    showCounts();
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leave();
    else {
      comeBack();
      connection.wake();
    }
  });
  addEventListener("online", () => connection.wake());
  addEventListener("pagehide", () => {
    leave();
    // A page with an open socket is not kept for the back button.
    connection.stop();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    connection.start();
    comeBack();
  });

  connection.start();
}
