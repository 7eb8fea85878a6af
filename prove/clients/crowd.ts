import { setTimeout as sleep } from "node:timers/promises";
import type { ClientRecord } from "../history/client-record.ts";
import type { Question } from "./question.ts";

/** A server that is gone is not asked without a pause. */
const pauseAfterFailureMs = 150;

/**
 * `size` clients, each of which asks, hears the end, and asks again, until there is no question left.
 * Resolves with what they heard. `next` must end at some time.
 */
export async function crowd(
  size: number,
  next: () => Question | undefined,
  ask: (question: Question) => Promise<ClientRecord>,
): Promise<readonly ClientRecord[]> {
  const heard: ClientRecord[] = [];
  async function client(): Promise<void> {
    for (let question = next(); question !== undefined; question = next()) {
      const record = await ask(question);
      heard.push(record);
      if (record.end.kind === "broken" || record.end.kind === "refused") await sleep(pauseAfterFailureMs);
    }
  }
  await Promise.all(Array.from({ length: size }, client));
  return heard;
}
