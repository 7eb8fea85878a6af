/** A question that differs from all others from its first words on: no state of an earlier prompt helps with it. */
export function question(label: string, index: number): string {
  return `${label} ${index}: how many roads must be walked?`;
}

/** What an assistant is told before a conversation, about 100 tokens. It begins with the label for the same reason. */
export function instruction(label: string): string {
  return `${label}: you are an assistant. Answer in short sentences, and say so when you do not know.`;
}
