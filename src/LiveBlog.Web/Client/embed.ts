// One line on another site, `<script src="https://…/dist/embed.js" data-event="slug" async></script>`: puts the event's
// coverage there, in a frame that is as high as what it shows. A classic script: a module does not know its own element.

(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  const slug = script?.dataset.event;
  if (!script || !slug) return;
  const { origin } = new URL(script.src);
  const frame = document.createElement("iframe");
  const query = new URLSearchParams();
  if (script.dataset.order) query.set("order", script.dataset.order);
  frame.src = `${origin}/embed/${encodeURIComponent(slug)}${query.size ? `?${query}` : ""}`;
  frame.title = script.dataset.title ?? "LiveBlog";
  frame.loading = "lazy";
  // Without this the reader could follow no link.
  frame.allow = "fullscreen; clipboard-write; web-share";
  Object.assign(frame.style, { display: "block", width: "100%", height: "40rem", border: "0" });

  addEventListener("message", (event) => {
    const data = event.data as { type?: unknown; height?: unknown } | null;
    if (event.origin !== origin || event.source !== frame.contentWindow || data?.type !== "liveblog-height") return;
    const { height } = data;
    if (typeof height === "number" && Number.isFinite(height) && height > 0) frame.style.height = `${Math.min(height, 100_000)}px`;
  });
  // The frame answers the page that says hello, so neither side speaks to a stranger.
  frame.addEventListener("load", () => frame.contentWindow?.postMessage({ type: "liveblog-hello" }, origin));
  script.after(frame);
})();

export {};
