import { broken, GgufCursor, type ReadAt } from "./gguf-cursor.ts";
import { quantisationOf, tensorBytes } from "./gguf-types.ts";

/** A simple value of the header. Lists are left out but for their length, see `GgufHeader.lists`. */
export type GgufValue = string | number | bigint | boolean;

/** What a GGUF file says about itself. What it does not say is absent. */
export interface GgufHeader {
  readonly version: number;
  /** Such as `llama`, `qwen3` or `bert`. */
  readonly architecture?: string;
  /** The model's name in the words of its makers. */
  readonly name?: string;
  /** Such as `Q4_K_M`. */
  readonly quantisation?: string;
  /** Tokens that the model was made for, input and output together. */
  readonly contextTokens?: number;
  readonly chatTemplate?: string;
  /** Every simple value, by its key. */
  readonly values: ReadonlyMap<string, GgufValue>;
  /** Length of every list, by its key. */
  readonly lists: ReadonlyMap<string, number>;
  readonly tensors: number;
  /** Weights, counted one by one. */
  readonly parameters: number;
  /** Bytes that the file must have for all of its tensors to be whole; a shorter one was cut. */
  readonly wholeBytes: number;
}

/** Bounds against files that were made to hurt. The largest models of 2026 have some 3,000 tensors. */
const mostValues = 10_000;
const mostTensors = 100_000;
const longestList = 10_000_000;
const longestName = 65_535;
const longestText = 16 * 1024 * 1024;

/** Types of values, as numbered in the specification (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). */
const textType = 8;
const listType = 9;
const readers: readonly (((bytes: Buffer) => GgufValue) | undefined)[] = [
  (bytes) => bytes.readUInt8(0),
  (bytes) => bytes.readInt8(0),
  (bytes) => bytes.readUInt16LE(0),
  (bytes) => bytes.readInt16LE(0),
  (bytes) => bytes.readUInt32LE(0),
  (bytes) => bytes.readInt32LE(0),
  (bytes) => bytes.readFloatLE(0),
  (bytes) => bytes.readUInt8(0) !== 0,
  undefined,
  undefined,
  (bytes) => exact(bytes.readBigUInt64LE(0)),
  (bytes) => exact(bytes.readBigInt64LE(0)),
  (bytes) => bytes.readDoubleLE(0),
];
const sizes: readonly (number | undefined)[] = [1, 1, 2, 2, 4, 4, 4, 1, undefined, undefined, 8, 8, 8];

/**
 * Reads the header of a GGUF file (versions 2 and 3, little-endian) of `fileBytes` bytes.
 * Fails with `invalid_value` and a sentence when it is no such file, or broken; a file that was cut behind its
 * header is told by `wholeBytes`.
 */
export async function readGgufHeader(read: ReadAt, fileBytes: number): Promise<GgufHeader> {
  if (fileBytes < 24) throw broken("it is too short");
  const cursor = new GgufCursor(read, fileBytes);
  if ((await cursor.bytes(4)).toString("latin1") !== "GGUF")
    throw broken("it does not begin with the letters GGUF");
  const version = await cursor.u32();
  if (version !== 2 && version !== 3)
    throw broken(`its version is ${version}, and versions 2 and 3 are known`);
  const tensors = await cursor.u64();
  const count = await cursor.u64();
  if (tensors > mostTensors || count > mostValues)
    throw broken("it claims to have an absurd number of entries");
  const values = new Map<string, GgufValue>();
  const lists = new Map<string, number>();
  for (let index = 0; index < count; index++) await readEntry(cursor, values, lists);
  const weights = await readTensors(cursor, tensors);
  const alignment = numberOf(values, "general.alignment") ?? 32;
  if (!Number.isInteger(alignment) || alignment < 1) throw broken("its alignment makes no sense");
  const dataStart = Math.ceil(cursor.position / alignment) * alignment;
  const architecture = textOf(values, "general.architecture");
  return {
    version,
    values,
    lists,
    tensors,
    parameters: weights.parameters,
    wholeBytes: weights.bytes === 0 ? cursor.position : dataStart + weights.bytes,
    ...present("architecture", architecture),
    ...present("name", textOf(values, "general.name")),
    ...present("quantisation", quantisationOf(numberOf(values, "general.file_type"))),
    ...present("contextTokens", numberOf(values, `${architecture}.context_length`)),
    ...present("chatTemplate", textOf(values, "tokenizer.chat_template")),
  };
}

async function readEntry(
  cursor: GgufCursor,
  values: Map<string, GgufValue>,
  lists: Map<string, number>,
): Promise<void> {
  const key = await cursor.text(longestName);
  const type = await cursor.u32();
  if (type === listType) {
    lists.set(key, await skipList(cursor, 0));
    return;
  }
  if (type === textType) {
    values.set(key, await cursor.text(longestText));
    return;
  }
  const size = sizes[type];
  const reader = readers[type];
  if (size === undefined || reader === undefined) throw broken(`a value in it has the unknown type ${type}`);
  values.set(key, reader(await cursor.bytes(size)));
}

/** Passes over a list, and gives its length. */
async function skipList(cursor: GgufCursor, depth: number): Promise<number> {
  const type = await cursor.u32();
  const length = await cursor.u64();
  if (length > longestList || depth > 2) throw broken("a list in it is absurdly long or deep");
  const size = sizes[type];
  if (size !== undefined) cursor.skip(length * size);
  else if (type === textType) for (let index = 0; index < length; index++) cursor.skip(await cursor.u64());
  else if (type === listType) for (let index = 0; index < length; index++) await skipList(cursor, depth + 1);
  else throw broken(`a list in it has the unknown type ${type}`);
  return length;
}

/** Weights of all tensors together, and the end of the last one, counted from the start of the data. */
async function readTensors(
  cursor: GgufCursor,
  count: number,
): Promise<{ parameters: number; bytes: number }> {
  let parameters = 0;
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    await cursor.text(longestName);
    const dimensions = await cursor.u32();
    if (dimensions > 8) throw broken("a tensor in it has too many dimensions");
    let weights = 1;
    for (let dimension = 0; dimension < dimensions; dimension++) weights *= await cursor.u64();
    const type = await cursor.u32();
    const offset = await cursor.u64();
    const end = offset + tensorBytes(type, weights);
    if (!Number.isSafeInteger(end) || !Number.isSafeInteger(weights))
      throw broken("a tensor in it is absurdly large");
    parameters += weights;
    bytes = Math.max(bytes, end);
  }
  return { parameters, bytes };
}

/** A 64-bit value as a number where that is exact. */
function exact(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : value;
}

function textOf(values: ReadonlyMap<string, GgufValue>, key: string): string | undefined {
  const value = values.get(key);
  return typeof value === "string" ? value : undefined;
}

function numberOf(values: ReadonlyMap<string, GgufValue>, key: string): number | undefined {
  const value = values.get(key);
  return typeof value === "number" ? value : undefined;
}

function present<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });
}
