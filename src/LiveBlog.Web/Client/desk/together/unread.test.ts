import { expect, test } from "vitest";
import { ReadUntil } from "./unread";

test("open notes of others that came since one last looked are unread, in this browser", () => {
  const kept = new Map<string, string>();
  const storage = { get: (key: string) => kept.get(key) ?? null, set: (key: string, value: string) => { kept.set(key, value); }, remove() {} };
  const note = (at: string, more = {}) => ({ at, mine: false, settled: false, ...more });
  const notes = [note("2026-01-01T10:00:00Z"), note("2026-01-01T11:00:00Z", { mine: true }), note("2026-01-01T12:00:00Z", { settled: true })];
  const read = new ReadUntil(storage, "claire.otan");
  expect(read.unread(notes)).toBe(1);
  read.read(notes);
  expect(new ReadUntil(storage, "claire.otan").unread([...notes, note("2026-01-01T13:00:00Z")])).toBe(1);
  expect(new ReadUntil(storage, "camille.otan").unread(notes)).toBe(1);
});
