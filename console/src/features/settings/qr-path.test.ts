import { expect, test } from "vitest";
import { qrPath, quiet } from "./qr-path.ts";

const uri = "otpauth://totp/Parley:ada%40example.org?issuer=Parley&secret=JBSWY3DPEHPK3PXP";

/** Squares that are dark, as `column row`. */
function darkOf(path: string): ReadonlySet<string> {
  return new Set(Array.from(path.matchAll(/M(\d+) (\d+)h1v1h-1z/g), ([, x, y]) => `${x} ${y}`));
}

test("a code has its three finder patterns, and is quiet around", () => {
  const { size, path } = qrPath(uri);
  const dark = darkOf(path);
  // ISO/IEC 18004: sides of 17 + 4 × version squares.
  expect((size - 2 * quiet - 17) % 4).toBe(0);
  const far = size - quiet - 7;
  for (const [x, y] of [
    [quiet, quiet],
    [far, quiet],
    [quiet, far],
  ] as const) {
    for (let step = 0; step < 7; step++) {
      expect(dark).toContain(`${x + step} ${y}`);
      expect(dark).toContain(`${x} ${y + step}`);
    }
    expect(dark).toContain(`${x + 3} ${y + 3}`);
    expect(dark).not.toContain(`${x + 1} ${y + 1}`);
  }
  for (const square of dark) {
    const [x = 0, y = 0] = square.split(" ").map(Number);
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(quiet);
    expect(Math.max(x, y)).toBeLessThan(size - quiet);
  }
});

test("another text is another code", () => {
  expect(qrPath(uri).path).not.toBe(qrPath(`${uri}&digits=6`).path);
});
