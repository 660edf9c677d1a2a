// Buttons beside a time: in a quarter of an hour, in half an hour, in an hour, none.

/** The wall clock of a zone, as a `datetime-local` input has it, on the whole minute. */
export function wallClock(moment: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((found) => found.type === type)!.value;
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

export function quickTimes(root: ParentNode = document): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-quick]")) {
    const input = document.getElementById(place.dataset.quick!) as HTMLInputElement | null;
    const zone = document.getElementById(place.dataset.zoneOf!) as HTMLInputElement | null;
    if (!input || !zone) continue;
    for (const button of place.querySelectorAll<HTMLButtonElement>("[data-minutes]")) {
      button.addEventListener("click", () => {
        const minutes = button.dataset.minutes!;
        try {
          input.value = minutes === "" ? "" : wallClock(new Date(Date.now() + Number(minutes) * 60_000), zone.value.trim());
        } catch {
          // No zone that this browser knows: the server will say so.
          return;
        }
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  }
}
