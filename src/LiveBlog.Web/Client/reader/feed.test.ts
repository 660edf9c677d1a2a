// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Feed } from "./feed";
import { ModelServer, positionOf } from "./model";
import { parsePage } from "./page.node";
import { ordered, type Order, type PageWindow } from "./replica";

const first: PageWindow = { from: "", to: "", pinnedHere: true };

let server: ModelServer;
let automatic: boolean;
let arrivals: number[];
/** Where the feed's top edge is on the screen, in pixels; every entry is 100 high. */
let top: number;

function render(window: PageWindow, order: Order): Feed {
  const page = server.page(window, order);
  document.body.innerHTML = `<!-- <article id="e-no"> -->
    ${[...page.parts.values()].map((part) => part.html).join("\n")}
    <template id="empty-feed"><article class="empty"><h3>Rien</h3></article></template>
    <template id="left-off"><p class="left-off" data-part>…</p></template>
    <div role="feed" id="entries" data-event="otan" data-epoch="${page.epoch}" data-revision="${page.revision}"
         data-status="live" data-order="${order}" data-from="${window.from}" data-to="${window.to}"
         data-pinned-here="${window.pinnedHere}" data-page="/live/otan" aria-busy="false">
      ${ordered(page).map((id) => page.items.get(id)!.html).join("\n")}
    </div>`;
  return new Feed(document.querySelector<HTMLElement>("#entries")!, {
    autoUpdate: () => automatic,
    onChange: (arrived) => arrivals.push(arrived),
  });
}

const ids = () => [...document.querySelectorAll("#entries > article")].map((element) => element.id.slice(2));
const entry = (id: string) => document.getElementById(`e-${id}`)!;
const catchUp = (feed: Feed) => feed.receive(server.since(feed.state.revision));

beforeEach(() => {
  server = new ModelServer();
  for (let time = 0; time < 20; time++) server.post(`e${time}`, time);
  automatic = true;
  arrivals = [];
  top = 100;
  // jsdom has no layout: entries of 100 pixels, one under the other.
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    const articles = [...document.querySelectorAll("#entries > article")];
    if (this.id === "entries") return new DOMRect(0, top, 600, 100 * articles.length);
    const index = articles.indexOf(this);
    return index < 0 ? new DOMRect() : new DOMRect(0, top + 100 * index, 600, 100);
  });
  vi.stubGlobal("scrollBy", ({ top: pixels }: { top: number }) => { top -= pixels; });
  Object.defineProperty(globalThis, "scrollY", { configurable: true, get: () => 100 - top });
  Element.prototype.scrollIntoView = function () { top -= this.getBoundingClientRect().top; };
});

test("the page is read as its HTML says, with and without a DOM", () => {
  server.edit("e3", { pinned: true, rank: -2, text: "« l’Alliance »" });
  const feed = render(first, "oldest");
  expect(feed.state).toEqual({ ...server.page(first, "oldest"), event: { revision: server.revision, status: "live", title: "" } });
  expect(parsePage(document.body.innerHTML)).toEqual(feed.state);
});

test("says that there is nothing when the last entry is withdrawn, as the server does", () => {
  const feed = render(first, "newest");
  for (const id of [...server.entries.keys()]) server.edit(id, { withdrawn: true });
  catchUp(feed);
  expect(feed.element.innerHTML.trim()).toBe('<article class="empty"><h3>Rien</h3></article>');
  server.rename("Encore rien");
  catchUp(feed);
  expect(feed.element.childElementCount).toBe(1);
  // The style sheet hides it where it is not the only child.
  server.post("f", 30);
  catchUp(feed);
  server.edit("f", { withdrawn: true });
  catchUp(feed);
  expect(feed.element.querySelectorAll(":scope > .empty:only-child").length).toBe(1);
});

describe("in place", () => {
  test("an edit touches only its entry", () => {
    const feed = render(first, "newest");
    const untouched = entry("e4");
    server.edit("e5", { text: "corrigé" });
    catchUp(feed);
    expect(entry("e5").textContent).toContain("corrigé");
    expect(entry("e4")).toBe(untouched);
    expect(arrivals).toEqual([0]);
  });

  test("a withdrawal and a restoration, wherever the reader is and whatever the switch says", () => {
    automatic = false;
    top = -500;
    const feed = render(first, "newest");
    server.edit("e5", { withdrawn: true });
    catchUp(feed);
    expect(ids()).not.toContain("e5");
    server.edit("e5", { withdrawn: false });
    catchUp(feed);
    expect(ids()).toEqual(ordered(feed.state));
    expect(feed.waiting).toBe(0);
  });

  test("a pin moves the entry, and no other", () => {
    const feed = render(first, "oldest");
    const others = ids().filter((id) => id !== "e7").map(entry);
    const moved: Node[] = [];
    const insertBefore = vi.spyOn(Node.prototype, "insertBefore").mockImplementation(function (this: Node, node, next) {
      moved.push(node);
      insertBefore.mockRestore();
      return this.insertBefore(node, next);
    });
    server.edit("e7", { pinned: true });
    catchUp(feed);
    expect(ids()[0]).toBe("e7");
    expect(ids().slice(1).map(entry)).toEqual(others);
    expect(moved).toEqual([entry("e7")]);
  });

  test("another rank moves a pinned entry", () => {
    for (const id of ["e1", "e2"]) server.edit(id, { pinned: true });
    const feed = render(first, "newest");
    const before = ids()[0];
    server.edit("e1", { rank: 1 });
    server.edit("e2", { rank: -1 });
    catchUp(feed);
    expect(before).toBe("e2");
    expect(ids().slice(0, 2)).toEqual(["e1", "e2"]);
  });

  test("parts", () => {
    const feed = render(first, "newest");
    server.rename("Autre titre", "ended");
    catchUp(feed);
    expect(document.querySelector("#event-header")!.textContent).toBe("Autre titre");
    expect(document.querySelector("#event-state")!.textContent).toBe("ended");
  });
});

