import { expect, test } from "vitest";
import { momentIn } from "./zone";

test.each([
  ["2022-01-12T18:38", "Europe/Paris", "2022-01-12T17:38:00.000Z"],
  ["2022-07-12T18:38:05", "Europe/Paris", "2022-07-12T16:38:05.000Z"],
  ["2022-01-12T18:38", "Asia/Kolkata", "2022-01-12T13:08:00.000Z"],
  ["2022-01-12T00:10", "Pacific/Kiritimati", "2022-01-11T10:10:00.000Z"],
  // Comes twice: the first is meant, as on the server.
  ["2022-10-30T02:30", "Europe/Paris", "2022-10-30T00:30:00.000Z"],
  ["2022-10-30T03:00", "Europe/Paris", "2022-10-30T02:00:00.000Z"],
  ["2022-03-27T02:30", "Europe/Paris", "skipped"],
  ["2022-03-27T03:00", "Europe/Paris", "2022-03-27T01:00:00.000Z"],
  ["yesterday", "Europe/Paris", null],
])("%s in %s is %s", (typed, zone, moment) => expect(momentIn(typed, zone)).toBe(moment));
