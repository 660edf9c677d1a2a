// @vitest-environment jsdom
import { beforeEach, describe, expect, test } from "vitest";
import { elementFrom } from "../shared/html";
import { loadOnClick, withholdPhotos } from "./cards";

loadOnClick();
beforeEach(() => {
  document.body.innerHTML = `<template id="load-photo"><button type="button" class="load-photo">Afficher l’image</button></template>
    <figure class="external" data-src="https://www.youtube-nocookie.com/embed/ID" data-ratio="16/9" data-provider="YouTube"><p>…</p>
    <button type="button" class="load">Afficher</button> <a href="https://youtu.be/ID">Ouvrir</a></figure>`;
});

describe("a card of another site", () => {
  test("loads nothing before the reader asks, and then a frame that can do no more than it must", () => {
    expect(document.querySelector("iframe")).toBeNull();
    document.querySelector<HTMLElement>(".load")!.click();
    const frame = document.querySelector("iframe")!;
    expect(frame.src).toBe("https://www.youtube-nocookie.com/embed/ID");
    expect(frame.title).toBe("YouTube");
    expect(frame.getAttribute("sandbox")).toBe("allow-scripts allow-same-origin allow-popups allow-presentation");
    expect(document.querySelector("p, .load")).toBeNull();
    expect(document.querySelector("a")!.href).toBe("https://youtu.be/ID");
  });

  test.each(["javascript:alert(1)", "/desk", "http://x.example/"])("never loads %s", (src) => {
    document.querySelector<HTMLElement>("figure")!.dataset.src = src;
    document.querySelector<HTMLElement>(".load")!.click();
    expect(document.querySelector("iframe")).toBeNull();
  });
});

test("a picture that was withheld comes when it is asked for", () => {
  const entry = elementFrom('<article><div class="photo"><picture><source srcset="a.avif"><img src="a.jpg" alt="Le siège"></picture></div></article>')!;
  withholdPhotos(entry);
  document.body.append(entry);
  expect(entry.querySelector("img")).toBeNull();
  expect(entry.querySelector("button")!.textContent).toBe("Afficher l’image\u00a0: Le siège");
  entry.querySelector("button")!.click();
  expect(entry.querySelector("img")!.getAttribute("src")).toBe("a.jpg");
  expect(entry.querySelector("button, template")).toBeNull();
  expect(document.activeElement).toBe(entry.querySelector("img"));
});
