/**
 * A UUID of version 7 (RFC 9562): 48 bits of time in milliseconds, then chance. Made here, so that a text has its id before
 * it is sent for the first time.
 * @param now milliseconds since 1970
 * @param bytes fills an array with random bytes
 */
export function uuid7(
  now: number = Date.now(),
  bytes: (array: Uint8Array<ArrayBuffer>) => Uint8Array = (array) => crypto.getRandomValues(array),
): string {
  const all = bytes(new Uint8Array(16));
  for (let i = 0; i < 6; i++) all[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  all[6] = 0x70 | (all[6]! & 0x0f);
  all[8] = 0x80 | (all[8]! & 0x3f);
  const hex = Array.from(all, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
