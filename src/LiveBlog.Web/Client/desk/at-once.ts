// Ctrl+Shift+Enter: what is sent is not to be held back. A sending that waits for its photos remembers it.

/** Sends a form as its button does. */
export function submitForm(form: HTMLFormElement, submitter: HTMLElement | null, atOnce: boolean): void {
  form.toggleAttribute("data-at-once", atOnce);
  try {
    form.requestSubmit(submitter);
  } finally {
    form.removeAttribute("data-at-once");
  }
}

/** Whether the form is being sent at once; known while it says that it is submitted. */
export const isAtOnce = (form: HTMLFormElement): boolean => form.hasAttribute("data-at-once");
