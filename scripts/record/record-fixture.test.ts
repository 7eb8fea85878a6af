import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { readRecorded } from "../../src/providers/upstream/recorded.fixture.ts";
import { type FixtureOrder, recordFixture } from "./record-fixture.ts";
import { strippedAnswer } from "./strip-secrets.ts";

const key = "sk-ant-very-secret-0123456789";

/** An upstream on this machine that always says the same, and the headers of what it was asked. */
async function upstream(status: number, headers: Readonly<Record<string, string>>, body: string) {
  const asked: IncomingMessage["headers"][] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    request.resume().once("end", () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

function order(baseUrl: string, more: Partial<FixtureOrder> = {}): FixtureOrder {
  const folder = mkdtempSync(join(tmpdir(), "parley-record-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    type: "anthropic",
    name: "text",
    request: { model: "claude", messages: [{ role: "user", content: "Hello" }] },
    baseUrl,
    env: { ANTHROPIC_API_KEY: key },
    folder,
    ...more,
  };
}

const secretive = {
  "content-type": "text/event-stream",
  "request-id": "req_011CSHoEeqs5C35K2UUqR7Fy",
  "set-cookie": "session=5f3a",
  "anthropic-organization-id": "1f2e3d4c-0000-1111-2222-333344445555",
  "anthropic-ratelimit-requests-remaining": "49",
  "x-echoed-authorization": key,
};
const error = {
  type: "error",
  error: { type: "rate_limit_error", message: "Ask ann@acme.example of org-AbCdEf0123456789. 日本" },
};

describe("recordFixture", () => {
  test("writes what came over the wire, without what is secret", async () => {
    const { url, asked } = await upstream(429, secretive, JSON.stringify(error));
    const asking = order(url);
    const { path, error: taken } = await recordFixture(asking);
    expect(path).toBe(join(asking.folder, "anthropic", "fixtures", "anthropic-text.http"));
    expect(asked[0]).toMatchObject({ "x-api-key": key });
    expect(taken).toMatchObject({ code: "rate_limit_exceeded" });
    const recorded = readRecorded(pathToFileURL(path));
    expect(recorded.status).toBe(429);
    expect(recorded.headers).toEqual([
      ["content-type", "text/event-stream"],
      ["request-id", "req_011CSHoEeqs5C35K2UUqR7Fy"],
      ["anthropic-ratelimit-requests-remaining", "49"],
    ]);
    expect(JSON.parse(recorded.body.toString())).toEqual({
      type: "error",
      error: { type: "rate_limit_error", message: "Ask xxx@xxxx.example of org-0000000000000000. 日本" },
    });
    expect(readFileSync(path, "utf8")).not.toContain("secret");
    await expect(recordFixture(asking)).rejects.toMatchObject({ code: "EEXIST" });
  });

  test.each(["plain", "base64", "shifted", "escaped"])(
    "writes nothing where the key is repeated (%s)",
    async (form) => {
      const own = "open sesame/1";
      const forms: Record<string, string> = {
        plain: own,
        base64: Buffer.from(`${own}.`).toString("base64"),
        shifted: Buffer.from(`ab${own}.`).toString("base64"),
        escaped: encodeURIComponent(own),
      };
      const { url } = await upstream(400, { "content-type": "text/plain" }, `You sent ${forms[form]}`);
      const asking = order(url, { type: "ollama", env: { OLLAMA_API_KEY: own } });
      await expect(recordFixture(asking)).rejects.toThrow("repeats the key");
      expect(existsSync(join(asking.folder, "ollama"))).toBe(false);
    },
  );

  test("knows its providers, and asks for an address where there is none", async () => {
    await expect(recordFixture(order("http://127.0.0.1:1", { type: "nobody" }))).rejects.toThrow(
      "no provider",
    );
    await expect(recordFixture(order("", { type: "bedrock", baseUrl: undefined }))).rejects.toThrow(
      "--base-url",
    );
    await expect(recordFixture(order("http://127.0.0.1:1", { name: "../x" }))).rejects.toThrow("dashes");
  });
});

test("frames with checksums are left as they are, or refused", () => {
  const headers = [["Content-Type", "application/vnd.amazon.eventstream"]] as const;
  const answer = { status: 200, statusText: "OK", headers, body: Buffer.from([0, 255, 10, 10, 200]) };
  expect(strippedAnswer(answer, ["key"]).subarray(-5)).toEqual(answer.body);
  const personal = { ...answer, body: Buffer.from("arn:aws:bedrock:eu-west-1:123456789012:profile/x") };
  expect(() => strippedAnswer(personal, ["key"])).toThrow("checksums");
  const page = { ...personal, headers: [["content-type", "application/json"]] as const };
  expect(strippedAnswer(page, []).toString()).toContain("eu-west-1:000000000000:profile/x");
});
