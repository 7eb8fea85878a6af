import { open } from "node:fs/promises";
import { type GgufHeader, readGgufHeader } from "../../lib/gguf-header.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { ModelFile } from "./model-folder.ts";

/** The file's own words, read before anything is started for it. Fails with an error that names the file. */
export async function readHeader(file: ModelFile): Promise<GgufHeader> {
  const fail = (why: string, cause?: unknown): ParleyError =>
    new ParleyError("upstream_failed", {
      message: `The model file ${file.id}.gguf cannot be used: ${why}`,
      cause,
    });
  let header: GgufHeader;
  try {
    await using handle = await open(file.path);
    header = await readGgufHeader(async (position, length) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    }, file.firstBytes);
  } catch (cause) {
    throw fail(cause instanceof ParleyError ? cause.message : "it cannot be read.", cause);
  }
  if (header.wholeBytes > file.firstBytes) {
    throw fail(
      `it has ${file.firstBytes} bytes, and its content needs ${header.wholeBytes}. It was cut; get it again.`,
    );
  }
  return header;
}
