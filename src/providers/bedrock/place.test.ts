import { expect, test } from "vitest";
import { placesOf } from "./place.ts";

test.each<[string, string | undefined, string, string, string]>([
  ["", "eu-central-1", "https://bedrock-runtime.eu-central-1.amazonaws.com", "bedrock.", "eu-central-1"],
  ["", "cn-north-1", "https://bedrock-runtime.cn-north-1.amazonaws.com.cn", "bedrock.", "cn-north-1"],
  ["", undefined, "https://bedrock-runtime.us-east-1.amazonaws.com", "bedrock.", "us-east-1"],
  [
    "https://bedrock-runtime-fips.us-west-2.amazonaws.com/",
    undefined,
    "https://bedrock-runtime-fips.us-west-2.amazonaws.com",
    "bedrock-fips.",
    "us-west-2",
  ],
  ["http://127.0.0.1:8123/aws/", "eu-west-1", "http://127.0.0.1:8123", "127.0.0.1", "eu-west-1"],
])("%j in %s is at %s", (baseUrl, region, origin, listedAt, signedFor) => {
  const { runtime, control } = placesOf({ baseUrl, ...(region !== undefined && { region }) });
  expect(runtime).toEqual({ origin, prefix: baseUrl.includes("/aws/") ? "/aws" : "", region: signedFor });
  expect(control).toEqual({ ...runtime, origin: expect.stringContaining(`//${listedAt}`) as string });
});
