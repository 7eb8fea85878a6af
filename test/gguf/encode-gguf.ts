import { encodeTensor, type Quantisation, tensorTypes } from "./encode-tensor.ts";

/** A value of the file's table of facts, with the type that its reader expects. */
export type Fact =
  | { readonly type: "u16" | "u32" | "i32" | "f32"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "texts"; readonly value: readonly string[] }
  | { readonly type: "i32s" | "f32s"; readonly value: readonly number[] };

export interface Tensor {
  readonly name: string;
  /** Rows before columns; one number for a vector. GGUF lists them the other way round. */
  readonly shape: readonly number[];
  /** Row by row. */
  readonly weights: Float32Array;
  readonly quantisation: Quantisation;
}

const VERSION = 3;
const ALIGNMENT = 32;

/** The numbers of GGUF's `gguf_metadata_value_type`. */
const types = { u16: 2, u32: 4, i32: 5, f32: 6, bool: 7, text: 8, list: 9 } as const;

/** A whole model file, GGUF version 3, little-endian. The same arguments give the same bytes. */
export function encodeGguf(facts: Readonly<Record<string, Fact>>, tensors: readonly Tensor[]): Buffer {
  const head: Buffer[] = [
    Buffer.from("GGUF"),
    u32(VERSION),
    u64(tensors.length),
    u64(Object.keys(facts).length),
  ];
  for (const [name, fact] of Object.entries(facts)) head.push(text(name), encodeFact(fact));

  const bodies: Buffer[] = [];
  let offset = 0;
  for (const { name, shape, weights, quantisation } of tensors) {
    const sizes = shape.toReversed().map(u64);
    head.push(text(name), u32(shape.length), ...sizes, u32(tensorTypes[quantisation]), u64(offset));
    const body = encodeTensor(weights, quantisation);
    bodies.push(body, padding(body.length));
    offset += body.length + padding(body.length).length;
  }
  const front = Buffer.concat(head);
  return Buffer.concat([front, padding(front.length), ...bodies]);
}

function encodeFact(fact: Fact): Buffer {
  switch (fact.type) {
    case "u16":
      return Buffer.concat([u32(types.u16), u16(fact.value)]);
    case "i32":
      return Buffer.concat([u32(types.i32), i32(fact.value)]);
    case "u32":
      return Buffer.concat([u32(types.u32), u32(fact.value)]);
    case "f32":
      return Buffer.concat([u32(types.f32), f32(fact.value)]);
    case "bool":
      return Buffer.concat([u32(types.bool), Buffer.of(fact.value ? 1 : 0)]);
    case "text":
      return Buffer.concat([u32(types.text), text(fact.value)]);
    case "texts":
      return list(types.text, fact.value.map(text));
    case "i32s":
      return list(types.i32, fact.value.map(i32));
    case "f32s":
      return list(types.f32, fact.value.map(f32));
  }
}

function list(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([u32(types.list), u32(type), u64(items.length), ...items]);
}

function padding(length: number): Buffer {
  return Buffer.alloc((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
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
