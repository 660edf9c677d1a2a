import { expect, test } from "vitest";
import { decode, encode } from "./base64url";

test("bytes survive the way to an address and back, without what an address must not hold", () => {
  for (let length = 0; length < 20; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => 255 - at * 3);
    expect(encode(bytes.buffer)).toMatch(/^[\w-]*$/);
    expect(new Uint8Array(decode(encode(bytes.buffer)))).toEqual(bytes);
  }
});
