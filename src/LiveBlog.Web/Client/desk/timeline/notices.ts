// What the last form brought about is said once: it goes as soon as something else is done.
export function notices(): void {
  const note = document.querySelector<HTMLElement>("#note > .notice");
  if (note === null) return;
  const gone = () => {
    note.remove();
    document.removeEventListener("input", gone);
    document.removeEventListener("submit", gone);
  };
  document.addEventListener("input", gone);
  document.addEventListener("submit", gone);
}
