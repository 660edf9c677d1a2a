// What is loaded only when the reader asks: cards of other sites, and pictures where data is to be saved.

/** Makes the buttons work, also those that come later. */
export function loadOnClick(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".external .load, .load-photo");
    if (button === null) return;
    const card = button.closest<HTMLElement>(".external");
    // A click without a pointer (detail 0) comes from the keyboard, whose focus was on the button.
    if (card !== null) loadCard(card, event.detail === 0);
    else loadPhoto(button);
  });
}

function loadCard(card: HTMLElement, focus: boolean): void {
  const { src = "", ratio = "", provider = "" } = card.dataset;
  const url = new URL(src, location.href);
  // The server only names sites that it knows; whatever it says, nothing but a page of another site is loaded here.
  if (url.protocol !== "https:") return;
  const frame = document.createElement("iframe");
  frame.title = provider;
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  frame.allow = "fullscreen; encrypted-media; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  if (ratio !== "") frame.style.aspectRatio = ratio;
  frame.src = url.href;
  // On a narrow screen the words may be taller than the frame: what follows keeps its place then too.
  card.style.minHeight = `${card.getBoundingClientRect().height}px`;
  for (const old of card.querySelectorAll("p, .load")) old.remove();
  card.classList.add("loaded");
  card.prepend(frame);
  // Else the page's own keys would go to the other site.
  if (focus) frame.focus({ preventScroll: true });
}

/** A picture waits in a template beside its button. */
function loadPhoto(button: HTMLElement): void {
  const template = button.parentElement?.querySelector("template");
  if (!template) return;
  const picture = template.content.cloneNode(true) as DocumentFragment;
  const image = picture.querySelector("img");
  button.replaceWith(picture);
  template.remove();
  if (image === null) return;
  // Whoever asked by keyboard stays where they were.
  image.tabIndex = -1;
  image.focus({ preventScroll: true });
}

/**
 * Keeps the pictures of an entry that is not in the page yet from being loaded.
 * @param entry still outside the document, where nothing is loaded
 */
export function withholdPhotos(entry: HTMLElement): void {
  const button = document.querySelector<HTMLTemplateElement>("template#load-photo")?.content.firstElementChild;
  if (!button) return;
  for (const image of entry.querySelectorAll("img.thumb")) image.remove();
  for (const video of entry.querySelectorAll("video[poster]")) video.removeAttribute("poster");
  for (const picture of entry.querySelectorAll("picture")) {
    const photo = document.createElement("template");
    const asked = button.cloneNode(true) as HTMLElement;
    const alt = picture.querySelector("img")?.alt;
    if (alt) asked.append(`\u00a0: ${alt}`);
    picture.replaceWith(asked, photo);
    photo.content.append(picture);
  }
}
