/** The widths that are made of a photo, in pixels. */
export const widths = [480, 960, 1600] as const;

/** The widths for a photo of that width, ascending: none larger than it, and its own if it is between them. */
export function widthsFor(original: number): number[] {
  return [...widths.filter((width) => width < original), Math.min(original, widths[widths.length - 1]!)]
    .filter((width, at, all) => all.indexOf(width) === at);
}

/** The height that belongs to a width, at least one pixel. */
export function heightFor(width: number, original: { readonly width: number; readonly height: number }): number {
  return Math.max(1, Math.round((width * original.height) / original.width));
}
