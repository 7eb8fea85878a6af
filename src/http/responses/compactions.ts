import { inputItem, type WireInputItem } from "../../dialects/openai-responses/items-schema.ts";
import { createSealer } from "../../lib/seal.ts";
import { ParleyError } from "../../spec/errors.ts";

/**
 * A conversation that was made shorter, as the `encrypted_content` of a compaction item: to its caller a text without a
 * meaning, which only this Parley reads, and only for the same project.
 */
export interface Compactions {
  close(projectId: string, items: readonly object[]): string;
  /** Fails with `invalid_value` for what this Parley did not make. */
  open(projectId: string, sealed: string, param: string): readonly WireInputItem[];
}

/** `secret`: what closes them; see `loadPepper`. */
export function createCompactions(secret: Buffer): Compactions {
  const sealer = createSealer(secret, "compactions of conversations");
  return {
    close: (projectId, items) =>
      sealer.seal(Buffer.from(JSON.stringify(items)), projectId).toString("base64"),
    open(projectId, sealed, param) {
      const bytes = sealer.open(Buffer.from(sealed, "base64"), projectId);
      if (bytes === undefined) {
        throw new ParleyError("invalid_value", {
          message: `The content of '${param}' was not made here, or was changed.`,
          param: `${param}.encrypted_content`,
        });
      }
      return inputItem.array().parse(JSON.parse(bytes.toString()));
    },
  };
}
