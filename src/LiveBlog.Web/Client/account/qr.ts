// The address of an authenticator's secret as a QR code, made here: it goes nowhere else.
import qrcode from "qrcode-generator";

const quiet = 4;

export function qr(place: HTMLElement): void {
  const code = qrcode(0, "M");
  code.addData(place.dataset.qr ?? "");
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) if (code.isDark(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
  }
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const size = String(count + 2 * quiet);
  // Its text stands beside it.
  const svg = make("svg", { viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true", "shape-rendering": "crispEdges" });
  svg.append(make("rect", { width: size, height: size, fill: "#fff" }), make("path", { d: path, fill: "#000" }));
  place.replaceChildren(svg);
}
