// Makes small pictures of a large one: upright, in sRGB, without anything but pixels.
import { heightFor, widthsFor } from "./widths";

export interface Reduced {
  /** One for each width, ascending, as WebP, or as JPEG where the browser can't write that. */
  readonly files: readonly Blob[];
  readonly aspectRatio: number;
}

const quality = 0.86;

/** @throws where the browser can't read it as a picture */
export async function reduce(file: Blob): Promise<Reduced> {
  const original = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const files: Blob[] = [];
    let source: CanvasImageSource & { readonly width: number; readonly height: number } = original;
    // The largest first: each next one is made of it, which is faster and smoother than from the original.
    for (const width of widthsFor(original.width).reverse()) {
      const canvas = draw(source, width, heightFor(width, original));
      files.unshift(await encode(canvas));
      source = canvas;
    }
    return { files, aspectRatio: original.width / original.height };
  } finally {
    original.close();
  }
}

function draw(source: CanvasImageSource & { readonly width: number; readonly height: number }, width: number, height: number): OffscreenCanvas {
  // Halved until it is near, or fine lines would flicker where the browser only looks at neighbouring pixels.
  const halves = source.width > 4 * width ? draw(source, width * 2, height * 2) : source;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser draws nothing.");
  context.imageSmoothingQuality = "high";
  // JPEG knows no transparency, and what is transparent would be black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(halves, 0, 0, width, height);
  return canvas;
}

async function encode(canvas: OffscreenCanvas): Promise<Blob> {
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  // A browser that can't write WebP writes PNG without saying so.
  return webp.type === "image/webp" ? webp : canvas.convertToBlob({ type: "image/jpeg", quality });
}
