// The count of what is unread, in the title and on the icon of the page's tab.

/** The page's title with the count before it. */
export function titleWith(count: number, title: string): string {
  return count > 0 ? `(${count}) ${title}` : title;
}

/** The icon with the count in its corner: another SVG around the site's own. */
export function iconWith(icon: string, count: number): string {
  const inner = icon.replace(/<svg\b/, '<svg width="32" height="32"');
  const text = count > 9 ? "9+" : String(count);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inner}<circle cx="22" cy="22" r="10" fill="#c1121f"/>`
    + `<text x="22" y="27" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${count > 9 ? 12 : 15}" fill="#fff">${text}</text></svg>`;
}

/** Shows counts on the page's icon, which is an SVG file of this site. */
export class Icon {
  private readonly link = document.querySelector<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]');
  private readonly href = this.link?.getAttribute("href") ?? "";
  private drawing: Promise<string> | undefined;
  private shown = 0;

  async show(count: number): Promise<void> {
    const { link } = this;
    if (link === null || Math.min(count, 10) === Math.min(this.shown, 10)) return;
    this.shown = count;
    if (count === 0) {
      link.href = this.href;
      return;
    }
    try {
      this.drawing ??= fetch(this.href).then((answer) => answer.text());
      const icon = await this.drawing;
      if (this.shown === count) link.href = `data:image/svg+xml,${encodeURIComponent(iconWith(icon, count))}`;
    } catch {
      // The title says it as well.
      this.drawing = undefined;
    }
  }
}
