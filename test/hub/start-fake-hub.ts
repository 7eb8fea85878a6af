import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerCdn } from "./answer-cdn.ts";
import { answerHub } from "./answer-hub.ts";
import type { HubFaults } from "./hub-faults.ts";
import { type HubFile, readHubFile } from "./hub-file.ts";
import { fileKey, type HubExchange, type HubRequest, type HubState } from "./hub-state.ts";

export interface FakeHubOptions {
  /** By `owner/name`, then by path in the repository: bytes, or the path of a file that has them. */
  readonly repositories: Readonly<Record<string, Readonly<Record<string, Buffer | string>>>>;
  /** The tokens that may read. Absent: everybody may. */
  readonly tokens?: readonly string[];
  /** Tokens of people who are known and may not read: 403. */
  readonly deniedTokens?: readonly string[];
  /** Misbehaviours by `owner/name/path`. */
  readonly faults?: Readonly<Record<string, HubFaults>>;
  /** Entries in one page of a list; default 1,000. */
  readonly pageSize?: number;
}

export interface FakeHub {
  /** What `HF_ENDPOINT` would be, without a slash at the end. */
  readonly url: string;
  /** The download host: another port, so another origin. */
  readonly cdnUrl: string;
  /** Everything that was asked, in order of arrival. */
  readonly requests: readonly HubRequest[];
  /** Replaces the misbehaviours of a file from the next request on; `{}` for none. Its uses count from 0 again. */
  misbehave(repository: string, path: string, faults: HubFaults): void;
  /** Puts other content in a file's place. */
  replace(repository: string, path: string, content: Buffer | string): void;
  /** Cuts all connections. */
  close(): Promise<void>;
}

/** Starts a model hub on 127.0.0.1 that has the shape of Hugging Face's and misbehaves as told. */
export async function startFakeHub(options: FakeHubOptions): Promise<FakeHub> {
  const state = startState(options);
  const requests: HubRequest[] = [];
  const hub = createServer((request, response) => handle("hub", answerHub, request, response));
  const cdn = createServer((request, response) => handle("cdn", answerCdn, request, response));

  function handle(
    host: HubRequest["host"],
    answer: (exchange: HubExchange) => Promise<void>,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { method = "GET", url = "/", headers } = request;
    const record: HubRequest = {
      host,
      method,
      url,
      headers,
      get status() {
        return response.headersSent ? response.statusCode : undefined;
      },
      sent: 0,
    };
    requests.push(record);
    const full = new URL(url, host === "hub" ? state.hubUrl : state.cdnUrl);
    answer({ state, request, response, record, url: full }).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  }

  state.hubUrl = await listen(hub);
  state.cdnUrl = await listen(cdn);
  return {
    url: state.hubUrl,
    cdnUrl: state.cdnUrl,
    requests,
    misbehave(repository, path, faults) {
      state.faults.set(fileKey(repository, path), faults);
      state.uses.delete(fileKey(repository, path));
    },
    replace(repository, path, content) {
      state.repositories.get(repository)?.set(path, readHubFile(path, content));
    },
    close: async () => {
      await Promise.all([close(hub), close(cdn)]);
    },
  };
}

function startState({
  repositories,
  tokens,
  deniedTokens = [],
  faults = {},
  pageSize = 1000,
}: FakeHubOptions): HubState {
  const load = (files: Readonly<Record<string, Buffer | string>>): Map<string, HubFile> =>
    new Map(Object.entries(files).map(([path, content]) => [path, readHubFile(path, content)]));
  return {
    repositories: new Map(Object.entries(repositories).map(([name, files]) => [name, load(files)])),
    faults: new Map(Object.entries(faults)),
    uses: new Map(),
    tokens,
    deniedTokens,
    pageSize,
    hubUrl: "",
    cdnUrl: "",
    links: 0,
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
