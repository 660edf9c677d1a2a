// Makes an element equal to another, leaving alone what is the same in both: a film goes on, a link keeps its focus.

/** Attributes and classes that the script gives, and the server never does. */
const ownAttributes = new Set(["tabindex", "aria-posinset", "aria-setsize"]);
const ownClasses = ["arrived", "target", "fresh"];

/**
 * @param element what is in the page
 * @param wanted what it is to become; its nodes may be taken over
 */
export function morph(element: Element, wanted: Element): void {
  morphAttributes(element, wanted);
  let next = element.firstChild;
  for (const node of [...wanted.childNodes]) {
    const match = firstLike(next, node);
    if (match === null) {
      element.insertBefore(node, next);
      continue;
    }
    while (next !== match) {
      const gone: ChildNode = next!;
      next = gone.nextSibling;
      gone.remove();
    }
    next = match.nextSibling;
    if (match.nodeType !== Node.ELEMENT_NODE) {
      if (match.nodeValue !== node.nodeValue) match.nodeValue = node.nodeValue;
    } else if (!isRunning(match as Element) && !match.isEqualNode(node)) {
      morph(match as Element, node as Element);
    }
  }
  while (next !== null) {
    const gone: ChildNode = next;
    next = gone.nextSibling;
    gone.remove();
  }
}

/** The attributes come to stand in the same order too, the script's own last, so that the HTML is the same. */
function morphAttributes(element: Element, wanted: Element): void {
  const own = [...element.attributes].filter(({ name }) => ownAttributes.has(name)).map(({ name, value }) => ({ name, value }));
  const kept = ownClasses.filter((name) => element.classList.contains(name));
  // Whether it is open is the reader's affair.
  if (element instanceof HTMLDetailsElement) wanted.toggleAttribute("open", element.open);
  const namesOf = (all: NamedNodeMap) => [...all].map(({ name }) => name).filter((name) => !ownAttributes.has(name)).join();
  if (namesOf(element.attributes) !== namesOf(wanted.attributes)) {
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
  }
  for (const { name, value } of [...wanted.attributes, ...own]) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (kept.length > 0) element.classList.add(...kept);
}

/** The first sibling from `from` on that can become `node`. */
function firstLike(from: ChildNode | null, node: Node): ChildNode | null {
  for (let candidate = from; candidate !== null; candidate = candidate.nextSibling) {
    if (candidate.nodeType === node.nodeType && candidate.nodeName === node.nodeName && keyOf(candidate) === keyOf(node)) return candidate;
  }
  return null;
}

/** What must be the same for an element to be the same thing with other words. */
function keyOf(node: Node): string {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const element = node as Element;
  const [kind] = element.className.toString().split(" ");
  const source = element.getAttribute("data-src") ?? (/^(AUDIO|VIDEO|IMG|PICTURE)$/.test(node.nodeName) ? sourceOf(element) : "");
  return `${element.id} ${kind} ${source}`;
}

function sourceOf(element: Element): string {
  return element.getAttribute("src") ?? element.querySelector("[src]")?.getAttribute("src") ?? "";
}

/** A loaded card, or a film or sound, whose source is known to be the same. */
function isRunning(element: Element): boolean {
  return element.matches("audio, video, .external.loaded");
}
