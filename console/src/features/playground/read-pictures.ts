import type { Picture } from "../../api/responses.ts";

/** Larger pictures would not fit into a request, in bytes. */
const largest = 2_000_000;

/** What models take. */
const types: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** What of the files can be shown to a model, and the names of those that cannot. */
export async function readPictures(
  files: readonly File[],
): Promise<{ readonly pictures: readonly Picture[]; readonly refused: readonly string[] }> {
  const fits = ({ size, type }: File): boolean => size <= largest && types.has(type);
  const pictures = await Promise.all(
    files.filter(fits).map(async (file) => ({ name: file.name, address: await addressOf(file) })),
  );
  return { pictures, refused: files.filter((file) => !fits(file)).map(({ name }) => name) };
}

function addressOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("the file cannot be read")));
    reader.readAsDataURL(file);
  });
}
