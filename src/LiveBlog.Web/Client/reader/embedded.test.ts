// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { tellHeight } from "./embedded";

test("the page tells its height to the site that says hello from outside it, and to no other", () => {
  const outside = { postMessage: vi.fn() };
  vi.stubGlobal("parent", outside);
  vi.spyOn(document.documentElement, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 812.4));
  tellHeight();
  const say = (data: unknown, source: unknown) => dispatchEvent(eventFrom(data, source));
  say({ type: "liveblog-hello" }, window);
  say({ type: "hello" }, outside);
  expect(outside.postMessage).not.toHaveBeenCalled();
  say({ type: "liveblog-hello" }, outside);
  expect(outside.postMessage).toHaveBeenCalledWith({ type: "liveblog-height", height: 813 }, "https://elsewhere.example");
});

function eventFrom(data: unknown, source: unknown): MessageEvent {
  const event = new MessageEvent("message", { data, origin: "https://elsewhere.example" });
  Object.defineProperty(event, "source", { value: source });
  return event;
}
