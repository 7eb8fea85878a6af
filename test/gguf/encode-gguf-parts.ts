import { encodeGguf, type Fact, type Tensor } from "./encode-gguf.ts";

/** The files of a model that comes in several, as llama.cpp's `gguf-split` makes them: the first has all facts. */
export function encodeGgufParts(
  facts: Readonly<Record<string, Fact>>,
  tensors: readonly Tensor[],
  count: number,
): Buffer[] {
  const most = Math.ceil(tensors.length / count);
  return Array.from({ length: count }, (_, index) =>
    encodeGguf(
      {
        ...(index === 0 && facts),
        "split.no": { type: "u16", value: index },
        "split.count": { type: "u16", value: count },
        "split.tensors.count": { type: "i32", value: tensors.length },
      },
      tensors.slice(index * most, (index + 1) * most),
    ),
  );
}
