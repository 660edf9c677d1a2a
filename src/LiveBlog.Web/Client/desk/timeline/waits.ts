// How long a contribution has been waiting, in minutes, kept up to date.
import { word } from "../words";

const everyMs = 30_000;

export function waits(root: HTMLElement): void {
  const show = () => {
    for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-wait]")) {
      const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(time.dateTime)) / 60_000));
      const text = minutes < 60 ? word("waits", minutes) : word("waits-long", Math.floor(minutes / 60), minutes % 60);
      if (time.textContent !== text) time.textContent = text;
    }
  };
  show();
  setInterval(show, everyMs);
  new MutationObserver(show).observe(root, { childList: true, subtree: true });
}
