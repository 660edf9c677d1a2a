// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { followEntryLinks, goTo, goToTarget } from "./arrival";
import { Feed } from "./feed";

let scrolled: number;
const wentElsewhere = vi.fn();

function page(): Feed {
  document.body.innerHTML = `<ul id="event-keys"><li><a id="here" href="/live/otan/2" data-entry="2">ici</a></li><li><a id="there" href="/live/otan/9" data-entry="9">là</a></li></ul>
    <div role="feed" id="entries" data-event="otan" data-epoch="k" data-revision="3" data-target="e-1" data-pinned-here="true">
    ${["3", "2", "1"].map((n) => `<article id="e-${n}" class="entry" data-revision="${n}" data-position="${n}"><a class="permalink" href="/live/otan/${n}">Lien</a></article>`).join("")}</div>`;
  return new Feed(document.querySelector("#entries")!, { autoUpdate: () => false });
}
const marked = () => [...document.querySelectorAll(".target")].map(({ id }) => id);

beforeEach(() => {
  history.replaceState(null, "", "/live/otan");
  scrolled = 0;
  wentElsewhere.mockClear();
  vi.stubGlobal("scrollBy", ({ top }: { top: number }) => { scrolled += top; });
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return new DOMRect(0, this.id.startsWith("e-") ? 1000 - 100 * Number(this.id.slice(2)) - scrolled : 0, 600, 100);
  });
});
// jsdom cannot go elsewhere; whoever comes last knows whether the page would.
addEventListener("click", (event) => {
  if (!event.defaultPrevented) wentElsewhere((event.target as HTMLAnchorElement).getAttribute("href"));
  event.preventDefault();
});

test("the entry that the address names is scrolled to, marked and focused, and no other", () => {
  const { element } = page();
  goTo(document.querySelector<HTMLElement>("#e-3")!);
  goToTarget(element);
  expect(marked()).toEqual(["e-1"]);
  expect(document.activeElement!.id).toBe("e-1");
  expect(scrolled).toBe(900);
});

test("an address with a fragment leads there, and the entry is marked all the same", () => {
  const { element } = page();
  history.replaceState(null, "", "/live/otan/1#event-keys");
  goToTarget(element);
  expect(marked()).toEqual(["e-1"]);
  expect(scrolled).toBe(0);
});

describe("links to entries", () => {
  test("of this page go there and put the permalink in the address bar", () => {
    followEntryLinks(page());
    document.getElementById("here")!.click();
    expect(marked()).toEqual(["e-2"]);
    expect(location.pathname).toBe("/live/otan/2");
    document.querySelector<HTMLElement>("#e-3 .permalink")!.click();
    expect(location.pathname).toBe("/live/otan/3");
    expect(wentElsewhere).not.toHaveBeenCalled();
  });

  test("of another page are followed", () => {
    followEntryLinks(page());
    document.getElementById("there")!.click();
    expect(wentElsewhere).toHaveBeenCalledWith("/live/otan/9");
    expect(location.pathname).toBe("/live/otan");
  });

  test("lead to one that still waits, which is then shown", () => {
    const feed = page();
    followEntryLinks(feed);
    feed.receive({
      epoch: "k", from: 3, to: 4, event: null, reload: false, pollAfterMs: 1,
      entries: [{ id: "9", revision: 4, at: "", position: "9", pinned: false, html: '<article id="e-9" class="entry" data-revision="4" data-position="9"></article>' }],
    });
    expect(document.getElementById("e-9")).toBeNull();
    document.getElementById("there")!.click();
    expect(marked()).toEqual(["e-9"]);
  });
});
