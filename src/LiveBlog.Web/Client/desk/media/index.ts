// Photos, sounds and videos of a form.
import { Tray } from "./tray";

export { sendable } from "./items";

const trays = new WeakMap<HTMLFormElement, Tray[]>();

/** Lets media be dropped, pasted and chosen for an entry. Its markup is Pages/Desk/_Media.cshtml; without it, nothing happens. */
export function mountMedia(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-media]:not([data-media=photo])");
  if (place === null || trays.has(form)) return;
  trays.set(form, [new Tray(form, place, form)]);
}

/** Lets one photo be dropped and chosen: of an event, an article, a dossier, an author. Its markup is Pages/Desk/_Photo.cshtml. */
export function mountPhoto(place: HTMLElement): void {
  const form = place.closest("form");
  if (form === null || place.dataset.mounted !== undefined) return;
  place.dataset.mounted = "";
  trays.set(form, [...(trays.get(form) ?? []), new Tray(form, place, place)]);
}

/** Resolves when nothing of the form is under way to the server any more; what can't get there is no reason to wait. */
export async function pending(form: HTMLFormElement): Promise<void> {
  await Promise.all((trays.get(form) ?? []).map((tray) => tray.pending()));
}

/** Takes files as if they had been dropped onto the form. */
export function addMedia(form: HTMLFormElement, files: Iterable<File>): void {
  void trays.get(form)?.[0]?.add([...files]);
}
