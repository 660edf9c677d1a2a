import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Order, PageWindow } from "./replica";
import { unreadOf } from "./unread";

const whole: PageWindow = { from: "", to: "", pinnedHere: true };

describe("the first unread entry", () => {
  test.each([
    ["first visit", ["5", "6"], whole, "6", null, { count: 0, more: false, first: null, elsewhere: null }],
    ["nothing new", ["5", "6"], whole, "6", "6", { count: 0, more: false, first: null, elsewhere: null }],
    ["on this page", ["5", "6", "7"], whole, "7", "5", { count: 2, more: false, first: "6", elsewhere: null }],
    ["on an older page", ["5", "6"], { ...whole, from: "5" }, "6", "2", { count: 2, more: true, first: null, elsewhere: "?order=newest&after=2" }],
    ["on a newer page", ["1", "2"], { ...whole, to: "3" }, "9", "2", { count: 0, more: true, first: null, elsewhere: "?order=newest&after=2" }],
    ["here, and more later", ["1", "2"], { ...whole, to: "3" }, "9", "1", { count: 1, more: true, first: "2", elsewhere: null }],
    ["of a page that is all read", ["1", "2"], { ...whole, to: "3" }, "9", "9", { count: 0, more: false, first: null, elsewhere: null }],
  ] as const)("%s", (_name, positions, window, newest, mark, expected) => {
    expect(unreadOf(positions, { window, order: "newest", newest }, mark)).toEqual(expected);
  });

  test("is found on the page that it is said to be on, in either order", () => {
    const letters = fc.uniqueArray(fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"), { minLength: 1 }).map((all) => all.sort());
    fc.assert(fc.property(letters, fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"), fc.nat(3), fc.constantFrom<Order>("newest", "oldest"), (all, mark, size, order) => {
      const newest = all.at(-1)!;
      const page = (window: PageWindow) => unreadOf(all.filter((p) => p >= window.from && (window.to === "" || p < window.to)), { window, order, newest }, mark);
      const count = size + 1;
      // The first page as the server makes it: the newest or the oldest few.
      const cut = order === "newest" ? all.slice(-count) : all.slice(0, count);
      const next = all[count];
      const firstPage: PageWindow = order === "newest"
        ? { from: cut.length < all.length ? cut[0]! : "", to: "", pinnedHere: true }
        : { from: "", to: next ?? "", pinnedHere: true };
      let found = page(firstPage);
      if (found.elsewhere) {
        expect(found.elsewhere).toContain(`after=${mark}`);
        const after = all.filter((p) => p > mark).slice(0, count);
        const end = all[all.indexOf(after.at(-1)!) + 1] ?? "";
        found = page({ from: `${mark}~`, to: end, pinnedHere: false });
        expect(found.elsewhere).toBeNull();
      }
      expect(found.first).toBe(all.find((p) => p > mark) ?? null);
    }));
  });
});