describe("new entries", () => {
  test.each(["newest", "oldest"] as const)("come in at the live edge, %s first", (order) => {
    top = order === "newest" ? 100 : innerHeight - 2000;
    const feed = render(first, order);
    server.post("new", 50);
    catchUp(feed);
    expect(ids()).toEqual(ordered(feed.state));
    expect(entry("new").classList).toContain("arrived");
    expect(feed.waiting).toBe(0);
    expect(arrivals).toEqual([1]);
    expect(feed.element.getAttribute("aria-busy")).toBe("false");
  });

  test.each([
    ["newest", -500, true],
    ["oldest", 100, true],
    ["newest", 100, false],
  ] as const)("wait elsewhere: %s first, feed at %d, automatic %s", (order, at, on) => {
    top = at;
    automatic = on;
    const feed = render(first, order);
    const before = ids();
    server.post("new", 50);
    server.post("newer", 51);
    catchUp(feed);
    expect(ids()).toEqual(before);
    expect(feed.waiting).toBe(2);
    expect(top).toBe(at);

    server.edit("new", { text: "corrigé" });
    server.edit("newer", { withdrawn: true });
    catchUp(feed);
    expect(feed.waiting).toBe(1);

    feed.reveal({ go: true, focus: true });
    expect(ids()).toEqual(ordered(feed.state));
    expect(entry("new").textContent).toContain("corrigé");
    expect(feed.waiting).toBe(0);
    expect(entry("new").getBoundingClientRect().top).toBe(0);
    expect(document.activeElement).toBe(entry("new"));
  });

  test("come in below pinned ones, which may be off the screen, without moving", () => {
    for (const id of ["e1", "e2", "e3"]) server.edit(id, { pinned: true });
    top = -300;
    const feed = render(first, "newest");
    server.post("new", 50);
    server.edit("e2", { pinned: false });
    catchUp(feed);
    expect(entry("new").getBoundingClientRect().top).toBe(0);
  });

  test("that waited come in with the next one at the live edge", () => {
    top = -500;
    const feed = render(first, "newest");
    server.post("new", 50);
    catchUp(feed);
    top = 100;
    server.post("newer", 51);
    catchUp(feed);
    expect(ids().slice(0, 2)).toEqual(["newer", "new"]);
  });

  test("beyond an older page are counted, and are on the page that comes after what was there", () => {
    const feed = render({ from: positionOf(5), to: positionOf(30), pinnedHere: false }, "oldest");
    server.post("new", 50);
    catchUp(feed);
    expect(feed.waiting).toBe(1);
    expect(arrivals).toEqual([1]);
    expect(feed.pageWithNews).toBe(`/live/otan?order=oldest&after=${positionOf(30)}`);
    expect(ids()).not.toContain("new");
    expect(render({ from: "", to: positionOf(30), pinnedHere: false }, "newest").pageWithNews).toBe("/live/otan?order=newest");
  });
});

describe("what is being read", () => {
  test("stays at its place when an older entry comes back above it", () => {
    server.edit("e15", { withdrawn: true });
    top = -800;
    const feed = render(first, "newest");
    const read = entry("e10");
    const before = read.getBoundingClientRect().top;
    server.edit("e15", { withdrawn: false });
    catchUp(feed);
    expect(ids()).toContain("e15");
    expect(read.getBoundingClientRect().top).toBe(before);
  });

  test("gives its place to the next entry when it is withdrawn", () => {
    top = -800;
    const feed = render(first, "newest");
    const next = entry("e10");
    const before = next.getBoundingClientRect().top;
    server.edit("e11", { withdrawn: true });
    server.edit("e18", { withdrawn: true });
    catchUp(feed);
    expect(next.getBoundingClientRect().top).toBe(before);
  });

  test("keeps the focus on the same link when it is replaced or moved", () => {
    const feed = render(first, "newest");
    entry("e5").querySelectorAll("a")[1]!.focus();
    server.edit("e5", { text: "corrigé" });
    catchUp(feed);
    expect(document.activeElement).toBe(entry("e5").querySelectorAll("a")[1]);
    server.edit("e5", { pinned: true });
    catchUp(feed);
    expect(document.activeElement).toBe(entry("e5").querySelectorAll("a")[1]);
  });

  test("passes the focus to the next entry when it is withdrawn", () => {
    const feed = render(first, "newest");
    entry("e5").querySelector("a")!.focus();
    server.edit("e5", { withdrawn: true });
    catchUp(feed);
    expect(document.activeElement).toBe(entry("e4"));
  });
});
