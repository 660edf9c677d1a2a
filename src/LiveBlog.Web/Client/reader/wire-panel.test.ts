// @vitest-environment jsdom
import { beforeEach, describe, expect, test } from "vitest";
import { Feed } from "./feed";
import { WireCount, wireOrder } from "./wire-panel";

beforeEach(() => {
  localStorage.clear();
  document.documentElement.lang = "fr";
  document.body.innerHTML = `<div id="event-state" data-part data-revision="4">en direct</div>
    <span data-wire-count hidden></span><aside id="wire-panel"><h2>Fil <span id="wire-count" data-one="{0} nouveau" data-many="{0} nouveaux" hidden></span></h2>
    <button data-wire-order="newest" aria-pressed="true">Récents</button><button data-wire-order="oldest" aria-pressed="false"><i>Anciens</i></button>
    <div role="feed" id="wire" data-event="wire" data-epoch="w" data-revision="3" data-order="newest" data-from="" data-to="" data-pinned-here="false">
    ${["3", "2", "1"].map((n) => `<article id="e-${n}" data-revision="${n}" data-position="${n}"><h3>${n}</h3></article>`).join("")}</div></aside>`;
});
const text = (selector: string) => document.querySelector(selector)!.textContent;
const shown = () => [...document.querySelectorAll("#wire > article")].map(({ id }) => id.slice(2));
const wire = () => new Feed(document.querySelector("#wire")!, { autoUpdate: () => true, aside: true });
const message = (id: string) => ({
  epoch: "w", from: 3, to: 4, reload: false, pollAfterMs: 1,
  event: { title: "", status: "live" as const, revision: 4, parts: [{ id: "event-state", revision: 9, html: '<div id="event-state">du fil</div>' }] },
  entries: [{ id, revision: 4, at: "", position: id, pinned: false, html: `<article id="e-${id}" data-revision="4" data-position="${id}"></article>` }],
});

describe("the count of what came since the reader last looked", () => {
  test("is nothing on the first visit, and then counts", () => {
    const count = new WireCount();
    count.update(["1", "2"]);
    expect(document.querySelector<HTMLElement>("#wire-count")!.hidden).toBe(true);
    count.update(["1", "2", "3", "4"]);
    expect([text("#wire-count"), text("[data-wire-count]")]).toEqual(["2 nouveaux", "2"]);
  });

  test("goes when the reader looks, on later pages too", () => {
    const count = new WireCount();
    count.update(["1"]);
    count.update(["1", "2"]);
    count.looked();
    expect(document.querySelector<HTMLElement>("#wire-count")!.hidden).toBe(true);
    const later = new WireCount();
    later.update(["1", "2", "3"]);
    expect(text("#wire-count")).toBe("1 nouveau");
    // A page that shows older ones only takes nothing back.
    const older = new WireCount();
    older.update(["1"]);
    older.looked();
    later.show();
    expect(text("#wire-count")).toBe("1 nouveau");
  });
});

describe("the panel", () => {
  test("takes in what is new at once, and leaves the page's own parts alone", () => {
    const feed = wire();
    feed.receive(message("4"));
    expect(shown()).toEqual(["4", "3", "2", "1"]);
    expect(feed.waiting).toBe(0);
    expect(text("#event-state")).toBe("en direct");
  });

  test("turns its order without loading, remembers it, and goes on in it", () => {
    const feed = wire();
    const panel = document.querySelector<HTMLElement>("#wire-panel")!;
    wireOrder(panel, feed);
    const [first] = document.querySelectorAll("#wire > article");
    document.querySelector<HTMLElement>("i")!.click();
    expect(shown()).toEqual(["1", "2", "3"]);
    expect([...panel.querySelectorAll("button")].map((button) => button.getAttribute("aria-pressed"))).toEqual(["false", "true"]);
    expect(document.querySelectorAll("#wire > article")[2]).toBe(first);
    feed.receive(message("4"));
    expect(shown()).toEqual(["1", "2", "3", "4"]);

    feed.turn("newest");
    wireOrder(panel, feed);
    expect(shown()).toEqual(["1", "2", "3", "4"]);
  });
});
