// The two halves of tests/lighthouse.sh that a shell is no good at: filling an event, and reading Lighthouse's reports.
import { readFileSync } from "node:fs";

const [what, ...rest] = process.argv.slice(2);
await (what === "fill" ? fill(...rest) : report(rest));

async function fill(address, token) {
  const send = async (path, body) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`${address}/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const photo = (alt) => ({
    path: "/demo/otan-russie", widths: "480 960 1600", formats: "avif webp jpg", aspectRatio: 1.5, alt, caption: "À Bruxelles", credit: "LiveBlog",
  });
  await send("events", {
    slug: "lighthouse", title: "Une journée de pourparlers en continu", timeZone: "Europe/Brussels", topic: "Pourparlers",
    standfirst: "Deux délégations se retrouvent autour d’une table pour la première fois depuis des mois.",
    summary: "- Un premier point acquis\n- Un deuxième, disputé\n- Un troisième, remis à plus tard", photo: photo("Une salle de réunion"),
  });
  for (let i = 0; i < 50; i++) {
    await send("events/lighthouse/entries", {
      headline: `Ce que l’on apprend à la minute ${i}`,
      body: "Les délégations **se parlent encore**, dit l’une d’elles.\n\n> Nous avons le temps.\n> — Une porte-parole\n\nLa suite est attendue dans l’après-midi.",
      publishedAt: new Date(Date.now() - (51 - i) * 240_000).toISOString(), key: i % 12 === 0, breaking: i === 40, wire: i % 10 === 0,
      media: i % 5 === 0 ? [{ kind: "photo", ...photo(`Une table, vue ${i}`) }] : undefined,
    });
  }
}

function report(files) {
  const reports = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const row = (name, value) => console.log(name.padEnd(34), value);
  console.log(`Lighthouse ${reports[0].lighthouseVersion}, mobile, simulated slow 4G, ${reports.length} runs (median; all)`);
  for (const id of ["performance", "accessibility", "best-practices", "seo"]) {
    const scores = reports.map((r) => Math.round(r.categories[id].score * 100));
    row(id, `${median([...scores])}   (${scores.join(", ")})`);
  }
  for (const id of ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"]) {
    row(id, reports.map((r) => r.audits[id].displayValue).join(", "));
  }
  const parts = reports[0].audits["resource-summary"]?.details?.items ?? [];
  for (const part of parts) row(`  ${part.resourceType}`, `${(part.transferSize / 1024).toFixed(1)} KB, ${part.requestCount} requests`);
  for (const audit of Object.values(reports[0].audits)) {
    if (audit.score !== null && audit.score < 1 && ["binary", "numeric", "metricSavings"].includes(audit.scoreDisplayMode)) row(`  below 1: ${audit.id}`, audit.displayValue ?? "");
  }
}
