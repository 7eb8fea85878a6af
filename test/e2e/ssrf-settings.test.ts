import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { buildCatalogue } from "../../src/server/build.ts";
import { keyPlaces } from "../../src/server/key-places.ts";
import { openLocalModels } from "../../src/server/local-models/local-models.ts";
import { SettingsError } from "../../src/server/settings/fault.ts";
import { load } from "../../src/server/settings/settings.fixture.ts";
import type { Settings } from "../../src/server/settings/settings.ts";

/*
 * Every setting that is an address: what an operator writes is refused with a sentence that names the setting, or
 * reached exactly as it stands, and nothing else is. Beside the upstream a canary listens, to which every odd spelling
 * leads in some reading; and the upstream sends whoever asks to it.
 */

const types = ["openai-compatible", "anthropic", "gemini", "ollama", "openai-responses", "bedrock"] as const;
const folder = mkdtempSync(join(tmpdir(), "parley-ssrf-settings-"));

let canary: TcpServer;
let touched = 0;
let canaryHost: string;
let upstream: Server;
let upstreamPort: number;
/** What came to the upstream, as `host path`. */
const seen: string[] = [];
let redirectTo: string | undefined;

beforeAll(async () => {
  canary = createTcpServer((socket) => {
    touched++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  canaryHost = `127.0.0.1:${(canary.address() as AddressInfo).port}`;
  upstream = createServer((request, response) => {
    seen.push(`${request.headers.host} ${request.url}`);
    request.resume().on("end", () => {
      const moved = redirectTo === undefined ? {} : { location: redirectTo, refresh: `0; url=${redirectTo}` };
      response.writeHead(redirectTo === undefined ? 400 : 307, {
        "content-type": "application/json",
        ...moved,
      });
      response.end('{"error":{"message":"no"}}');
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  upstreamPort = (upstream.address() as AddressInfo).port;
});

afterAll(async () => {
  upstream.closeAllConnections();
  for (const server of [upstream, canary]) await new Promise<void>((done) => server.close(() => done()));
  rmSync(folder, { recursive: true, force: true });
});

interface Place {
  /** How a refusal names it. */
  readonly named: string;
  open(url: string): Settings;
}

function provider(type: string, rest: object): string {
  const signed = { region: "eu-central-1", accessKeyId: "AKIA", secretAccessKey: "x" };
  const key = type === "bedrock" ? signed : { apiKey: "k" };
  return JSON.stringify({ providers: { up: { type, ...key, ...rest } } });
}

const places: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    types.map((type) => [
      `baseUrl of ${type}`,
      { named: "providers.up.baseUrl", open: (baseUrl: string) => load(provider(type, { baseUrl })) },
    ]),
  ),
  "baseUrl of an endpoint": {
    named: "providers.up.endpoints[0].baseUrl",
    open: (baseUrl) =>
      load(
        provider("openai-compatible", { baseUrl: origin(baseUrl), endpoints: [{ baseUrl, apiKey: "e" }] }),
      ),
  },
  OPENAI_BASE_URL: {
    named: "OPENAI_BASE_URL",
    open: (url) => load(undefined, { OPENAI_BASE_URL: url, OPENAI_API_KEY: "k" }),
  },
};

/** An endpoint may lie elsewhere than its provider; here it does not. */
function origin(url: string): string {
  return URL.canParse(url) && /^https?:/i.test(url) ? new URL(url).origin : "http://127.0.0.1:9";
}

/** Each leads to `host` in one reading or another, or nowhere; none is an address that says where it leads. */
function oddities(host: string): readonly string[] {
  const [, port] = host.split(":");
  return [
    `ftp://${host}/v1`,
    `file:///etc/passwd`,
    `data:text/plain,hello`,
    `gopher://${host}/_x`,
    `ws://${host}/v1`,
    `mailto:operator@${host}`,
    `jar:http://${host}!/x`,
    `unix:/var/run/docker.sock`,
    `//${host}/v1`,
    `http:/${host}/v1`,
    `http:${host}/v1`,
    `http:\\\\${host}\\v1`,
    `http:///${host}/v1`,
    `${host}/v1`,
    `http://user@${host}/v1`,
    `http://user:word@${host}/v1`,
    `http://api.example.com@${host}/v1`,
    `http://:@${host}/v1`,
    `http://${host}\\@api.example.com/v1`,
    `http://api.example.com\\@${host}/v1`,
    `http://${host}/v1?`,
    `http://${host}/v1?key=1`,
    `http://${host}/v1#`,
    `http://${host}/v1#@api.example.com`,
    `http://${host}/a/../v1`,
    `http://${host}/%2e%2e/v1`,
    `http://${host}/.%2E/v1`,
    `http://${host}/./v1`,
    ` http://${host}/v1`,
    `http://${host}/v1 `,
    `http://${host}/v1\r\nx-a: b`,
    `http://127.0.0.1\t:${port}/v1`,
    `http://${host}/\u0000`,
    `http://127.1:${port}/v1`,
    `http://2130706433:${port}/v1`,
    `http://0x7f.0.0.1:${port}/v1`,
    `http://0x7f000001:${port}/v1`,
    `http://0177.0.0.1:${port}/v1`,
    `http://017700000001:${port}/v1`,
    `http://①②⑦.⓪.⓪.①:${port}/v1`,
    `http://127。0。0。1:${port}/v1`,
    `http://127%2e0%2e0%2e1:${port}/v1`,
    `http://127.0.0.1:${port}0/v1`.replace(/:\d+/, ":99999"),
    `http://[::1/v1`,
    `http://exa mple.com/v1`,
    `http://%00.example/v1`,
    `http://${host}/v1/chat/completions`,
  ];
}

describe.each(Object.entries(places))("%s", (_, { named, open }) => {
  test("an address that leads elsewhere than it seems is refused, and the setting is named", () => {
    const taken = oddities(canaryHost).filter((url) => {
      try {
        open(url);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(SettingsError);
        expect(String(error), url).toContain(named);
        expect(String(error), url).toContain("address");
        return false;
      }
    });
    expect(taken).toEqual([]);
    expect(touched).toBe(0);
  });

  test.each([
    ["http://127.0.0.1:PORT/v1", "127.0.0.1:PORT /v1/"],
    ["http://127.0.0.1:PORT/v1/", "127.0.0.1:PORT /v1/"],
    ["HTTP://LocalHost:PORT/deep/er", "localhost:PORT /deep/er/"],
    ["http://127.0.0.1:PORT/a%2Fb%20c", "127.0.0.1:PORT /a%2Fb%20c/"],
    ["http://127.0.0.1:PORT/..a/.well", "127.0.0.1:PORT /..a/.well/"],
    ["http://127.0.0.1:PORT/@api.example.com", "127.0.0.1:PORT /@api.example.com/"],
  ])("%s is reached as it is written", async (url, reached) => {
    const at = (text: string) => text.replace("PORT", String(upstreamPort));
    const settings = open(at(url));
    // Its stored key would be bound to where the calls go.
    const [place] = keyPlaces(settings.providers).filter(({ type }) => type !== "rehearsal");
    expect(place).toMatchObject({ origin: `http://${at(reached).split(" ")[0]}` });
    await askAll(settings);
    expect(seen.length).toBeGreaterThan(0);
    for (const one of seen.splice(0)) expect(one.startsWith(at(reached)), one).toBe(true);
    expect(touched).toBe(0);
  });

  test("no redirection is followed", async () => {
    redirectTo = `http://${canaryHost}/v1/models`;
    await askAll(open(`http://127.0.0.1:${upstreamPort}/v1`));
    redirectTo = undefined;
    expect(seen.splice(0).length).toBeGreaterThan(0);
    expect(touched).toBe(0);
  });
});

/** Everything that goes to the upstream: the list of models, and an answer. */
async function askAll(settings: Settings): Promise<void> {
  const { catalogue, close } = await buildCatalogue(settings, systemClock);
  const signal = AbortSignal.timeout(10_000);
  const task = {
    kind: "generate",
    items: [{ type: "message", role: "user", content: [{ type: "text", text: "Hello" }] }],
    options: {},
  } as const;
  const within = ["rehearsal", "local"];
  for (const one of catalogue.providers.filter(({ name }) => !within.includes(name))) {
    await expect(one.listModels(signal), one.name).rejects.toBeInstanceOf(Error);
    const answer = one.generate({ callId: "req_1", model: "m", task, stream: true, signal });
    await expect(answer.next()).rejects.toBeInstanceOf(Error);
  }
  await close();
}

test("HF_ENDPOINT is refused alike, and kept as it is written", () => {
  const open = (url: string) => openLocalModels(folder, { HF_ENDPOINT: url });
  const ofHubs = oddities(canaryHost).filter((url) => !url.endsWith("/chat/completions"));
  for (const url of ofHubs)
    expect(() => open(url), url).toThrowError("HF_ENDPOINT must be the address of a hub");
  expect(open("http://127.0.0.1:8080/mirror").hub.endpoint.href).toBe("http://127.0.0.1:8080/mirror");
  expect(touched).toBe(0);
});
