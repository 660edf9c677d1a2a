// The main button says what it will do: publish, or schedule for a time.
import { restoredEvent } from "../keeper";
import { clock } from "../words";
import { momentIn } from "../zone";

export function mainButton(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("[data-main][data-due]");
  const due = form.querySelector<HTMLInputElement>('[name="Entry.DueAt"]');
  if (button === null || due === null) return;
  const usual = { value: button.value, text: button.textContent };
  const show = () => {
    const { zone = "UTC" } = form.dataset;
    const moment = momentIn(due.value, zone);
    const scheduled = due.value !== "";
    button.value = scheduled ? "scheduled" : usual.value;
    button.textContent = scheduled && moment !== null && moment !== "skipped" ? (button.dataset.due ?? "").replace("{0}", dayAndClock(moment, zone)) : usual.text;
  };
  due.addEventListener("input", show);
  due.addEventListener(restoredEvent, show);
  show();
}

/** With its day, unless that is today. */
function dayAndClock(moment: string, zone: string): string {
  const language = document.documentElement.lang || "fr";
  const day = (at: Date) => new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: zone }).format(at);
  const its = day(new Date(moment));
  return its === day(new Date()) ? clock(moment, zone) : `${its}, ${clock(moment, zone)}`;
}
