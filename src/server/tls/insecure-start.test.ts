import { expect, test } from "vitest";
import { insecureStart, type TransportSettings } from "./insecure-start.ts";

const at = (host: string, others: Partial<TransportSettings> = {}): string | undefined =>
  insecureStart({ host, trustedProxies: [], allowInsecure: false, ...others });

test.each(["127.0.0.1", "127.9.9.9", "::1", "localhost"])("%s is this machine alone", (host) => {
  expect(at(host)).toBeUndefined();
});

test.each(["0.0.0.0", "::", "10.0.0.5", "203.0.113.7", "my-host", "127.example.com"])(
  "other machines reach %s: without TLS Parley does not start",
  (host) => {
    expect(at(host)).toContain(`Other machines reach ${host}`);
    expect(at(host)).toContain("PARLEY_ALLOW_INSECURE=true");
    expect(at(host, { tls: { cert: "c", key: "k", minVersion: "1.2" } })).toBeUndefined();
    expect(at(host, { trustedProxies: ["10.0.0.1"] })).toBeUndefined();
    expect(at(host, { allowInsecure: true })).toBeUndefined();
  },
);
