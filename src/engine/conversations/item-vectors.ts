import { searchedText } from "../../lib/terms/terms-of-item.ts";
import type { Call } from "../../spec/call.ts";
import type { EventStream } from "../../spec/event.ts";
import type { ItemVector, VectorStore } from "../../spec/vector.ts";
import { type EmbedJob, embedTexts } from "./embed-texts.ts";

/** Items of one call, and characters: models bound both. An errand makes so many calls; the next turn goes on. */
const itemsAtOnce = 64;
const charactersAtOnce = 48_000;
const mostRounds = 40;

/** Of a longer item, the beginning says what it is about; models read 8,000 tokens. In characters. */
const longestText = 6_000;

const wordless = new Float32Array();

/** Makes the vectors that a conversation lacks, those of the newest items first. Each round is kept by itself. */
export async function makeVectors(
  deps: {
    readonly vectors: Pick<VectorStore, "missing" | "put">;
    readonly run: (call: Call) => EventStream;
  },
  job: EmbedJob & { readonly conversationId: string },
): Promise<void> {
  const { conversationId, model, signal } = job;
  for (let round = 0; round < mostRounds && !signal.aborted; round++) {
    const missing = await deps.vectors.missing(conversationId, model, itemsAtOnce);
    if (missing.length === 0) return;
    const texts: { readonly id: string; readonly text: string }[] = [];
    const made: ItemVector[] = [];
    let characters = 0;
    for (const { id, item } of missing) {
      const text = searchedText(item).trim().slice(0, longestText).toWellFormed();
      if (text === "") {
        made.push({ id, vector: wordless });
        continue;
      }
      characters += text.length;
      if (texts.length > 0 && characters > charactersAtOnce) break;
      texts.push({ id, text });
    }
    if (texts.length > 0) {
      const inputs = texts.map(({ text }) => text);
      const vectors = await embedTexts(deps.run, job, inputs);
      for (const [index, { id }] of texts.entries()) made.push({ id, vector: vectors[index] ?? wordless });
    }
    await deps.vectors.put(conversationId, model, made);
  }
}
