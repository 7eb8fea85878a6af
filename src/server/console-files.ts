import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, sep } from "node:path";
import type * as zlib from "node:zlib";
import type { ConsoleFile, ConsoleFiles } from "../http/console/console-file.ts";

/** For what comes with the first file that somebody asks for. */
const load = createRequire(import.meta.url);

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Level 5 of 11: nearly as small as the most, for a twentieth of the time. */
const quality = 5;

/**
 * The files of the built console in `folder`. The list is read with the first question, each file with the first wish
 * for it, and then both are kept: a request's path is only ever looked up in that list, and never in the file system.
 */
export function createConsoleFiles(folder: string): ConsoleFiles {
  let names: ReadonlySet<string> | undefined;
  const read = new Map<string, ConsoleFile>();
  return function consoleFile(path) {
    names ??= new Set(globSync("**/*.*", { cwd: folder }).map((name) => `/${name.split(sep).join("/")}`));
    const known = read.get(path);
    if (known !== undefined || !names.has(path)) return known;
    const type = types[extname(path)];
    if (type === undefined) return undefined;
    const body = readIfThere(join(folder, path));
    if (body === undefined) return undefined;
    const file = fileOf(body, type, path.startsWith("/assets/"));
    read.set(path, file);
    return file;
  };
}

/** A console that was built anew while this process runs has other files. */
function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function fileOf(body: Buffer, type: string, lasting: boolean): ConsoleFile {
  const { brotliCompressSync, constants } = load("node:zlib") as typeof zlib;
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  return { type, body, lasting, etag, ...(brotli.length < body.length && { brotli }) };
}
