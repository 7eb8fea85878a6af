import { randomBytes } from "node:crypto";
import { type FormField, readForm, writeForm } from "../../lib/form-data.ts";
import { validate } from "../../lib/validate.ts";
import type { RelayPath, RelayTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import { readBytes, readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { formRequest, imageRequest, speechRequest } from "./schema.ts";

/** What was asked, and of which model. */
export interface RelayRequest {
  readonly model: string;
  readonly task: RelayTask;
}

/** Reads a JSON request for a speech or for pictures. */
export async function readJsonRequest(
  deps: RouteDeps,
  exchange: Exchange,
  path: "/audio/speech" | "/images/generations",
): Promise<RelayRequest> {
  const { bytes, value } = await readJson(exchange.request, deps.limits);
  const images = path === "/images/generations" ? (validate(imageRequest, value).n ?? 1) : undefined;
  const request = images === undefined ? validate(speechRequest, value) : validate(imageRequest, value);
  return {
    model: request.model,
    task: {
      kind: "relay",
      path,
      contentType: "application/json",
      body: (model) => Buffer.from(JSON.stringify({ ...request, model })),
      textBytes: bytes.length,
      mediaBytes: 0,
      ...(images !== undefined && { images }),
    },
  };
}

/** Reads a form with files: sounds to be written down, pictures to be changed. */
export async function readFormRequest(
  deps: RouteDeps,
  exchange: Exchange,
  path: Exclude<RelayPath, "/audio/speech" | "/images/generations">,
): Promise<RelayRequest> {
  const { request } = exchange;
  const contentType = request.headers["content-type"] ?? "";
  if (!/^multipart\/form-data\s*;/i.test(contentType)) {
    throw new ParleyError("unsupported_media_type", {
      message: "Send the body as a form, with the header `content-type: multipart/form-data; boundary=…`.",
    });
  }
  const bytes = await readBytes(request, deps.mediaBytes);
  const fields = readForm(bytes, contentType);
  const texts = fields.filter(({ filename }) => filename === undefined);
  const values = Object.fromEntries(texts.map((field) => [field.name, field.bytes.toString("utf8")]));
  const asked = validate(formRequest, values);
  if (texts.length === fields.length) throw missingFile(path);
  const boundary = `parley-${randomBytes(16).toString("hex")}`;
  const images = path.startsWith("/images/") ? Number(asked.n ?? 1) : undefined;
  const textBytes = sum(texts);
  return {
    model: asked.model,
    task: {
      kind: "relay",
      path,
      contentType: `multipart/form-data; boundary=${boundary}`,
      body: (model) =>
        writeForm(
          fields.map((field) => renamed(field, model)),
          boundary,
        ),
      textBytes,
      mediaBytes: sum(fields) - textBytes,
      ...(images !== undefined && { images }),
    },
  };
}

function renamed(field: FormField, model: string): FormField {
  const isModel = field.name === "model" && field.filename === undefined;
  return isModel ? { name: field.name, bytes: Buffer.from(model) } : field;
}

function sum(fields: readonly FormField[]): number {
  return fields.reduce((bytes, field) => bytes + field.bytes.length, 0);
}

function missingFile(path: RelayPath): ParleyError {
  const param = path.startsWith("/images/") ? "image" : "file";
  return new ParleyError("missing_required_parameter", {
    message: `Missing required parameter: '${param}'.`,
    param,
  });
}
