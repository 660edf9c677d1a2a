// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { Icon, iconWith, titleWith } from "./badge";

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32"/></svg>';

test("the title counts what is unread", () => {
  expect([titleWith(0, "Direct"), titleWith(3, "Direct")]).toEqual(["Direct", "(3) Direct"]);
});

test.each([[3, "3"], [10, "9+"]])("the icon with %d is a drawing that browsers can read", (count, text) => {
  const icon = new DOMParser().parseFromString(iconWith(drawing, count), "image/svg+xml");
  expect(icon.querySelector("parsererror")).toBeNull();
  expect(icon.querySelector("text")!.textContent).toBe(text);
  expect(icon.querySelector("rect")).not.toBeNull();
});

test("the icon counts, fetches the drawing once, and becomes the site's own again", async () => {
  document.head.innerHTML = '<link rel="icon" href="/favicon.svg" type="image/svg+xml">';
  const get = vi.fn(() => Promise.resolve(new Response(drawing)));
  vi.stubGlobal("fetch", get);
  const link = document.querySelector("link")!;
  const icon = new Icon();
  await icon.show(1);
  await icon.show(2);
  expect(decodeURIComponent(link.getAttribute("href")!)).toContain(">2</text>");
  await icon.show(0);
  expect(link.getAttribute("href")).toBe("/favicon.svg");
  expect(get).toHaveBeenCalledTimes(1);
});
