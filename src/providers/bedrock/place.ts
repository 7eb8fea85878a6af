import type { KindOptions } from "../upstream/kind.ts";

/** Where requests go. */
export interface Place {
  readonly origin: string;
  /** Of every path; empty for Amazon's own address. */
  readonly prefix: string;
  /** For which signatures are made. */
  readonly region: string;
}

export interface Places {
  /** Where models answer. */
  readonly runtime: Place;
  /** Where they are listed: another host of Amazon's; behind an address of one's own the same. */
  readonly control: Place;
}

/** The address follows from the region, and the region from the address, where the settings have only one of them. */
export function placesOf({ baseUrl, region }: Pick<KindOptions, "baseUrl" | "region">): Places {
  const named =
    region ?? /^https:\/\/bedrock-runtime[a-z-]*\.([a-z0-9-]+)\./.exec(baseUrl)?.[1] ?? "us-east-1";
  const domain = named.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const address = baseUrl === "" ? `https://bedrock-runtime.${named}.${domain}` : baseUrl;
  const { origin, pathname } = new URL(address);
  const runtime = { origin, prefix: pathname.replace(/\/$/, ""), region: named };
  return { runtime, control: { ...runtime, origin: origin.replace("//bedrock-runtime", "//bedrock") } };
}
