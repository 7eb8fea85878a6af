const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes for people, in powers of 1,000 as disks and hubs count them: `397 MB`, `2.50 GB`. */
export function bytesText(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit < 3 ? (amount < 9.95 && unit === 2 ? 1 : 0) : amount < 9.995 ? 2 : 1;
  return `${amount.toFixed(digits)} ${units[unit]}`;
}

/** Seconds for people: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function secondsText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
