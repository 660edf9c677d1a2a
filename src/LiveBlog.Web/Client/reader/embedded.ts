// Inside a frame on another site: tells that site how high the page is, if it asks in the way that embed.ts does.

/** Answers the page that holds this one, and no other, whenever the height changes. */
export function tellHeight(): void {
  let origin: string | null = null;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (origin === null || height === told) return;
    told = height;
    parent.postMessage({ type: "liveblog-height", height }, origin);
  };
  addEventListener("message", (event) => {
    if (event.source !== parent || (event.data as { type?: unknown } | null)?.type !== "liveblog-hello") return;
    origin = event.origin;
    told = 0;
    tell();
  });
  if ("ResizeObserver" in globalThis) new ResizeObserver(tell).observe(document.documentElement);
}
