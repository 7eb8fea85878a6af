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

describe("Amazon Bedrock", () => {
  const bedrock = (members: string) => `providers:\n  aws:\n    type: bedrock\n${members}`;
  const providerOf = (yaml: string, env: Record<string, string> = {}) => {
    const found = load(yaml, env).providers.find(({ type }) => type === "bedrock");
    return found?.type === "bedrock" ? found : undefined;
  };

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
