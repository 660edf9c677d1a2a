// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { counted } from "../shared/words";
import { Announcer } from "./announcer";
import { connectionNotice } from "./connection-notice";
import { reloadDelay } from "./reload";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test("arrivals are announced together, at most every five seconds", () => {
  const element = document.createElement("p");
  const announcer = new Announcer(element, String);
  announcer.add(0);
  expect(element.textContent).toBe("");
  announcer.add(1);
  expect(element.textContent).toBe("1");
  announcer.add(2);
  announcer.add(1);
  expect(element.textContent).toBe("1");
  vi.advanceTimersByTime(5_000);
  expect(element.textContent).toBe("3");
  vi.advanceTimersByTime(5_000);
  expect(element.textContent).toBe("");
});

test("nothing is announced while the reader wants quiet, nor afterwards", () => {
  const element = document.createElement("p");
  let paused = true;
  const announcer = new Announcer(element, String, () => paused);
  announcer.add(4);
  paused = false;
  announcer.add(1);
  expect(element.textContent).toBe("1");
});

test.each([
  ["fr", 0, "0 nouvelle"], ["fr", 1, "1 nouvelle"], ["fr", 2, "2 nouvelles"], ["en", 0, "0 nouvelles"],
  ["ru", 3, "3 few"], ["ru", 5, "5 nouvelles"], ["ru", 21, "21 nouvelle"],
])("counts in the page's language: %s %d", (language, count, expected) => {
  document.documentElement.lang = language;
  const element = document.createElement("button");
  Object.assign(element.dataset, { one: "{0} nouvelle", few: "{0} few", many: "{0} nouvelles" });
  expect(counted(element, count)).toBe(expected);
});

test("the connection is spoken of only when it is bad", () => {
  const element = document.createElement("p");
  element.hidden = true;
  Object.assign(element.dataset, { polling: "Différé", offline: "Hors ligne", ended: "" });
  const notice = connectionNotice(element);
  notice("polling");
  notice("live");
  vi.advanceTimersByTime(20_000);
  expect(element.hidden).toBe(true);
  notice("polling");
  vi.advanceTimersByTime(10_000);
  expect(element.textContent).toBe("Différé");
  notice("offline");
  expect(element.hidden).toBe(false);
  notice("ended");
  expect(element.hidden).toBe(true);
});

test("a page that was just reloaded waits before it is loaded again", () => {
  expect(reloadDelay(null, 100_000, () => 0)).toBe(0);
  expect(reloadDelay(80_000, 100_000, () => 0)).toBe(0);
  expect(reloadDelay(95_000, 100_000, () => 0)).toBe(5_000);
  expect(reloadDelay(95_000, 100_000, () => 1)).toBe(15_000);
});
