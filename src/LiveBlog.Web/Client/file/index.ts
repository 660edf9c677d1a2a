// The script of a correspondent's page: what is typed stays in this browser until the newsroom has it, and what is sent without
// a network is sent when there is one, in order and once.
import { mountMedia } from "../desk/media";
import { read as photosOf } from "../desk/media/items";
import { word } from "../desk/words";
import { fullJitter } from "../shared/backoff";
import { Texts, type Text } from "./texts";

const form = document.querySelector<HTMLFormElement>("form#file");
if (form) file(form);

function file(form: HTMLFormElement): void {
  const texts = new Texts(open(), location.pathname);
  const state = form.querySelector<HTMLElement>("[data-state]")!;
  const list = form.querySelector<HTMLElement>("[data-queue]")!;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const media = form.querySelector<HTMLInputElement>("[name=Media]");
  const say = (text: string) => { if (state.textContent !== text) state.textContent = text; };
  const read = (): Text => ({ id: field("Id").value, version: field("Version").value, headline: field("Headline").value, body: field("Body").value, ...(media && { media: media.value }) });
  const isNew = () => field("Version").value === "0";

  document.documentElement.dataset.script = "";
  // Without script one goes with the text.
  for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file][name]")) input.multiple = true;
  // First: a text waits for its photos.
  mountMedia(form);

  // What the server shows again was refused: it is what was typed last.
  const kept = texts.typed(isNew() ? "new" : field("Id").value);
  if (kept && form.dataset.typed !== "true") {
    field("Headline").value = kept.headline;
    field("Body").value = kept.body;
    if (media && kept.media !== undefined) media.value = kept.media;
    say(form.dataset.kept!);
  }
  // The page of a link that is no longer good shows the form only for what is still in it.
  if (kept) form.hidden = false;
  form.addEventListener("input", () => {
    if (texts.keep(isNew() ? "new" : field("Id").value, read())) say(form.dataset.kept!);
  });
  form.addEventListener("submit", (submit) => {
    const text = read();
    if (isEmpty()) {
      submit.preventDefault();
      return field("Headline").focus();
    }
    // Where nothing can be kept, the browser sends the form itself.
    if (!texts.queue(text)) return;
    submit.preventDefault();
    texts.forget(isNew() ? "new" : text.id);
    fill({ id: crypto.randomUUID(), version: "0", headline: "", body: "" });
    show();
    void send();
  });

  function isEmpty(): boolean {
    return !field("Headline").value.trim() && !field("Body").value.trim() && photosOf(media?.value ?? "").length === 0;
  }

  function fill({ id, version, headline, body, media: photos = "" }: Text): void {
    for (const [name, value] of [["Id", id], ["Version", version], ["Headline", headline], ["Body", body]] as const) field(name).value = value;
    if (media) media.value = photos;
  }

  /** Back into the form. What stands there makes room, and is kept in the list. */
  function takeBack(text: Text): void {
    const there = read();
    if (!isEmpty() && !texts.queue({ ...there, refused: "" })) return;
    texts.forget(isNew() ? "new" : there.id);
    // The newsroom may have another text under the id of a new one, which is why it was refused.
    const own = text.version === "0" ? { ...text, id: crypto.randomUUID() } : text;
    fill(own);
    if (texts.keep(isNew() ? "new" : own.id, read())) texts.remove(text.id);
    if (text.refused) say(text.refused);
    show();
  }

  function show(): void {
    const rows = [...texts.waiting().map((text) => row(text, `${form.dataset.waiting} ${titleOf(text)}`)), ...texts.refused().map(refusedRow)];
    list.hidden = rows.length === 0;
    if (rows.length > 0) form.hidden = false;
    list.replaceChildren(...rows);
  }

  function refusedRow(text: Text): HTMLElement {
    const line = row(text, titleOf(text));
    const { edit = "", named = "" } = form.dataset;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: edit, ariaLabel: named.replace("{0}", edit).replace("{1}", titleOf(text)) });
    button.addEventListener("click", () => {
      takeBack(text);
      field("Headline").focus();
    });
    line.append(" ", Object.assign(document.createElement("p"), { className: "error", textContent: text.refused, hidden: !text.refused }), button);
    return line;
  }

  let sending = false;
  let failures = 0;
  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      for (let text = texts.waiting()[0]; text; text = texts.waiting()[0]) {
        const outcome = await post(text);
        if (outcome === "later") {
          say(form.dataset.queued!);
          setTimeout(() => void send(), 500 + fullJitter(failures++, { baseMs: 1_000, capMs: 30_000 }, Math.random));
          return;
        }
        failures = 0;
        if (outcome === "done") {
          texts.remove(text.id);
          say(form.dataset.sent!);
          show();
        } else {
          // Nothing that was typed is lost: neither this one, nor what is being typed by now.
          texts.queue({ ...text, refused: outcome.refused });
          if (isEmpty()) takeBack({ ...text, refused: outcome.refused });
          else {
            say(outcome.refused);
            show();
          }
        }
        void refresh();
      }
    } finally {
      sending = false;
    }
  }

  async function post(text: Text): Promise<"done" | "later" | { refused: string }> {
    const body = new URLSearchParams({ Id: text.id, Version: text.version, Headline: text.headline, Body: text.body, Media: text.media ?? "" });
    try {
      const response = await fetch(location.pathname, { method: "POST", body, headers: { accept: "application/json" }, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(15_000) });
      const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
      if (response.status === 410) return { refused: form.dataset.gone! };
      if (!isJson || response.status >= 500 || response.status === 429) return "later";
      if (response.ok) return "done";
      return { refused: ((await response.json()) as { detail?: string }).detail ?? form.dataset.failed!.replace("{0}", String(response.status)) };
    } catch {
      return "later";
    }
  }

  async function refresh(): Promise<void> {
    const own = document.querySelector("#own");
    if (!own || own.contains(document.activeElement)) return;
    try {
      const response = await fetch(`${location.pathname}?handler=Own`, { cache: "no-store" });
      if (!response.ok) return;
      const template = document.createElement("template");
      template.innerHTML = await response.text();
      const fresh = template.content.querySelector("#own");
      if (fresh && fresh.textContent !== own.textContent) own.replaceWith(fresh);
    } catch {
      // The next time will do.
    }
  }

  addEventListener("online", () => void send());
  setInterval(() => { if (!document.hidden) void refresh(); }, 20_000);
  show();
  void send();
}

function open(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function row(text: Text, content: string): HTMLElement {
  const line = Object.assign(document.createElement("li"), { textContent: content });
  line.dataset.id = text.id;
  return line;
}

function titleOf({ headline, body }: Text): string {
  return headline || body.slice(0, 80) || word("media-photo", 1);
}
