import qrcode from "qrcode-generator";

/** Light squares around the code, in squares (ISO/IEC 18004). */
export const quiet = 4;

export interface QrPath {
  /** In squares, with the quiet ones. */
  readonly size: number;
  /** Of an SVG path: one square for each dark module. */
  readonly path: string;
}

/** A text as a QR code that stands a scratch (error correction M). */
export function qrPath(text: string): QrPath {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return { size: count + 2 * quiet, path };
}
