// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementFrom } from "../shared/html";
import { morph } from "./morph";

function inPage(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

describe("an element made equal to another", () => {
  const words = fc.constantFrom("", "un", "deux", "<i>trois</i>");
  const tree: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      words,
      fc.tuple(fc.constantFrom("p", "b", "h3"), fc.constantFrom("", ' class="a"', ' id="x" data-src="y"'), fc.array(tie("node"), { maxLength: 3 }))
        .map(([tag, attributes, inner]) => `<${tag === "p" ? "div" : tag}${attributes}>${inner.join("")}</${tag === "p" ? "div" : tag}>`),
    ),
  })).node;
  const article = fc.array(tree, { maxLength: 5 }).map((inner) => `<article id="e-1">${inner.join("")}</article>`);

  test("is equal to it, whatever it was", () => {
    fc.assert(fc.property(article, article, (before, after) => {
      const element = inPage(before);
      const wanted = elementFrom(after)!.outerHTML;
      morph(element, elementFrom(after)!);
      element.normalize();
      expect(element.outerHTML).toBe(wanted);
    }), { numRuns: 60 });
  });

  test("has its attributes in the same order, whatever came and went", () => {
    const element = inPage('<article id="e-1" class="entry" tabindex="0" aria-labelledby="h">a</article>');
    morph(element, elementFrom('<article id="e-1" class="entry pinned" data-pinned="" aria-labelledby="h">a</article>')!);
    expect(element.outerHTML).toBe('<article id="e-1" class="entry pinned" data-pinned="" aria-labelledby="h" tabindex="0">a</article>');
  });

  test("keeps what the script gave it", () => {
    const element = inPage('<article id="e-1" class="entry pinned target" tabindex="0" aria-posinset="2" data-pinned>a</article>');
    morph(element, elementFrom('<article id="e-1" class="entry">b</article>')!);
    expect(element.outerHTML).toBe('<article id="e-1" class="entry target" tabindex="0" aria-posinset="2">b</article>');
  });

  test("keeps a loaded card and a film that plays when the words around them change", () => {
    const element = inPage(`<article><h3>Un</h3><div class="text"><p>a</p>
      <figure class="external loaded" data-src="/v"><iframe></iframe></figure><video src="/f.mp4" controls></video></div></article>`);
    const [frame, film] = [element.querySelector("iframe"), element.querySelector("video")];
    morph(element, elementFrom(`<article><h3>Deux</h3><div class="text"><p>avant</p><p>b</p>
      <figure class="external" data-src="/v"><p>…</p><button class="load"></button></figure><video src="/f.mp4" controls></video></div></article>`)!);
    expect(element.textContent).toContain("Deux");
    expect(element.querySelectorAll("p").length).toBe(2);
    expect(element.querySelector("iframe")).toBe(frame);
    expect(element.querySelector("video")).toBe(film);
  });

  test("leaves open what the reader opened, and closed what they closed", () => {
    const element = inPage('<nav><details open><summary>3</summary></details><details><summary>a</summary></details></nav>');
    morph(element, elementFrom('<nav><details><summary>4</summary></details><details open><summary>b</summary></details></nav>')!);
    expect(element.innerHTML).toBe('<details open=""><summary>4</summary></details><details><summary>b</summary></details>');
  });

  test("lets go of a card that is another", () => {
    const element = inPage('<div><figure class="external loaded" data-src="/v"><iframe></iframe></figure></div>');
    morph(element, elementFrom('<div><figure class="external" data-src="/w"><button class="load"></button></figure></div>')!);
    expect(element.innerHTML).toBe('<figure class="external" data-src="/w"><button class="load"></button></figure>');
  });
});
