/** A button that copies the text of the field before it, and says so. */
export function copy(button: HTMLButtonElement): void {
  const field = button.parentElement?.querySelector<HTMLInputElement>("input[readonly]");
  if (!field || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done ?? button.textContent;
  });
}
