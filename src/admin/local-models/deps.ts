import type { Clock } from "../../lib/clock.ts";
import type { DownloadFile, DownloadFiles } from "../../lib/download/files.ts";
import type { Sleep } from "../../lib/download/patience.ts";
import type { HttpClient } from "../../lib/http-client.ts";
import type { Secret } from "../../lib/secret.ts";

/** A file below the folder of models. */
export interface FoundFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** The folder of models. All paths are relative to it, with `/`. */
export interface ModelFiles extends DownloadFiles {
  /** The absolute path, for people. */
  place(path: string): string;
  /** Bytes of a file; `undefined` where there is none. */
  sizeOf(path: string): Promise<number | undefined>;
  /** Fails with `ENOENT` where there is none. */
  openToRead(path: string): Promise<Pick<DownloadFile, "read" | "close">>;
  /** All files, in the order of their paths; the empty list when there is no folder. */
  list(): Promise<readonly FoundFile[]>;
  /** Takes the only right to write this file; `undefined` when another, in whatever process, has it. */
  lock(path: string): Promise<(() => Promise<void>) | undefined>;
}

/** What keeping local models needs of the world. */
export interface LocalModelDeps {
  readonly files: ModelFiles;
  /** Makes a client for one origin, such as `https://huggingface.co`. */
  readonly connect: (origin: string) => HttpClient;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly memory: () => { readonly totalBytes: number; readonly freeBytes: number };
  readonly hub: HubSettings;
  /** What is said to servers about who asks. */
  readonly userAgent: string;
}

export interface HubSettings {
  /** http or https, without a slash at the end. */
  readonly endpoint: URL;
  /** Sent to the endpoint's origin alone. */
  readonly token?: Secret;
}
