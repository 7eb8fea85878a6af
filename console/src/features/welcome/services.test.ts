import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { presets } from "../../../../src/providers/openai-compatible/presets.ts";
import { keyPlaces, services, settingsOf } from "./services.ts";

const documented = readFileSync(new URL("../../../../docs/providers.md", import.meta.url), "utf8");

test.each(services)(
  "$name: its settings are YAML that says where the key is, and types that there are",
  (service) => {
    for (const place of keyPlaces) {
      const { providers } = parse(settingsOf(service, place)) as {
        providers: Record<string, { type: string; preset?: keyof typeof presets; apiKey?: string }>;
      };
      const { type = "", preset, apiKey } = providers[service.name] ?? {};
      expect(documented).toContain(`type: ${type}`);
      if (preset !== undefined) expect(presets[preset]).toHaveProperty("apiKeyEnv", service.variable);
      const expected = place === "stored" ? "stored" : `\${${service.variable ?? ""}}`;
      expect(apiKey).toBe(service.variable === undefined ? undefined : expected);
    }
  },
);
