import { z } from "zod";
import { addressRanges } from "../../lib/address-ranges.ts";
import { leaf, section, variablePattern } from "./leaf.ts";
import { choice } from "./leaves.ts";

const file = leaf<string, string>({
  expected: "the path of a file; ~ is not replaced, so write ${HOME} instead",
  json: { type: "string", minLength: 1 },
  read: (value) => (typeof value === "string" && /^(?!~)[^\0]{1,4096}$/.test(value) ? value : undefined),
});

const addresses = leaf<string, string>({
  expected: "an IP address or a range such as 10.0.0.0/8 or 2001:db8::/32",
  json: { type: "string", pattern: `^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$|${variablePattern}` },
  read: (value) => (typeof value === "string" && addressRanges([value]) !== undefined ? value : undefined),
});

/** The section `tls` of the settings. */
export const tlsSchema = section("TLS, spoken by Parley itself. The files are read again when they change.", {
  cert: file
    .optional()
    .describe("The file with the certificate and those between it and the root (PEM), relative to this one."),
  key: file.optional().describe("The file with its private key (PEM, not encrypted), relative to this one."),
  minVersion: choice(["1.2", "1.3"]).prefault("1.2").describe("The oldest version of TLS that is spoken."),
});

/** The setting `trustedProxies`. */
export const trustedProxiesSchema = z
  .array(addresses)
  .prefault([])
  .describe(
    "Addresses of the proxies in front of Parley. From them alone X-Forwarded-For, Forwarded and X-Forwarded-Proto say who calls; from everybody else these headers say nothing.",
  );
