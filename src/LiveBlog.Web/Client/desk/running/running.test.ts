import { describe, expect, it } from "vitest";
import { withName } from "./names";
import { wallClock } from "./quick-times";
import { withLine } from "./related";

describe("running an event", () => {
  it("adds a name once, and never two in one", () => {
    expect(withName("", "Claire")).toBe("Claire");
    expect(withName("Claire ,", "Jean, Paul")).toBe("Claire, Jean  Paul");
    expect(withName("Claire", " Claire ")).toBe("Claire");
  });

  it("adds an address once, whatever stands after it", () => {
    expect(withLine("/live/a Un titre\n", "/live/b")).toBe("/live/a Un titre\n/live/b");
    expect(withLine("/live/a Un titre", "/live/a")).toBe("/live/a Un titre");
  });

  it("writes a moment as the clocks of the event's zone show it", () => {
    expect(wallClock(new Date("2026-01-12T23:40:30Z"), "Europe/Paris")).toBe("2026-01-13T00:40");
  });
});
