const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes in the unit that people would use, in steps of a thousand. */
export function formatBytes(bytes: number, language: string): string {
  const place = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return (bytes / 1_000 ** place).toLocaleString(language, {
    style: "unit",
    unit: units[place] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: place < 2 ? 0 : 1,
  });
}
