/**
 * `node model/make-shards.ts [COUNT] [FIRST]`: writes COUNT shards of conversations, from the number FIRST on, for the
 * trainer. A shard is 4,000 conversations; its number is its seed.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeConversation } from "./generator/make-conversation.ts";
import { packConversations } from "./format/pack-conversations.ts";
import { createTokenizer, type Vocabulary } from "./tokenizer/tokenizer.ts";
import { workFolder } from "./work-folder.ts";

const perShard = 4_000;
const [count = 8, first = 0] = process.argv.slice(2).map(Number);
const folder = workFolder();
const tokenizer = createTokenizer(
  JSON.parse(readFileSync(join(folder, "tokenizer.json"), "utf8")) as Vocabulary,
);

for (let shard = first; shard < first + count; shard++) {
  const conversations = Array.from({ length: perShard }, (_, index) =>
    makeConversation(shard * perShard + index),
  );
  const packed = packConversations(conversations, tokenizer);
  const base = join(folder, "data", String(shard).padStart(6, "0"));
  writeFileSync(`${base}.tokens`, packed.tokens);
  writeFileSync(`${base}.learn`, packed.learn);
  // The trainer finds shards by this file, so it comes last and whole.
  writeFileSync(`${base}.part`, packed.starts);
  renameSync(`${base}.part`, `${base}.starts`);
  process.stdout.write(
    `shard ${shard}: ${packed.tokens.length.toLocaleString("en")} tokens, ${Math.round((100 * packed.learnt) / packed.tokens.length)}% to learn\n`,
  );
}
