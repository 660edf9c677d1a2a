// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { arrangePlaces, followFocus } from "./arrange";
import { keyboard } from "./keyboard";

const order = vi.fn();
let letters = true;
keyboard({ keys: { o: order, "?": order }, letters: () => letters });

const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event;
};
const focused = () => document.activeElement!.id;
const feed = () => document.querySelector<HTMLElement>("#entries")!;

beforeEach(() => {
  order.mockClear();
  letters = true;
  document.body.innerHTML = `<button id="before">a</button><input id="field"><div role="feed" id="entries">
    ${["1", "2", "3"].map((id) => `<article id="e-${id}"><a id="l-${id}" href="#">lien</a></article>`).join("")}
  </div><a id="after" href="#">b</a><button id="last">c</button>`;
  arrangePlaces([...feed().querySelectorAll<HTMLElement>("article")], true);
  followFocus(feed());
  vi.stubGlobal("scrollBy", () => {});
});

describe("the keys of the feed pattern", () => {
  test("Page Down and Page Up go from article to article, also from a link in it", () => {
    document.getElementById("l-1")!.focus();
    press("PageDown");
    expect(focused()).toBe("e-2");
    press("PageDown");
    expect(press("PageDown").defaultPrevented).toBe(false);
    expect(focused()).toBe("e-3");
    press("PageUp");
    expect(focused()).toBe("e-2");
  });

  test("the arrows do so on an article, and scroll elsewhere", () => {
    document.getElementById("e-1")!.focus();
    press("ArrowDown");
    expect(focused()).toBe("e-2");
    document.getElementById("l-2")!.focus();
    expect(press("ArrowDown").defaultPrevented).toBe(false);
  });

  test("Control with Home or End leaves the feed", () => {
    document.getElementById("l-2")!.focus();
    press("End", { ctrlKey: true });
    expect(focused()).toBe("after");
    document.getElementById("l-2")!.focus();
    press("Home", { ctrlKey: true });
    expect(focused()).toBe("field");
    expect(press("End", { ctrlKey: true }).defaultPrevented).toBe(false);
  });

  test("the Tab key stops at one article, the last that was focused", () => {
    const stops = () => [...feed().querySelectorAll('article[tabindex="0"]')].map(({ id }) => id);
    expect(stops()).toEqual(["e-1"]);
    document.getElementById("l-3")!.focus();
    expect(stops()).toEqual(["e-3"]);
  });
});

describe("letters", () => {
  test("j and k move, from anywhere", () => {
    document.getElementById("before")!.focus();
    press("j");
    expect(focused()).toBe("e-1");
    press("j");
    expect(focused()).toBe("e-2");
    press("k");
    expect(focused()).toBe("e-1");
  });

  test.each([
    ["while typing", () => document.getElementById("field")!.focus(), {}],
    ["with a modifier", () => {}, { ctrlKey: true }],
    ["when turned off", () => { letters = false; }, {}],
  ])("do nothing %s", (_name, prepare, more) => {
    prepare();
    press("o", more);
    expect(order).not.toHaveBeenCalled();
  });

  test("do what they are given", () => {
    press("o");
    press("?", { shiftKey: true });
    expect(order).toHaveBeenCalledTimes(2);
  });
});
