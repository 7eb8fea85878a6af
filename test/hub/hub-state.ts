import type { IncomingMessage, ServerResponse } from "node:http";
import type { HubFaults } from "./hub-faults.ts";
import type { HubFile } from "./hub-file.ts";

export interface HubRequest {
  readonly host: "hub" | "cdn";
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in small letters. */
  readonly headers: IncomingMessage["headers"];
  /** `undefined` until it is answered. */
  readonly status: number | undefined;
  /** Bytes of the body that were handed to the connection. */
  sent: number;
}

/** What the hub and its download host know together. */
export interface HubState {
  /** By repository, then by path. */
  readonly repositories: Map<string, Map<string, HubFile>>;
  /** By file, see `fileKey`. */
  readonly faults: Map<string, HubFaults>;
  /** How often something was asked: a file's downloads by `fileKey`, a signed link by its signature. */
  readonly uses: Map<string, number>;
  /** Absent: everybody may read everything. */
  readonly tokens: readonly string[] | undefined;
  readonly deniedTokens: readonly string[];
  readonly pageSize: number;
  /** Both known once they listen. */
  hubUrl: string;
  cdnUrl: string;
  links: number;
}

/** One request under way. */
export interface HubExchange {
  readonly state: HubState;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: HubRequest;
  readonly url: URL;
}

/** A file as somebody asks for it. */
export interface WantedFile {
  readonly repository: string;
  readonly file: HubFile;
  readonly faults: HubFaults;
}

/** The name under which a file's faults are kept. */
export function fileKey(repository: string, path: string): string {
  return `${repository}/${path}`;
}

export function findFile(state: HubState, repository: string, path: string): WantedFile | undefined {
  const file = state.repositories.get(repository)?.get(path);
  return file && { repository, file, faults: state.faults.get(fileKey(repository, path)) ?? {} };
}

/** Counts one more use. @returns how many there were before. */
export function countUse({ uses }: HubState, name: string): number {
  const before = uses.get(name) ?? 0;
  uses.set(name, before + 1);
  return before;
}
