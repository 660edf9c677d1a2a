// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";

let frame: HTMLIFrameElement;
const say = (data: unknown, origin = "https://journal.example", source: Window | null = frame.contentWindow) =>
  dispatchEvent(new MessageEvent("message", { data, origin, source }));

beforeEach(async () => {
  document.body.innerHTML = '<script src="https://journal.example/dist/embed.js" data-event="otan" async></script><p>après</p>';
  Object.defineProperty(document, "currentScript", { configurable: true, value: document.querySelector("script") });
  vi.resetModules();
  await import("./embed");
  frame = document.querySelector("iframe")!;
});

describe("one line of script", () => {
  test("puts the event's page where it stands", () => {
    expect(frame.src).toBe("https://journal.example/embed/otan");
    expect(document.querySelector("script")!.nextElementSibling).toBe(frame);
  });

  test("gives the frame the height that it tells, and believes nobody else", () => {
    const { height } = frame.style;
    say({ type: "liveblog-height", height: 900 }, "https://evil.example");
    say({ type: "liveblog-height", height: 900 }, "https://journal.example", window);
    say({ type: "other", height: 900 });
    say(null);
    say({ type: "liveblog-height", height: "100%; position: fixed" });
    say({ type: "liveblog-height", height: -1 });
    expect(frame.style.height).toBe(height);
    say({ type: "liveblog-height", height: 900 });
    expect(frame.style.height).toBe("900px");
  });

  test("says hello to that site only", () => {
    const post = vi.spyOn(frame.contentWindow!, "postMessage").mockImplementation(() => {});
    frame.dispatchEvent(new Event("load"));
    expect(post).toHaveBeenCalledWith({ type: "liveblog-hello" }, "https://journal.example");
  });
});
