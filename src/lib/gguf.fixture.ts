/** A value of a header, with its type's number. */
type Value =
  | { readonly type: 8; readonly value: string }
  | { readonly type: 4; readonly value: number }
  | { readonly type: 9; readonly value: readonly string[] };

/** Writes the smallest GGUF file with these values and one tensor of F32 weights. For tests. */
export function tinyGguf(
  options: { readonly values?: Readonly<Record<string, Value>>; readonly weights?: number } = {},
): Buffer {
  const { weights = 8 } = options;
  const values: Record<string, Value> = {
    "general.architecture": { type: 8, value: "llama" },
    "general.name": { type: 8, value: "Tiny" },
    "general.file_type": { type: 4, value: 0 },
    "llama.context_length": { type: 4, value: 2048 },
    "tokenizer.ggml.tokens": { type: 9, value: ["a", "bc", ""] },
    ...options.values,
  };
  const head: Buffer[] = [Buffer.from("GGUF"), u32(3), u64(1), u64(Object.keys(values).length)];
  for (const [key, value] of Object.entries(values)) head.push(text(key), u32(value.type), written(value));
  head.push(text("weights"), u32(1), u64(weights), u32(0), u64(0));
  const header = Buffer.concat(head);
  const padding = Buffer.alloc((32 - (header.length % 32)) % 32);
  return Buffer.concat([header, padding, Buffer.alloc(weights * 4, 1)]);
}

function written(value: Value): Buffer {
  if (value.type === 8) return text(value.value);
  if (value.type === 4) return u32(value.value);
  return Buffer.concat([u32(8), u64(value.value.length), ...value.value.map(text)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
