// @vitest-environment jsdom
import { beforeEach, describe, expect, test } from "vitest";
import { autoUpdate, preferredAddress, remembered, rememberOrder } from "./preferences";

const page = "https://journal.example/live/otan";

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = `<div id="entries" data-order="newest" data-page="/live/otan"></div>
    <a data-order="oldest" href="#"><span>Les plus anciens</span></a><input type="checkbox" id="auto-update" checked>`;
});

const feed = () => document.querySelector<HTMLElement>("#entries")!;

describe("the order", () => {
  test("is remembered when its link is followed", () => {
    expect(preferredAddress(feed(), page)).toBeNull();
    rememberOrder();
    document.querySelector("span")!.click();
    expect(preferredAddress(feed(), page)).toBe(`${page}?order=oldest`);
    expect(preferredAddress(feed(), `${page}?utm=1#e-3`)).toBe(`${page}?utm=1&order=oldest#e-3`);
  });

  test.each(["?order=newest", "?before=P", "?after=P", "?before=P&order=newest"])("of the address is heeded: %s", (query) => {
    localStorage.setItem("liveblog.order", "oldest");
    expect(preferredAddress(feed(), page + query)).toBeNull();
  });

  test("already shown is kept", () => {
    localStorage.setItem("liveblog.order", "newest");
    expect(preferredAddress(feed(), page)).toBeNull();
  });
});

test("automatic updating is remembered", () => {
  const seen: boolean[] = [];
  expect(autoUpdate((on) => seen.push(on)).on).toBe(true);
  document.querySelector<HTMLInputElement>("#auto-update")!.click();
  expect(seen).toEqual([false]);
  document.querySelector<HTMLInputElement>("#auto-update")!.checked = true;
  expect(autoUpdate(() => {}).on).toBe(false);
});

test("an entry's own address stays so, in the order that the reader chose", () => {
  localStorage.setItem("liveblog.order", "oldest");
  feed().dataset.target = "e-3";
  expect(preferredAddress(feed(), `${page}/3#share`)).toBe(`${page}/3?order=oldest#share`);
});

test("pictures are left out on every page once the reader chose so", () => {
  localStorage.setItem("liveblog.data-saver", "on");
  expect(preferredAddress(null, "https://journal.example/")).toBe("https://journal.example/?images=no");
  expect(preferredAddress(feed(), `${page}?images=no`)).toBeNull();
});

test("a setting outlives the page, and is off where it has no box", () => {
  document.body.innerHTML = '<label>Son<input type="checkbox" id="sound-breaking"></label>';
  expect(remembered("sound-breaking").on).toBe(false);
  document.querySelector("input")!.click();
  document.querySelector("input")!.checked = false;
  const setting = remembered("sound-breaking");
  expect(setting.on).toBe(true);
  setting.set(false);
  expect(remembered("sound-breaking").on).toBe(false);
  expect(remembered("not-here").on).toBe(false);
});
