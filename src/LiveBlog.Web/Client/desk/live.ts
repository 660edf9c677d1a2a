// Keeps the desk's list up to date: the hub tells of what readers see, a slow question finds the drafts of others.
import { Connection } from "../reader/connection";
import { signalRHub } from "../reader/hub";
import { elementFrom } from "../shared/html";
import type { EventStatus } from "../shared/protocol";
import { signInAction } from "./deliver";
import { StateLine } from "./state-line";
import { swap } from "./swap";
import { word } from "./words";

const askMs = 15_000;
const answerMs = 10_000;

/** @returns a function that asks for the list at once, and answers when what the address names is shown */
export function live(list: HTMLElement): () => Promise<void> {
  const { event: slug = "" } = list.dataset;
  const position = {
    epoch: list.dataset.epoch ?? "", revision: Number(list.dataset.revision), status: (list.dataset.status ?? "live") as EventStatus,
  };
  const line = new StateLine(document.querySelector<HTMLElement>("#list-state"));
  let outdated = false;
  let asking = false;
  let wanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Those who wait for what is being asked for. */
  const waiting: (() => void)[] = [];

  async function ask(): Promise<void> {
    wanted = true;
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    try {
      while (wanted) {
        wanted = false;
        await refresh();
      }
    } catch {
      // The next question will do; the connection says whether the network is away.
    } finally {
      asking = false;
      for (const shown of waiting.splice(0)) shown();
      timer = setTimeout(() => { if (document.hidden) timer = undefined; else void ask(); }, askMs);
    }
  }

  async function refresh(): Promise<void> {
    const address = new URL(location.href);
    address.searchParams.set("handler", "Entries");
    address.searchParams.set("stamp", list.dataset.stamp ?? "");
    const response = await fetch(address, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(answerMs) ?? null });
    if (response.status === 401) {
      outdated = true;
      line.say(word("list-signed-out"), signInAction());
      return;
    }
    if (!response.ok) return;
    if (outdated) line.say("");
    outdated = false;
    if (response.status !== 200) return;
    const next = elementFrom(await response.text());
    // The address may name another tab by now.
    if (!next?.querySelector(`#${list.id}`) || wanted) return;
    for (const part of [...next.children]) {
      const old = document.getElementById(part.id);
      if (old && part instanceof HTMLElement) swap(old, part);
    }
    position.epoch = list.dataset.epoch ?? "";
    position.revision = Math.max(Number(list.dataset.revision), 0);
    position.status = (list.dataset.status ?? "live") as EventStatus;
  }

  const connection = new Connection({
    hubUrl: "/hubs/live",
    hub: signalRHub(),
    sets: [{
      slug,
      changesUrl: `/live/${encodeURIComponent(slug)}/changes`,
      position: () => position,
      receive(message) {
        if (message.reload || message.to > position.revision) {
          if (!message.reload) position.revision = message.to;
          if (message.event) position.status = message.event.status;
          void ask();
        }
        return { gap: false, reload: false };
      },
    }],
    onState(state) {
      if (state === "offline") {
        outdated = true;
        line.say(word("list-offline"));
      } else if (outdated) void ask();
    },
  });
  connection.start();
  timer = setTimeout(() => void ask(), askMs);
  const wake = () => {
    connection.wake();
    void ask();
  };
  addEventListener("focus", () => { if (outdated) wake(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  addEventListener("online", wake);
  addEventListener("pagehide", () => connection.stop());
  addEventListener("pageshow", (event) => { if (event.persisted) connection.start(); });
  return () => new Promise((shown) => {
    waiting.push(shown);
    void ask();
  });
}
