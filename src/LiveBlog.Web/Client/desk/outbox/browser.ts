// The outbox in a browser: its storage, its locks, its other tabs.
import { signedInChannel } from "../deliver";
import { attemptMs } from "../send";
import { Outbox, type Message } from "./outbox";
import { openStore } from "./store";

/** @param page this page's id */
export async function openOutbox(account: string, page: string): Promise<Outbox> {
  const name = `liveblog-outbox.${account}`;
  const others = new BroadcastChannel(name);
  const outbox = new Outbox({
    store: await openStore(() => indexedDB, account),
    alone: (action) => alone(navigator.locks, name, action),
    tell: (message) => others.postMessage(message),
    fetch: (...args) => fetch(...args),
    now: Date.now,
    random: Math.random,
    later(action, ms) {
      // A longer wait than a browser's timers can hold would be none.
      const timer = setTimeout(action, Math.min(ms, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
    account, page, isOurs: pagesOfTab(page),
  });
  others.onmessage = ({ data }: MessageEvent<Message>) => outbox.hear(data);
  signedInChannel().onmessage = () => outbox.signedIn();
  addEventListener("online", () => void outbox.sendWaiting());
  // Back from signing in in another window. Not from the frame on top of this page, in which somebody is still at it.
  addEventListener("focus", () => { if (outbox.signedOut !== null && document.querySelector("dialog[open]") === null) outbox.signedIn(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) outbox.wake(); });
  await outbox.begin();
  return outbox;
}

/** A tab remembers its pages for as long as it is open; most of them are long gone. */
function pagesOfTab(page: string): (other: string) => boolean {
  const key = "liveblog.pages";
  const most = 50;
  try {
    const pages = [...(sessionStorage.getItem(key) ?? "").split(" ").filter(Boolean), page].slice(-most);
    sessionStorage.setItem(key, pages.join(" "));
    return (other) => pages.includes(other);
  } catch {
    return (other) => other === page;
  }
}

/** A page that was put to sleep in the middle of a sending keeps its lock: after so long another one takes it away. */
const patienceMs = 3 * attemptMs;

async function alone(locks: LockManager | undefined, name: string, action: () => Promise<void>): Promise<void> {
  // Only secure pages have locks. Elsewhere two tabs may send the same twice, which is once.
  if (locks === undefined) return action();
  let begun = false;
  const run = () => {
    begun = true;
    return action();
  };
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), patienceMs);
  try {
    await locks.request(name, { signal: impatience.signal }, run);
  } catch (failure) {
    if (begun) {
      // Taken away while the answer was on its way: it is settled all the same.
      if ((failure as Error).name !== "AbortError") throw failure;
    } else await locks.request(name, { steal: true }, run);
  } finally {
    clearTimeout(timer);
  }
}
