// The settings' panel closes like a menu: by Escape, or by a click on anything else.

/** Looks after the panel, if the page has one. */
export function closeOutside(panel: HTMLDetailsElement | null): void {
  if (panel === null) return;
  document.addEventListener("click", (event) => {
    if (panel.open && !panel.contains(event.target as Element)) panel.open = false;
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    panel.open = false;
    panel.querySelector("summary")?.focus();
  });
}
