// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { literalSlice, pastedDoc, pastedMarkdown } from ".";
import { schema } from "../schema";
import { Source } from "../source";
import { quiet } from "./clean";
import { cleanLink, isSafe } from "./links";

const folder = `${__dirname}/../fixtures`;
const samples = readdirSync(folder).filter((name) => /\.(?:html|txt)$/.test(name));
const pasted = (name: string) => {
  const content = readFileSync(`${folder}/${name}`, "utf8");
  return name.endsWith(".html") ? { html: content, text: "" } : { html: "", text: content };
};

test.each(samples)("%s becomes clean Markdown in both modes", (name) => {
  const expected = readFileSync(`${folder}/${name.replace(/\.\w+$/, ".md")}`, "utf8");
  const doc = pastedDoc(pasted(name))!;
  expect(`${new Source("").write(doc)}\n`).toBe(expected);
  expect(new Source(`${pastedMarkdown(pasted(name))}`).doc.toString()).toBe(doc.toString());
  doc.check();
});

test.each([
  "<a href='javascript:alert(1)'>x</a>", "<a href='JaVa\tScript:alert(1)'>x</a>", "<a href='data:text/html,<script>'>x</a>", "<a href='vbscript:x'>x</a>",
  "<a href='//exemple.fr'>x</a>", "<a href='file:///etc/passwd'>x</a>", "<a href='\u0001javascript:x'>x</a>",
  "<svg><a xlink:href='javascript:alert(1)'><text>y</text></a></svg>x", "<p>x<img src=x onerror=alert(1)></p>", "<math><mi href='javascript:x'>y</mi></math>x",
  "<p>x</p><iframe srcdoc='<script>alert(1)</script>'></iframe>", "<style>p{}</style><p onclick='alert(1)'>x</p>", "<template><p>y</p></template>x",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>x", "<form><input value=y><p>x</p></form>", "<object data='javascript:x'>y</object>x",
])("%j gives nothing but its text", (html) => expect(pastedMarkdown({ html, text: "" })?.replace(/'>$/, "").replace(/\\">/, "")).toBe("x"));

// The page's policy reports each style and handler that is parsed, even where nothing is shown.
test.each([...samples.filter((name) => name.endsWith(".html")).map((name) => readFileSync(`${folder}/${name}`, "utf8")),
  "<html><head><style>p { color: red }</style></head><body onload='x()'><P STYLE='color:red' oncopy=\"y('>')\">x</P></body>"])(
  "no style and no handler of a pasted text reaches the parser", (html) => {
    const parsed = new DOMParser().parseFromString(quiet(html.replace(/<!--(?:Start|End)Fragment-->/g, "")), "text/html");
    expect(parsed.querySelectorAll("style, [style]")).toHaveLength(0);
    expect([...parsed.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on"))).toEqual([]);
    expect(parsed.body.textContent!.trim()).not.toBe("");
  });

test("HTML in a pasted text is text", () =>
  expect(new Source(pastedMarkdown({ html: "<p>&lt;script&gt;alert(1)&lt;/script&gt; *a* [b](c)</p>", text: "" })!).doc.textContent).toBe("<script>alert(1)</script> *a* [b](c)"));

test("a picture alone is left to who keeps pictures", () => expect(pastedDoc({ html: "<img src='https://exemple.fr/a.png'>", text: "" })).toBeNull());

test("whatever is pasted, its words are there once it is written", { timeout: 60_000 }, () => {
  const bits = ["<b>", "</b>", "<p>", "</p>", "<i>", "</i>", "<ul>", "<li>", "</ul>", "<table>", "<td>", "<tr>", "</table>", "<br>", "<div>", "</div>", "<a href='https://exemple.fr'>",
    "</a>", "<blockquote>", "</blockquote>", "<h2>", "</h2>", "mot", "deux ", "*", "_", "1.", "-", "|", "#", "`", "\\", "!", "[a]", "«", "&nbsp;", "&lt;b&gt;", "<pre>", "</pre>", "<code>", "</code>"];
  const words = (text: string) => text.replace(/[\s\u00A0]+/g, "");
  fc.assert(fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 20 }), (parts) => {
    const doc = pastedDoc({ html: parts.join(""), text: "" });
    if (doc === null) return;
    doc.check();
    const again = new Source(new Source("").write(doc)).doc;
    expect(words(again.textContent)).toBe(words(doc.textContent));
  }), { numRuns: Number(process.env.LIVEBLOG_CHECKS ?? 300) });
});

test("pasted as it is, a text keeps every sign", () => expect(literalSlice("*a*\n\n# b\nc").content.toString())
  .toBe('<paragraph("*a*"), paragraph("# b", hard_break, "c")>'));

test.each([
  ["https://exemple.fr/a?utm_source=x&b=1&utm_medium=y#c", "https://exemple.fr/a?b=1#c"],
  ["https://exemple.fr/?gclid=1", "https://exemple.fr/"],
  ["https://l.facebook.com/l.php?u=https%3A%2F%2Fexemple.fr%2F%3Ffbclid%3D1&h=x", "https://exemple.fr/"],
  ["mailto:desk@exemple.fr", "mailto:desk@exemple.fr"],
  ["https://exemple.fr/?ref=a&q=é", "https://exemple.fr/?ref=a&q=é"],
  ["/une", null],
  ["#haut", null],
  ["https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"],
])("%s is linked as %s", (address, cleaned) => expect(cleanLink(address)).toBe(cleaned));

test.each(["javascript:alert(1)", "//exemple.fr", "/\\exemple.fr", "https://", "java\nscript:x", "data:text/html,x", ""])("%j is no link", (address) => expect(isSafe(address)).toBe(false));

test("a link of the document that may not be followed leads nowhere", () => {
  const { doc } = new Source("[a](javascript:alert(1))");
  const [mark] = doc.firstChild!.firstChild!.marks;
  expect(JSON.stringify(schema.marks.link.spec.toDOM!(mark!, true))).not.toContain("javascript");
});
