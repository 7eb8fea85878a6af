/** Models that come in several files, as llama.cpp's `gguf-split` names them: `name-00002-of-00003.gguf`. */
const pattern = /-(\d{5})-of-(\d{5})\.gguf$/;

/** No model comes in more files. */
const mostParts = 500;

/** Whether the file is a part of a model. */
export function isGgufPart(path: string): boolean {
  return pattern.test(path);
}

/** The file that stands for the whole model: the first part, or the file itself where it is no part. */
export function firstGgufPart(path: string): string {
  return path.replace(pattern, "-00001-of-$2.gguf");
}

/** All files of the model that a file belongs to, in their order; itself alone where it is no part. */
export function ggufParts(path: string): readonly string[] {
  const total = pattern.exec(path)?.[2] ?? "";
  const count = Math.min(mostParts, Number(total));
  if (count < 1) return [path];
  return Array.from({ length: count }, (_, index) =>
    path.replace(pattern, () => `-${String(index + 1).padStart(5, "0")}-of-${total}.gguf`),
  );
}
