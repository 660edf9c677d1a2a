// The list of events, narrowed while one types; the server looks among all of them.
export function filterLists(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-filter]")) {
    const list = document.querySelector<HTMLElement>(form.dataset.filter ?? "");
    const input = form.querySelector<HTMLInputElement>("input");
    if (list === null || input === null) continue;
    const none = document.getElementById(`${list.id}-none`);
    const show = () => {
      const wanted = plain(input.value.trim());
      let any = false;
      for (const item of list.querySelectorAll<HTMLElement>(":scope > li")) {
        item.hidden = !plain(item.textContent ?? "").includes(wanted);
        any ||= !item.hidden;
      }
      if (none) none.hidden = any;
    };
    input.addEventListener("input", show);
    form.addEventListener("submit", (submit) => {
      const first = list.querySelector<HTMLElement>(":scope > li:not([hidden]) a");
      if (first === null) return;
      submit.preventDefault();
      first.click();
    });
  }
}

/** Without case and accents. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
