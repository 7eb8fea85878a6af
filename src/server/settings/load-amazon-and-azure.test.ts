import { describe, expect, test } from "vitest";
import { errorOf, load, upstreamOf } from "./settings.fixture.ts";

describe("Azure", () => {
  const yaml = (members: string) =>
    `providers:\n  azure:\n    type: openai-compatible\n    preset: azure\n    apiKey: k\n${members}`;
  const home = "    baseUrl: https://team.openai.azure.com/openai";

  test("needs no version of its API at its newer address", () => {
    const settings = upstreamOf(load(yaml(`${home}/v1\n`)));
    expect(settings.baseUrl).toBe("https://team.openai.azure.com/openai/v1");
    expect(settings).not.toHaveProperty("apiVersion");
  });

  test("has one at its older addresses", () => {
    expect(upstreamOf(load(yaml(`${home}\n    apiVersion: 2024-10-21\n`)))).toMatchObject({
      baseUrl: "https://team.openai.azure.com/openai",
      apiVersion: "2024-10-21",
    });
  });

  test("takes nothing else for a version", () => {
    expect(errorOf(yaml(`${home}\n    apiVersion: newest\n`))).toContain("2024-10-21");
  });
});

const bedrock = (members: string) => `providers:\n  aws:\n    type: bedrock\n${members}`;
const providerOf = (yaml: string, env: Record<string, string> = {}) => {
  const found = load(yaml, env).providers.find(({ type }) => type === "bedrock");
  return found?.type === "bedrock" ? found : undefined;
};

describe("Amazon Bedrock", () => {
  test("is found by its region, and an API key is enough", () => {
    const provider = providerOf(bedrock("    region: eu-central-1\n"), { AWS_BEARER_TOKEN_BEDROCK: "abc" });
    expect(provider).toMatchObject({ baseUrl: "", region: "eu-central-1" });
    expect(provider?.apiKey?.reveal()).toBe("abc");
  });

  test("takes what Amazon's own programs take", () => {
    const env = {
      AWS_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: "AKID",
      AWS_SECRET_ACCESS_KEY: "shh",
      AWS_SESSION_TOKEN: "t",
    };
    const provider = providerOf(bedrock("    models: [x]\n"), env);
    expect(provider).toMatchObject({ region: "us-west-2", accessKey: { id: "AKID" } });
    expect(provider?.accessKey?.secret.reveal()).toBe("shh");
    expect(provider?.accessKey?.sessionToken?.reveal()).toBe("t");
  });

  test("without a region and a key says what is missing", () => {
    const error = errorOf(bedrock("    models: [x]\n"));
    expect(error).toContain("AWS_REGION");
    expect(error).toContain("AWS_BEARER_TOKEN_BEDROCK");
  });
});

describe("keys and addresses", () => {
  const amazon = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "shh" };

  test("the environment's keys go to Amazon alone", () => {
    const elsewhere = bedrock('    baseUrl: "http://127.0.0.3:45203"\n');
    expect(errorOf(elsewhere, amazon)).toContain("This provider needs an API key");
    const plain = bedrock('    baseUrl: "http://bedrock-runtime.eu-west-1.amazonaws.com"\n');
    expect(errorOf(plain, amazon)).toContain("This provider needs an API key");
    const lookalike = bedrock('    baseUrl: "https://amazonaws.com.evil.example"\n');
    expect(errorOf(lookalike, amazon)).toContain("This provider needs an API key");
    const own = bedrock('    baseUrl: "https://vpce-1.bedrock-runtime.eu-west-1.vpce.amazonaws.com"\n');
    expect(providerOf(own, amazon)).toMatchObject({ accessKey: { id: "AKID" } });
  });

  test.each([
    ["apiKey: k, region: us-east-1", {}],
    ["accessKeyId: AKID, secretAccessKey: shh, sessionToken: t, region: us-east-1", {}],
  ])("{ %s } is not sent to an endpoint elsewhere", (members, env) => {
    const text = `providers:\n  aws: { type: bedrock, ${members}, endpoints: [{ baseUrl: "http://127.0.0.2:45202" }] }\n`;
    expect(errorOf(text, env)).toContain(
      "has another origin than the provider's, whose key is not sent there",
    );
  });

  test.each(["openai-compatible", "openai-compatible, preset: azure"])(
    "a key that several endpoints of %s would share stays with the first",
    (type) => {
      const text = `providers:
  up: { type: ${type}, apiKey: k, endpoints: [{ baseUrl: "http://127.0.0.1:1/v1" }, { baseUrl: "http://127.0.0.2:2/v1" }] }
`;
      expect(errorOf(text)).toMatch(/endpoints.*1.*another origin than the provider's/s);
    },
  );

  test("nor is any header, whatever its name", () => {
    const text = `providers:
  up:
    { type: openai-compatible, baseUrl: "http://127.0.0.1:1/v1", headers: { cookie: s }, endpoints: [{}, { baseUrl: "http://127.0.0.2:2/v1", apiKey: k }] }
`;
    expect(errorOf(text)).toContain("A header would go to all endpoints");
  });
});
