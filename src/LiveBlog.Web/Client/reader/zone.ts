// The button that shows all times in the reader's own zone instead of the event's.
import { local } from "../shared/storage";
import { ownZoneName, type Times } from "./times";

const zoneKey = "liveblog.own-zone";

/** @param changed told when times have to be written anew */
export function chooseZone(times: Times, changed: () => void): void {
  const button = document.querySelector<HTMLElement>("#zone-toggle");
  if (button === null) return;
  if (sameZone()) {
    button.hidden = true;
    return;
  }
  const ownZone = (button.dataset.ownZone ?? "").replace("{0}", ownZoneName(document.documentElement.lang || "fr"));
  const labels = [...document.querySelectorAll<HTMLElement>(".zone")].map((label) => ({ label, text: label.textContent ?? "" }));
  button.textContent = ownZone;
  const show = (own: boolean) => {
    times.own = own;
    button.setAttribute("aria-pressed", String(own));
    for (const { label, text } of labels) label.textContent = own ? ownZone : text;
    changed();
  };
  if (local.get(zoneKey) === "own") show(true);
  button.addEventListener("click", () => {
    local.set(zoneKey, times.own ? "event" : "own");
    show(!times.own);
  });
}

/** Whether the reader's clock agrees with every time on the page. */
function sameZone(): boolean {
  const times = [...document.querySelectorAll<HTMLTimeElement>("#entries time[datetime], [data-part] time[datetime]")];
  return times.every(({ dateTime }) => {
    const [, sign, hours, minutes] = /T.*([+-])(\d{2}):(\d{2})$/.exec(dateTime) ?? [];
    if (!sign) return true;
    const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
    return -new Date(dateTime).getTimezoneOffset() === offset;
  });
}
