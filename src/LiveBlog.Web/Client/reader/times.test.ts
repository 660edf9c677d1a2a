// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inOwnZone, inZone, longDay, relativeText, Times } from "./times";

const at = new Date("2022-01-12T18:38:00+01:00");

describe("relative times", () => {
  test.each([
    [0, "fr", "maintenant"],
    [3 * 60_000, "fr", "il y a 3 min"],
    [61 * 60_000, "fr", "il y a 1 h"],
    [3 * 60_000, "en", "3 min. ago"],
    [5 * 60_000, "ru", "5 мин. назад"],
    [-60_000, "fr", "maintenant"],
  ])("%d ms ago, %s", (ago, language, expected) => {
    expect(relativeText(at.getTime(), at.getTime() + ago, language)?.replace(/[\u00a0\u202f]/g, " ")).toBe(expected);
  });

  test("say what just happened in the page's own words", () => {
    expect(relativeText(at.getTime(), at.getTime() + 59_000, "fr", "à l’instant")).toBe("à l’instant");
    expect(relativeText(at.getTime(), at.getTime() + 60_000, "fr", "à l’instant")).not.toBe("à l’instant");
  });

  test.each([25 * 3_600_000, -3_600_000])("are not used %d ms away", (ago) => {
    expect(relativeText(at.getTime(), at.getTime() + ago, "fr")).toBeNull();
  });
});

describe("another zone", () => {
  test.each([
    ["America/New_York", "chez vous : 12:38"],
    ["Asia/Tokyo", "chez vous : 13.01.2022, 02:38"],
    ["Europe/Paris", ""],
  ])("what is announced, for a reader in %s", (timeZone, expected) => {
    expect(inOwnZone("chez vous : {0}", "2022-01-12T18:38:00+01:00", timeZone)).toBe(expected);
  });

  test.each([
    ["18:38 ", "fr", "02:38 "],
    ["12.01.2022", "fr", "13.01.2022"],
    ["12/01/2022", "es", "13/01/2022"],
    ["12 Jan 2022", "en", "13 Jan 2022"],
    ["6:38 PM", "en", "2:38 AM"],
    ["modifié le 12.01.2022 à 18:38", "fr", "modifié le 13.01.2022 à 02:38"],
    ["attendue vers 18 h 38", "fr", "attendue vers 2 h 38"],
  ])("%s (%s)", (text, language, expected) => {
    expect(inZone(text, at, language, "Asia/Tokyo").replace(/\u202f/g, " ")).toBe(expected);
  });

  test("has its own day", () => {
    expect(longDay(at, "fr", "Asia/Tokyo")).toBe("jeudi 13 janvier 2022");
  });
});

describe("the times of a page", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: at.getTime() + 3 * 60_000 });
    document.documentElement.lang = "fr";
    document.body.innerHTML = `<div id="entries"><article data-day="2022-01-12"><p class="day"><time datetime="2022-01-12">mercredi 12 janvier 2022</time></p>
      <time class="at" datetime="2022-01-12T18:38:00+01:00">18:38 <small>12.01.2022</small></time></article></div>
      <time id="b" datetime="2022-01-12T18:38:00+01:00" data-relative="below">18:38 <small>12.01.2022</small></time>
      <time id="r" datetime="2022-01-12T18:38:00+01:00" data-relative>18:38 <small>12.01.2022</small></time>
      <p id="event-next" data-part><time datetime="2022-01-12T18:40:00+01:00">vers 18 h 40</time> <b class="late" hidden>en retard</b></p>`;
  });
  afterEach(() => vi.useRealTimers());
  const text = (selector: string) => document.querySelector(selector)!.textContent!.replace(/[\u00a0\u202f]/g, " ");

  test("move, and come back to what the server said", () => {
    const times = new Times();
    times.refresh();
    expect(text("#r")).toBe("il y a 3 min");
    expect(text("#b")).toBe("18:38 il y a 3 min");
    expect(document.querySelector<HTMLElement>("#r")!.title).toBe("18:38 12.01.2022");
    vi.setSystemTime(at.getTime() + 60 * 60_000 * 30);
    times.refresh();
    expect(text("#r")).toBe("18:38 12.01.2022");
    expect(text("#b")).toBe("18:38 12.01.2022");
  });

  test("are shown in the reader's zone and back, and after an edit", () => {
    const times = new Times();
    times.own = true;
    times.refresh();
    // The process that runs the tests is in this zone.
    const own = new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit" }).format(at);
    expect(text(".at")).toContain(own);
    const node = document.querySelector(".at")!.firstChild!;
    node.nodeValue = "19:00 ";
    times.own = false;
    times.refresh();
    expect(node.nodeValue).toBe("19:00 ");
    expect(text(".at")).toContain("12.01.2022");
    expect(text(".day")).toBe("mercredi 12 janvier 2022");
  });

  test("say that the next update is late five minutes after its time", () => {
    const times = new Times();
    const late = document.querySelector<HTMLElement>(".late")!;
    vi.setSystemTime(new Date("2022-01-12T18:44:00+01:00"));
    times.refresh();
    expect(late.hidden).toBe(true);
    vi.setSystemTime(new Date("2022-01-12T18:45:00+01:00"));
    times.refresh();
    expect(late.hidden).toBe(false);
  });
});
