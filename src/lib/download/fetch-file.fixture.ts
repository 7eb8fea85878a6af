import { createHash } from "node:crypto";
import { ParleyError } from "../../spec/errors.ts";
import { systemClock } from "../clock.ts";
import { download, type DownloadOptions, type DownloadRequest } from "./download.ts";
import { type FileServer, testWeb } from "./file-server.fixture.ts";
import { MemoryFiles } from "./memory-files.fixture.ts";
import type { Web } from "./web.ts";

export const mib = 1024 * 1024;

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Bytes of which no two places look alike. */
export function someBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(at, at);
  return bytes;
}

interface Given {
  readonly server: FileServer;
  readonly files?: MemoryFiles;
  readonly web?: Web;
  readonly request?: Partial<DownloadRequest>;
  readonly options?: Partial<DownloadOptions>;
}

/** Downloads a test server's file, and waits for nothing between tries. */
export function fetchFile(given: Given): ReturnType<typeof download> {
  const { server, files = new MemoryFiles(), web = testWeb(), request = {}, options = {} } = given;
  const sleep = async (_ms: number, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) throw new ParleyError("cancelled");
  };
  return download(
    { files, web, clock: systemClock, sleep },
    { url: server.url, target: "file", ...request },
    { signal: new AbortController().signal, reserveBytes: 0, ...options },
  );
}
