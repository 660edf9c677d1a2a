// The script of a correspondent's page: what is typed stays in this browser until the newsroom has it, and what is sent without
// a network is sent when there is one, in order and once.
import { fullJitter } from "../shared/backoff";
import { Texts, type Text } from "./texts";

const form = document.querySelector<HTMLFormElement>("form#file");
if (form) file(form);

function file(form: HTMLFormElement): void {
  const texts = new Texts(open(), location.pathname);
  const state = form.querySelector<HTMLElement>("[data-state]")!;
  const list = form.querySelector<HTMLElement>("[data-queue]")!;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const say = (text: string) => { if (state.textContent !== text) state.textContent = text; };
  const read = (): Text => ({ id: field("Id").value, version: field("Version").value, headline: field("Headline").value, body: field("Body").value });
  const isNew = () => field("Version").value === "0";

  // What the server shows again was refused: it is what was typed last.
  const kept = texts.typed(isNew() ? "new" : field("Id").value);
  if (kept && form.dataset.typed !== "true") {
    field("Headline").value = kept.headline;
    field("Body").value = kept.body;
    if (isNew()) field("Id").value = kept.id;
    say(form.dataset.kept!);
  }
  form.addEventListener("input", () => {
    if (texts.keep(isNew() ? "new" : field("Id").value, read())) say(form.dataset.kept!);
  });
  form.addEventListener("submit", (submit) => {
    if (!texts.works) return;
    submit.preventDefault();
    const text = read();
    if (!text.headline.trim() && !text.body.trim()) return field("Headline").focus();
    texts.queue(text);
    texts.forget(isNew() ? "new" : text.id);
    field("Headline").value = field("Body").value = "";
    field("Version").value = "0";
    field("Id").value = crypto.randomUUID();
    show();
    void send();
  });

  function show(): void {
    const waiting = texts.waiting();
    list.hidden = waiting.length === 0;
    list.replaceChildren(...waiting.map((text) =>
      Object.assign(document.createElement("li"), { textContent: `${form.dataset.waiting} ${text.headline || text.body.slice(0, 80)}` })));
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
        texts.sent(text.id);
        if (outcome === "done") say(form.dataset.sent!);
        else {
          // Back into the form: nothing that was typed is lost.
          for (const [name, value] of [["Id", text.id], ["Version", text.version], ["Headline", text.headline], ["Body", text.body]] as const) field(name).value = value;
          texts.keep(text.version === "0" ? "new" : text.id, text);
          say(outcome.refused);
        }
        show();
        void refresh();
        if (outcome !== "done") return;
      }
    } finally {
      sending = false;
    }
  }

  async function post(text: Text): Promise<"done" | "later" | { refused: string }> {
    const body = new URLSearchParams({ Id: text.id, Version: text.version, Headline: text.headline, Body: text.body });
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
