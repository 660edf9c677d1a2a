// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { shareAddress, shared, sharing } from "./share";

sharing();
beforeEach(() => {
  Reflect.deleteProperty(navigator, "share");
  document.body.innerHTML = `<p id="announcer"></p><template id="share-menu"><div class="share-menu" role="group"><button class="copy" data-done="Copié">Copier</button>
    <a data-share="https://t.me/share/url?url={url}&text={text}">Telegram</a></div></template>
    <article id="e-1"><h3>« Oui » & non</h3><footer><a class="share" href="https://journal.example/live/otan/1#share">Partager</a></footer></article>`;
});
const link = () => document.querySelector<HTMLElement>(".share")!;
const menu = () => document.querySelector<HTMLElement>("body > article .share-menu");

test("addresses carry any words unharmed", () => {
  const url = new URL(shareAddress("https://t.me/share/url?url={url}&text={text}", "https://a.example/?x=1&y=2", "a & b = $& « é »"));
  expect([url.searchParams.get("url"), url.searchParams.get("text")]).toEqual(["https://a.example/?x=1&y=2", "a & b = $& « é »"]);
});

describe("sharing an entry", () => {
  test("uses the system's sheet where there is one", () => {
    const share = vi.fn(() => Promise.resolve());
    Object.assign(navigator, { share });
    link().click();
    expect(share).toHaveBeenCalledWith({ title: "« Oui » & non", url: "https://journal.example/live/otan/1" });
    expect(menu()).toBeNull();
  });

  test("opens a menu filled with the entry, closed by Escape, which gives the focus back", () => {
    link().click();
    expect(menu()!.querySelector("a")!.href).toContain(encodeURIComponent("https://journal.example/live/otan/1"));
    expect(document.activeElement).toBe(menu()!.querySelector("button"));
    expect(link().getAttribute("aria-expanded")).toBe("true");
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(menu()).toBeNull();
    expect(document.activeElement).toBe(link());
    expect(link().getAttribute("aria-expanded")).toBe("false");
  });

  test("closes by a second click, and by one elsewhere", () => {
    link().click();
    link().click();
    expect(menu()).toBeNull();
    link().click();
    document.querySelector("h3")!.click();
    expect(menu()).toBeNull();
  });

  test("copies the permalink and says so", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
    link().click();
    menu()!.querySelector("button")!.click();
    expect(writeText).toHaveBeenCalledWith("https://journal.example/live/otan/1");
    await vi.waitFor(() => expect(menu()!.querySelector("button")!.textContent).toBe("Copié"));
    expect(document.querySelector("#announcer")!.textContent).toBe("Copié");
  });

  test("is left to the link where there is neither sheet nor menu", () => {
    document.querySelector("template")!.remove();
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    const prevented = vi.fn();
    addEventListener("click", (event) => { prevented(event.defaultPrevented); event.preventDefault(); }, { once: true });
    link().dispatchEvent(click);
    expect(prevented).toHaveBeenCalledWith(false);
  });
});

test("a share is reported without a cookie, for entries of this site only", () => {
  const send = vi.fn(() => Promise.resolve(new Response()));
  shared("/live/otan/1", send);
  shared("https://journal.example/live/otan/1", send);
  shared("/live/otan", send);
  expect(send.mock.calls).toEqual([["/live/otan/1/shared", { method: "POST", credentials: "omit", keepalive: true }]]);
});
