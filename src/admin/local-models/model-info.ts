import { z } from "zod";
import type { ModelFiles } from "./deps.ts";

const schema = z.object({
  /** A reference that `pullModel` takes, or an address without its query. */
  source: z.string().max(2_000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().min(0),
  pulledAt: z.iso.datetime(),
});

/** What is remembered of a pulled file, in `file.gguf.json` beside it. */
export type ModelInfo = z.infer<typeof schema>;

export function infoPath(path: string): string {
  return `${path}.json`;
}

/** `undefined` when nothing, or nothing that makes sense, is remembered. */
export async function readModelInfo(files: ModelFiles, path: string): Promise<ModelInfo | undefined> {
  const text = await files.readText(infoPath(path));
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined; // somebody else's file, or one that was cut: the model itself is as good without
  }
}

/** Writes it in one step. */
export async function writeModelInfo(files: ModelFiles, path: string, info: ModelInfo): Promise<void> {
  const fresh = `${infoPath(path)}.new`;
  const file = await files.open(fresh);
  try {
    await file.truncate(0);
    await file.write(0, Buffer.from(`${JSON.stringify(info, undefined, 2)}\n`));
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(fresh, infoPath(path));
}
