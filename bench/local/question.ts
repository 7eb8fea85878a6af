/** A question that differs from all others from its first words on: no state of an earlier prompt helps with it. */
export function question(label: string, index: number): string {
  return `${label} ${index}: how many roads must be walked?`;
}
