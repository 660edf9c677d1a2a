// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { absence, beginVisit, lastSeen, LeftOffLine, pauseVisit, remember } from "./visits";

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe("visits", () => {
  test("remember how far the reader got, and never less", () => {
    expect(lastSeen("otan")).toBeNull();
    remember("otan", "5", 1);
    remember("otan", "3", 2);
    expect(lastSeen("otan")).toBe("5");
  });

  test("are kept for the fifty latest events", () => {
    for (let n = 0; n <= 50; n++) remember(`event-${n}`, "1", n);
    expect(lastSeen("event-0")).toBeNull();
    expect(lastSeen("event-1")).toBe("1");
  });

  test("do without storage", () => {
    const denied = vi.spyOn(globalThis, "localStorage", "get").mockImplementation(() => { throw new DOMException("denied", "SecurityError"); });
    remember("otan", "5", 1);
    expect(lastSeen("otan")).toBeNull();
    denied.mockRestore();
  });

  test("survive what they did not write", () => {
    localStorage.setItem("liveblog.visits", "{");
    expect(lastSeen("otan")).toBeNull();
  });
});

describe("a visit", () => {
  test("goes on over the pages of an event: what was unread stays so", () => {
    remember("otan", "3", 0);
    expect(beginVisit("otan", 1_000, true)).toBe("3");
    remember("otan", "9", 2_000);
    pauseVisit("otan", "3", 2_000);
    expect(beginVisit("otan", 2_100, true)).toBe("3");
    expect(beginVisit("autre", 2_100, true)).toBeNull();
  });

  test("ends when the reader is away for a minute", () => {
    remember("otan", "9", 2_000);
    pauseVisit("otan", "3", 2_000);
    expect(beginVisit("otan", 2_000 + absence, true)).toBe("9");
  });

  test("ends when the reader goes elsewhere", () => {
    remember("otan", "9", 2_000);
    pauseVisit("otan", "3", 2_000);
    expect(beginVisit("otan", 2_100, false)).toBe("9");
  });

  test("begins where the storage holds something else", () => {
    sessionStorage.setItem("liveblog.visit", "{");
    remember("otan", "9", 2_000);
    expect(beginVisit("otan", 2_000, true)).toBe("9");
  });
});

describe("the line where the reader left off", () => {
  function page(...entries: string[]): HTMLElement[] {
    document.body.innerHTML = `<template id="left-off"><p class="left-off">Depuis votre dernière visite</p></template>
      <div>${entries.map((p) => `<article data-position="${p[0]}" ${p.endsWith("!") ? "data-pinned" : ""}>${p}</article>`).join("")}</div>`;
    return [...document.querySelectorAll("article")];
  }
  const sight = () => [...document.querySelector("div")!.children].map((element) => (element.tagName === "P" ? "—" : element.textContent));

  test.each([
    ["newest first", ["9!", "7", "6", "5"], "5", ["9!", "7", "6", "—", "5"]],
    ["oldest first", ["9!", "5", "6", "7"], "5", ["9!", "5", "—", "6", "7"]],
    ["nothing new", ["7", "6"], "7", ["7", "6"]],
    ["all new", ["7", "6"], "2", ["7", "6"]],
    ["first visit", ["7", "6"], null, ["7", "6"]],
  ])("stands between new and seen: %s", (_name, entries, mark, expected) => {
    const shown = page(...entries);
    const line = new LeftOffLine();
    line.mark = mark;
    line.place(shown);
    line.place(shown);
    expect(sight()).toEqual(expected);
  });

  test("moves, and goes", () => {
    const shown = page("7", "6", "5");
    const line = new LeftOffLine();
    line.mark = "5";
    line.place(shown);
    line.mark = "6";
    line.place(shown);
    expect(sight()).toEqual(["7", "—", "6", "5"]);
    line.mark = "7";
    line.place(shown);
    expect(sight()).toEqual(["7", "6", "5"]);
  });
});
