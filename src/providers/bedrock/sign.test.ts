import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import { readAll, playRecorded } from "../upstream/recorded.fixture.ts";
import { createBedrock } from "./provider.ts";
import { modelPath } from "./request.ts";
import { createSign } from "./sign.ts";

const hash = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const mac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

interface Parts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payloadHash: string;
  readonly secret: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The signature as Amazon's documentation describes it, worked out without the library. */
function signatureOf(parts: Parts): string {
  const { method, path, query, headers, payloadHash, secret, date, region, service } = parts;
  const names = Object.keys(headers).toSorted();
  // Each segment, which is escaped on the wire already, is escaped once more.
  const segments = path.split("/").map((segment) => encodeURIComponent(segment));
  const lines = names.map((name) => `${name}:${headers[name]}\n`);
  const request = [method, segments.join("/"), query, lines.join(""), names.join(";"), payloadHash].join(
    "\n",
  );
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, hash(request)].join("\n");
  const key = [region, service, "aws4_request"].reduce<Buffer>(
    (last, next) => mac(last, next),
    mac(`AWS4${secret}`, date.slice(0, 8)),
  );
  return mac(key, toSign).toString("hex");
}

const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

test("the test's own arithmetic gives the signatures of Amazon's published suite", () => {
  const common = {
    method: "GET",
    path: "/",
    secret,
    date: "20150830T123600Z",
    region: "us-east-1",
    service: "service",
  };
  const headers = { host: "example.amazonaws.com", "x-amz-date": "20150830T123600Z" };
  // get-vanilla and get-vanilla-query-order-key-case
  expect(signatureOf({ ...common, query: "", headers, payloadHash: hash("") })).toBe(
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  );
  expect(
    signatureOf({ ...common, query: "Param1=value1&Param2=value2", headers, payloadHash: hash("") }),
  ).toBe("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
});

const accessKey = {
  id: "AKIDEXAMPLE",
  secret: new Secret(secret),
  sessionToken: new Secret("session+token=="),
};
const now = () => Date.UTC(2026, 10, 16, 9, 12, 31);

test.each([
  "anthropic.claude-sonnet-4-5-20250929-v1:0",
  "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
  "odd (model)*!'~ 東京",
])("signs what is sent: %s", async (model) => {
  const host = "bedrock-runtime.eu-central-1.amazonaws.com";
  const sign = createSign({ accessKey, host, region: "eu-central-1", now });
  const path = modelPath(model, "converse-stream");
  const body = Buffer.from('{"messages":[{"content":"日本"}]}');
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    "x-amzn-bedrock-trace": "ENABLED",
    "user-agent": "parley",
  };
  const signal = new AbortController().signal;
  const request = await sign({ method: "POST", path, headers, body, signal });

  expect(request).toMatchObject({ method: "POST", path, headers, body });
  const { authorization = "", ...own } = request.ownHeaders ?? {};
  expect(own).toEqual({
    "x-amz-date": "20261116T091231Z",
    "x-amz-content-sha256": hash(body),
    "x-amz-security-token": "session+token==",
  });
  const signed = {
    host,
    "content-type": "application/json",
    "x-amzn-bedrock-trace": "ENABLED",
    ...own,
  };
  const signature = signatureOf({
    method: "POST",
    path,
    query: "",
    headers: signed,
    payloadHash: hash(body),
    secret,
    date: "20261116T091231Z",
    region: "eu-central-1",
    service: "bedrock",
  });
  expect(authorization).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261116/eu-central-1/bedrock/aws4_request, " +
      `SignedHeaders=${Object.keys(signed).toSorted().join(";")}, Signature=${signature}`,
  );
});

test("signs the host, the path and the query that go over the wire", async () => {
  const list = {
    status: 200,
    headers: [["content-type", "application/json"]] as const,
    body: Buffer.from('{"modelSummaries":[],"inferenceProfileSummaries":[]}'),
  };
  const { origin, requests } = await playRecorded([list]);
  const clocks = { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 5_000 };
  const options = { name: "aws", baseUrl: `${origin}/aws/`, headers: {}, clocks, models: [], accessKey };
  const provider = createBedrock({ clock: { now } }, { ...options, region: "us-west-2" });
  await provider.listModels(new AbortController().signal);
  await readAll(
    provider.generate({
      callId: "req_1",
      model: "a:b/c",
      task: {
        kind: "generate",
        items: [{ type: "message", role: "user", content: [{ type: "text", text: "?" }] }],
        options: {},
      },
      stream: true,
      signal: new AbortController().signal,
    }),
  );
  await provider.close();

  expect(requests.map(({ url }) => url)).toEqual([
    "/aws/foundation-models",
    "/aws/inference-profiles?maxResults=1000",
    "/aws/model/a%3Ab%2Fc/converse-stream",
  ]);
  for (const { method, url, headers, body } of requests) {
    const [path = "", query = ""] = url.split("?");
    const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1]?.split(";") ?? [];
    expect(names).toContain("host");
    const signature = signatureOf({
      method,
      path,
      query,
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
      payloadHash: hash(method === "GET" ? "" : JSON.stringify(body)),
      secret,
      date: String(headers["x-amz-date"]),
      region: "us-west-2",
      service: "bedrock",
    });
    expect(headers.authorization).toContain(`Signature=${signature}`);
  }
});

test("an API key goes as a bearer, and nothing is signed", async () => {
  const { origin, requests } = await playRecorded([
    { status: 403, headers: [], body: Buffer.from('{"message":"no"}') },
  ]);
  const clocks = { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 5_000 };
  const common = { name: "aws", baseUrl: origin, headers: {}, clocks, models: [] };
  const provider = createBedrock(
    { clock: { now } },
    { ...common, accessKey, apiKey: new Secret("bedrock-api-key-1") },
  );
  await expect(provider.listModels(new AbortController().signal)).rejects.toMatchObject({
    code: "upstream_credentials",
  });
  await provider.close();
  expect(requests[0]?.headers).toMatchObject({ authorization: "Bearer bedrock-api-key-1" });
  expect(Object.keys(requests[0]?.headers ?? {}).filter((name) => name.startsWith("x-amz"))).toEqual([]);
});

test.each([".", "..", "", "a\ud800"])("the name %j is no model", (model) => {
  expect(() => modelPath(model, "converse-stream")).toThrow(
    expect.objectContaining({ code: "model_not_found" }),
  );
});
