// Tells when a script sets a field's value, which no event says.

/** @returns ends it */
export function watchValue(field: HTMLInputElement | HTMLTextAreaElement, changed: () => void): () => void {
  const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, "value")!;
  Object.defineProperty(field, "value", {
    configurable: true,
    get: () => native.get!.call(field) as string,
    set(value: string) {
      native.set!.call(field, value);
      changed();
    },
  });
  const { form } = field;
  const reset = () => queueMicrotask(changed);
  form?.addEventListener("reset", reset);
  return () => {
    delete (field as { value?: string }).value;
    form?.removeEventListener("reset", reset);
  };
}
