// The toolbar's signs, drawn in 24 × 24.
const paths = {
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h8M6 19h8M14.5 5l-5 14",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.6-5.6l-1.4 1.4M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.6 5.6l1.4-1.4",
  heading: "M6 5v14M18 5v14M6 12h12",
  bullets: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 4.5l1.5-.7V9M3.8 14.2c.4-1.2 2.7-1 2.5.4-.1.9-2.4 2-2.5 3.4h2.7",
  quote: "M5 17c2.500-1 4-3 4-6V7H4v5h3M15 17c2.500-1 4-3 4-6V7h-5v5h3",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M12 5v14",
  figure: "M4 20V10M10 20V4M16 20v-7M3 20h18",
  known: "M4 6.500l1.500 1.500L8.500 5M11 6.500h9M11 12h9M5 15.600c.2-1.500 3-1.500 3 .2 0 1.200-1.500 1.200-1.500 2.400M6.500 20.500h.01M11 18h9",
  related: "M4 5h16v14H4zM4 9.500h7v5H4zM14 10h3.500M14 13.500h3.500",
  "row-add": "M4 4h16v7H4zM12 14v6M9 17h6",
  "column-add": "M4 4h7v16H4zM17 9v6M14 12h6",
  "row-remove": "M4 4h16v7H4zM9 17h6",
  "column-remove": "M4 4h7v16H4zM14 12h6",
  "align-right": "M4 6h16M10 12h10M7 18h13",
  "remove-block": "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 11v5.500M13.500 11v5.500",
  undo: "M8 5L4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-4",
  redo: "M16 5l4 4-4 4M20 9H10a5.500 5.500 0 0 0 0 11h4",
  markdown: "M3 6h18v12H3zM6 15V9l3 3 3-3v6M17 9v6M15 13l2 2 2-2",
  preview: "M2.500 12C5 7.500 8.300 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.800 6.500-9.500 6.500S5 16.500 2.500 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
};

export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGSVGElement {
  const make = (element: string, attributes: Record<string, string>) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", element);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const svg = make("svg", { viewBox: "0 0 24 24", width: "20", height: "20", "aria-hidden": "true", focusable: "false" }) as SVGSVGElement;
  svg.append(make("path", { d: paths[name], fill: "none", stroke: "currentColor", "stroke-width": name === "bold" ? "2.4" : "1.8", "stroke-linecap": "round", "stroke-linejoin": "round" }));
  return svg;
}
