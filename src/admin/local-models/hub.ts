import { z } from "zod";
import type { Clock } from "../../lib/clock.ts";
import { aboutHost, statusFailure } from "../../lib/download/failures.ts";
import { Patience, type Sleep } from "../../lib/download/patience.ts";
import { discard, type Web, type WebAnswer } from "../../lib/download/web.ts";
import { retryAfterMs } from "../../lib/retry-after.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { HubFile } from "./choose-file.ts";
import type { HubSettings } from "./deps.ts";
import type { HubReference } from "./reference.ts";

/** Bounds of what a hub may answer: pages, and bytes of one. */
const mostPages = 20;
const mostBytes = 8 * 1024 * 1024;
const retries = 4;

const tree = z.array(
  z.looseObject({
    type: z.string(),
    path: z.string().max(1_000),
    size: z.int().min(0).optional(),
    lfs: z.looseObject({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().min(0) }).nullish(),
  }),
);

export interface HubDeps {
  readonly web: Web;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly hub: HubSettings;
}

/** The files of a repository. Fails with a `ParleyError` that names the hub and the repository. */
export async function listHubFiles(
  deps: HubDeps,
  reference: HubReference,
  signal: AbortSignal,
): Promise<readonly HubFile[]> {
  const { user, repo, revision } = reference;
  const files: HubFile[] = [];
  let next: URL | undefined = new URL(
    `${base(deps.hub)}/api/models/${user}/${repo}/tree/${encodeURIComponent(revision)}?recursive=true`,
  );
  for (let page = 0; next !== undefined && page < mostPages; page++) {
    const { text, link, url }: Page = await readPage(deps, next, reference, signal);
    for (const entry of parseTree(text, url.host)) {
      if (entry.type !== "file") continue;
      const bytes = entry.lfs?.size ?? entry.size;
      if (bytes === undefined) continue;
      files.push({ path: entry.path, bytes, ...(entry.lfs?.oid !== undefined && { sha256: entry.lfs.oid }) });
    }
    const following = /<([^>]{1,2000})>; *rel="next"/.exec(link ?? "")?.[1];
    const resolved: URL | null = following === undefined ? null : URL.parse(following, url);
    next = resolved?.origin === url.origin ? resolved : undefined;
  }
  return files;
}

/** Where a file of a repository is fetched from. */
export function hubAddress(hub: HubSettings, { user, repo, revision }: HubReference, path: string): URL {
  const segments = path.split("/").map(encodeURIComponent).join("/");
  return new URL(`${base(hub)}/${user}/${repo}/resolve/${encodeURIComponent(revision)}/${segments}`);
}

/** A hub's refusals in words that say what to do; every other failure as it is. */
export function aboutHub(error: unknown, hub: HubSettings, { user, repo }: HubReference): unknown {
  const status = error instanceof ParleyError ? error.raw?.status : undefined;
  const { host } = hub.endpoint;
  if (status === 404) {
    return new ParleyError("not_found", {
      message: `${host} has no ${user}/${repo}, or not this version or file of it.`,
      param: "model",
      cause: error,
    });
  }
  if (status !== 401 && status !== 403) return error;
  const page = `${base(hub)}/${user}/${repo}`;
  const advice =
    hub.token === undefined
      ? `If it is there, sign in at ${page}, accept its terms, and set HF_TOKEN to a token of yours that may read.`
      : `The token in HF_TOKEN may be wrong, or may not read it. Look at ${page}: perhaps its terms must be accepted first.`;
  return new ParleyError("upstream_credentials", {
    message: `${host} does not give ${user}/${repo} (status ${status}): it does not exist, or not for everybody. ${advice}`,
    cause: error,
  });
}

interface Page {
  readonly text: string;
  readonly link: string | undefined;
  readonly url: URL;
}

async function readPage(
  deps: HubDeps,
  url: URL,
  reference: HubReference,
  signal: AbortSignal,
): Promise<Page> {
  const patience = new Patience(deps.sleep, retries);
  for (;;) {
    try {
      const answer = await deps.web.get(url, { accept: "application/json" }, signal);
      return await readAnswer(answer, deps.clock.now());
    } catch (error) {
      await patience.after(aboutHub(aboutHost(error, url.host), deps.hub, reference), signal);
    }
  }
}

async function readAnswer({ response, url }: WebAnswer, now: number): Promise<Page> {
  if (response.status !== 200) {
    await discard(response);
    const after = response.headers["retry-after"];
    throw statusFailure(
      response.status,
      url.host,
      retryAfterMs({ "retry-after": typeof after === "string" ? after : undefined }, now),
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for (let chunk = await response.next(); chunk !== undefined; chunk = await response.next()) {
    size += chunk.length;
    if (size > mostBytes) {
      response.cancel();
      throw senseless(url.host);
    }
    chunks.push(chunk);
  }
  const { link } = response.headers;
  return {
    text: Buffer.concat(chunks).toString("utf8"),
    link: typeof link === "string" ? link : undefined,
    url,
  };
}

function parseTree(text: string, host: string): z.infer<typeof tree> {
  try {
    return tree.parse(JSON.parse(text));
  } catch (cause) {
    throw senseless(host, cause);
  }
}

function senseless(host: string, cause?: unknown): ParleyError {
  return new ParleyError("upstream_invalid", {
    message: `${host} sent a list of files that makes no sense.`,
    cause,
  });
}

function base({ endpoint }: HubSettings): string {
  return endpoint.href.replace(/\/$/, "");
}
