import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StartedServer, startServer } from "./started-server.ts";

/*
 * No request can make Parley connect to an address of the caller's choice. Canaries listen on this machine under every
 * name that it has; addresses of them in all spellings are put into every member of a request that is an address, looks
 * like one, or might be taken for one; and nothing may ever come to the canaries, nor to another path of the upstream.
 */

const folder = mkdtempSync(join(tmpdir(), "parley-ssrf-"));
const providers = [
  "openai-compatible",
  "anthropic",
  "gemini",
  "ollama",
  "openai-responses",
  "bedrock",
] as const;

let canaries: readonly TcpServer[];
let canaryPort: number;
let touched = 0;
let upstream: Server;
/** What came to the upstream, as `METHOD path`. */
const seen: string[] = [];
/** Where the upstream sends whoever asks it; absent: nowhere. */
let redirect: { readonly status: number; readonly location: string } | undefined;
let server: StartedServer;

beforeAll(async () => {
  const first = createTcpServer((socket) => {
    touched++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
  canaryPort = (first.address() as AddressInfo).port;
  const second = createTcpServer((socket) => {
    touched++;
    socket.destroy();
  });
  // Machines without IPv6 have one name less.
  await new Promise<void>((resolve) => {
    second.once("error", () => resolve()).listen(canaryPort, "::1", resolve);
  });
  canaries = [first, second];

  upstream = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on("end", () => {
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (redirect !== undefined) Object.assign(headers, leads(redirect.location));
      response
        .writeHead(redirect?.status ?? 400, headers)
        .end('{"error":{"message":"no","type":"invalid_request_error"}}');
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const { port } = upstream.address() as AddressInfo;
  const signed = ", region: eu-central-1, accessKeyId: AKIA, secretAccessKey: x";
  const lines = providers.map((type) => {
    const key = type === "bedrock" ? signed : ", apiKey: k";
    return `  ${type}: { type: ${type}, baseUrl: "http://127.0.0.1:${port}/base"${key}, models: [m] }`;
  });
  writeFileSync(join(folder, "parley.yaml"), `providers:\n${lines.join("\n")}\n`);
  server = await startServer({ PARLEY_CONFIG: join(folder, "parley.yaml") });
});

afterAll(async () => {
  await server.stop();
  upstream.closeAllConnections();
  for (const canary of [upstream, ...canaries]) await new Promise<void>((done) => canary.close(() => done()));
  rmSync(folder, { recursive: true, force: true });
});

/** Headers that lead somewhere else, in one reading or another. */
function leads(location: string): Record<string, string> {
  return {
    location,
    "content-location": location,
    refresh: `0; url=${location}`,
    link: `<${location}>; rel=next`,
  };
}

/** The canaries' address in all spellings, and what else some reader takes for an address. */
function spellings(port: number): readonly string[] {
  const hosts = [
    "127.0.0.1",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.1",
    "127.0.1",
    "0",
    "0.0.0.0",
    "[::]",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "127%2e0%2e0%2e1",
    "user:pass@127.0.0.1",
    "example.com@127.0.0.1",
    "example.com%40127.0.0.1",
  ];
  return [
    ...hosts.map((host) => `http://${host}:${port}/canary`),
    `https://127.0.0.1:${port}/canary`,
    `hTTp://127.0.0.1:${port}/canary`,
    `http:/127.0.0.1:${port}/canary`,
    `http:\\\\127.0.0.1:${port}\\canary`,
    `//127.0.0.1:${port}/canary`,
    `\\\\127.0.0.1:${port}\\canary`,
    ` http://127.0.0.1:${port}/canary`,
    `http://127.0.0.1:${port}/canary#@example.com`,
    `http://127.0.0.1:${port}\r\nHost: example.com`,
    `http://example.com\\@127.0.0.1:${port}/canary`,
    `ws://127.0.0.1:${port}/canary`,
    `ftp://127.0.0.1:${port}/canary`,
    `gopher://127.0.0.1:${port}/_canary`,
    `jar:http://127.0.0.1:${port}/canary!/x`,
    `file:///etc/passwd`,
    `data:text/html,<img src="http://127.0.0.1:${port}/canary">`,
    `../../../canary`,
    `..%2f..%2fcanary`,
    "..",
    ".",
    "%2e%2e",
    "\ud800",
    `m@127.0.0.1:${port}`,
    `m?alt=http://127.0.0.1:${port}`,
    `m:generateContent/../../canary`,
  ];
}

interface Asked {
  readonly path: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const said = (...parts: readonly object[]) => [
  { role: "user", content: [{ type: "text", text: "Look" }, ...parts] },
];

/** Each place of a request into which an address can be put. */
const places: Readonly<Record<string, (url: string, model: string) => Asked>> = {
  "image of a chat": (url, model) => ({
    path: "/v1/chat/completions",
    body: { model, messages: said({ type: "image_url", image_url: { url } }) },
  }),
  "file of a chat": (url, model) => ({
    path: "/v1/chat/completions",
    body: { model, messages: said({ type: "file", file: { file_url: url, filename: url } }) },
  }),
  "file's data": (url, model) => ({
    path: "/v1/chat/completions",
    body: { model, messages: said({ type: "file", file: { file_data: url, filename: "a.pdf" } }) },
  }),
  "sound of a chat": (url, model) => ({
    path: "/v1/chat/completions",
    body: { model, messages: said({ type: "input_audio", input_audio: { data: url, format: "wav" } }) },
  }),
  "schema of a tool": (url, model) => ({
    path: "/v1/chat/completions",
    body: {
      model,
      messages: said(),
      tools: [
        { type: "function", function: { name: "f", parameters: { $schema: url, $id: url, $ref: url } } },
      ],
    },
  }),
  "schema of an answer": (url, model) => ({
    path: "/v1/chat/completions",
    body: {
      model,
      messages: said(),
      response_format: {
        type: "json_schema",
        json_schema: { name: "a", strict: true, schema: { $ref: url } },
      },
    },
  }),
  "strange members": (url, model) => ({
    path: "/v1/chat/completions",
    body: {
      model,
      messages: said(),
      base_url: url,
      api_base: url,
      baseUrl: url,
      endpoint: url,
      webhook: url,
      user: url,
    },
  }),
  "headers of proxies": (url, model) => ({
    path: "/v1/chat/completions",
    body: { model, messages: said() },
    headers: {
      "x-forwarded-host": ascii(url),
      "x-forwarded-for": ascii(url),
      "x-original-url": ascii(url),
      "x-rewrite-url": ascii(url),
      forwarded: `host=${ascii(url)}`,
      referer: ascii(url),
      "x-parley-region": ascii(url),
    },
  }),
  "image of a message": (url, model) => ({
    path: "/v1/messages",
    body: {
      model,
      max_tokens: 5,
      messages: [{ role: "user", content: [{ type: "image", source: { type: "url", url } }] }],
    },
  }),
  "document of a message": (url, model) => ({
    path: "/v1/messages",
    body: {
      model,
      max_tokens: 5,
      messages: [{ role: "user", content: [{ type: "document", source: { type: "url", url } }] }],
    },
  }),
  "model's name": (url, model) => ({
    path: "/v1/chat/completions",
    body: { model: `${model.split("/")[0]}/${url}`, messages: said() },
  }),
};

/** Places where the provider makes no difference. */
const doors: Readonly<Record<string, (url: string) => Asked & { readonly method?: string }>> = {
  "whole model's name": (url) => ({ path: "/v1/chat/completions", body: { model: url, messages: said() } }),
  "embedded text": (url) => ({ path: "/v1/embeddings", body: { model: "openai-compatible/m", input: url } }),
  "picture's text": (url) => ({
    path: "/v1/images/generations",
    body: { model: "openai-compatible/m", prompt: url, image_url: url },
  }),
  "spoken text": (url) => ({
    path: "/v1/audio/speech",
    body: { model: "openai-compatible/m", input: url, voice: url },
  }),
  "prompt of a session": (url) => ({ path: "/v1/chat", body: { model: "openai-compatible/m", prompt: url } }),
  "pulled model": (url) => ({ path: "/v1/models/pull", body: { model: url } }),
  "model that is asked for": (url) => ({
    method: "GET",
    path: `/v1/models/${encodeURIComponent(url.toWellFormed())}`,
    body: undefined,
  }),
};

function ascii(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}

/** Sends it, and gives the status; whatever it is, the canaries decide. */
function ask({
  path,
  body,
  headers,
  method = "POST",
}: Asked & { readonly method?: string }): Promise<number> {
  const { hostname, port } = new URL(server.url);
  const text = body === undefined ? "" : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        path,
        method,
        headers: {
          ...headers,
          authorization: `Bearer ${server.key}`,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
        },
      },
      (response: IncomingMessage) => {
        response.resume().on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    request.on("error", reject).end(text);
  });
}

async function askAll(all: readonly (Asked & { readonly method?: string })[]): Promise<readonly number[]> {
  const statuses: number[] = [];
  const left = [...all];
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) statuses.push(await ask(next));
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return statuses;
}

/** Every path of the upstream that Parley has business with; the model's name is one segment of some. */
const known = [
  /^POST \/base\/(chat\/completions|embeddings|responses|messages|audio\/speech|images\/generations)$/,
  /^POST \/base\/api\/(chat|embed|generate|show|pull)$/,
  /^POST \/base\/models\/[^/?#]+:(generateContent|streamGenerateContent|embedContent|batchEmbedContents)(\?alt=sse)?$/,
  /^POST \/base\/model\/[^/?#]+\/converse(-stream)?$/,
  /^GET \/base\/(models|api\/tags)(\?[\w=&%-]*)?$/,
];

function judge(statuses: readonly number[], refused = true): void {
  const elsewhere = seen.splice(0).filter((line) => !known.some((pattern) => pattern.test(line)));
  expect(touched).toBe(0);
  expect(elsewhere).toEqual([]);
  // Refused, or answered with the upstream's own refusal; never our own fault.
  expect(statuses.filter((status) => (refused && status < 400) || status === 500)).toEqual([]);
}

test.each(providers)(
  "no member of a request leads %s anywhere",
  async (provider) => {
    const all = Object.values(places).flatMap((place) =>
      spellings(canaryPort).map((url) => place(url, `${provider}/m`)),
    );
    expect(all.length).toBeGreaterThan(400);
    judge(await askAll(all));
  },
  120_000,
);

test.each(Object.keys(doors))(
  "nor does the %s",
  async (name) => {
    const door = doors[name];
    if (door === undefined) throw new Error("no such door");
    const all = spellings(canaryPort).map(door);
    const statuses = await askAll(all);
    expect(touched).toBe(0);
    expect(seen.filter((line) => !known.some((pattern) => pattern.test(line)))).toEqual([]);
    expect(statuses.filter((status) => status === 500)).toEqual([]);
    seen.length = 0;
  },
  120_000,
);

test("no upstream leads Parley anywhere, by no redirection and no header", async () => {
  const body = (model: string): Asked => ({
    path: "/v1/chat/completions",
    body: { model, messages: said() },
  });
  let asked = 0;
  for (const status of [200, 201, 300, 301, 302, 303, 307, 308]) {
    for (const location of spellings(canaryPort).slice(0, 6)) {
      redirect = { status, location };
      const statuses = await askAll(providers.map((provider) => body(`${provider}/m`)));
      asked += statuses.length;
      judge(statuses);
    }
  }
  redirect = undefined;
  expect(asked).toBe(8 * 6 * providers.length);
}, 120_000);
