/** `node model/make-tokenizer.ts`: learns the tokens from generated conversations and writes `work/tokenizer.json`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderConversation } from "./format/render-conversation.ts";
import { makeConversation } from "./generator/make-conversation.ts";
import { trainTokenizer } from "./tokenizer/train-tokenizer.ts";
import { workFolder } from "./work-folder.ts";

const size = 2_048;
const conversations = 8_000;

function* texts(): Iterable<string> {
  for (let seed = 0; seed < conversations; seed++) {
    const { messages, tools } = makeConversation(1_000_000_000 + seed);
    for (const { text } of renderConversation(messages, tools)) yield text.replace(/<[|/a-z_0-9]+>/g, "\n");
  }
}

const vocabulary = trainTokenizer(texts(), size);
const path = join(workFolder(), "tokenizer.json");
writeFileSync(path, JSON.stringify(vocabulary));
process.stdout.write(`${path}: ${vocabulary.tokens.length} tokens\n`);
