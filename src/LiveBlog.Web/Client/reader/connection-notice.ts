import type { ConnectionState } from "./connection";

/** Polling for this long (milliseconds) is worth a word; being offline is at once. */
const patience = 10_000;

/** Says that the page is not live, in the words of `#connection`; a state without words is not spoken of. */
export function connectionNotice(element: HTMLElement | null): (state: ConnectionState) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (state) => {
    if (element === null) return;
    clearTimeout(timer);
    const show = () => {
      element.textContent = element.dataset[state] ?? "";
      element.hidden = element.textContent === "";
    };
    if (state === "polling") {
      element.hidden = true;
      timer = setTimeout(show, patience);
    } else {
      show();
    }
  };
}
