// Bundles what the pages load (`npm run build`) and what the process tests run (`npm run build:tools`).
import { build } from "esbuild";
import { existsSync } from "node:fs";

const browsers = ["es2021", "chrome100", "edge100", "firefox100", "safari15"];

// The desk's editor of texts is a file of its own, loaded after the rest. esbuild's splitting would name it by its content, and
// MSBuild lists the files of the last build before it makes the next.
const apart = {
  name: "apart",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/rich$/ }, ({ kind }) => kind === "dynamic-import" ? { path: "./desk-text.js", external: true } : undefined),
};

const page = [
  { in: "Client/reader/index.ts", out: "wwwroot/dist/reader.js", sourcemap: "linked" },
  { in: "Client/desk/index.ts", out: "wwwroot/dist/desk.js", sourcemap: "linked", plugins: [apart] },
  { in: "Client/desk/text/rich/index.ts", out: "wwwroot/dist/desk-text.js", sourcemap: "linked" },
  { in: "Client/desk/media/worker.ts", out: "wwwroot/dist/media-worker.js", format: "iife" },
  { in: "Client/account/index.ts", out: "wwwroot/dist/account.js" },
  { in: "Client/file/index.ts", out: "wwwroot/dist/file.js" },
  { in: "Styles/site.css", out: "wwwroot/dist/site.css" },
  { in: "Styles/desk.css", out: "wwwroot/dist/desk.css" },
  // For other sites, by one line: a classic script.
  { in: "Client/embed.ts", out: "wwwroot/dist/embed.js", format: "iife" },
].map((entry) => ({ target: browsers, platform: "browser", format: "esm", minify: true, ...entry }));

const tools = [
  {
    in: "Client/reader/follow.node.ts",
    out: "obj/tools/follow.mjs",
    target: "node20",
    platform: "node",
    format: "esm",
    // SignalR loads its Node parts with require(), which an ES module does not have.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  },
];

const wanted = process.argv[2] === "tools" ? tools : page;

await Promise.all(
  wanted
    .filter((entry) => existsSync(entry.in))
    .map(({ in: entryPoint, out: outfile, ...options }) =>
      build({ ...options, entryPoints: [entryPoint], outfile, bundle: true, legalComments: "none", logLevel: "info" }),
    ),
);
