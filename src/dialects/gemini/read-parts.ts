import { ParleyError } from "../../spec/errors.ts";
import type { ContentPart } from "../../spec/item.ts";
import type { WirePart } from "./schema.ts";

/** Where Google keeps files that were uploaded: such an address is the file's id. */
const filesBase = "https://generativelanguage.googleapis.com/";

const formats: Readonly<Record<string, string>> = {
  mpeg: "mp3",
  "x-wav": "wav",
  wave: "wav",
  "x-aiff": "aiff",
};

/** One piece of a message. Fails with `unsupported_parameter` for what only Google's own tools make. */
export function partOf(part: WirePart, path: string, detail: string | undefined): ContentPart {
  const { text, inlineData, fileData } = part;
  if (inlineData !== undefined && inlineData !== null) {
    return inlinePart(inlineData.mimeType, inlineData.data, detail);
  }
  if (fileData !== undefined && fileData !== null) {
    return filePart(fileData.fileUri, fileData.mimeType ?? "", detail);
  }
  if (typeof text === "string") return { type: "text", text };
  const [kind = "nothing"] = Object.keys(part).filter((name) => !name.startsWith("thought"));
  throw new ParleyError("unsupported_parameter", {
    message: `Parts with '${kind.slice(0, 40)}' are not supported.`,
    param: path,
  });
}

function inlinePart(mimeType: string, data: string, detail: string | undefined): ContentPart {
  const [kind, form = ""] = mimeType.toLowerCase().split("/");
  const url = `data:${mimeType};base64,${data}`;
  if (kind === "image") return { type: "image", url, ...(detail !== undefined && { detail }) };
  if (kind === "audio") {
    const format = form.split(";")[0] ?? form;
    return {
      type: "audio",
      data,
      format: Object.hasOwn(formats, format) ? (formats[format] ?? format) : format,
    };
  }
  return { type: "file", data: url };
}

function filePart(uri: string, mimeType: string, detail: string | undefined): ContentPart {
  if (uri.startsWith(filesBase)) return { type: "file", fileId: uri };
  if (mimeType.startsWith("image/")) {
    return { type: "image", url: uri, ...(detail !== undefined && { detail }) };
  }
  return { type: "file", url: uri };
}
