import { expect, test } from "vitest";
import { z } from "zod";
import { Secret } from "../../lib/secret.ts";
import { settingsSchema } from "../settings/schema.ts";
import { isSecretPlace, tellsNothing } from "./secret-places.ts";

/** The settings that become a `Secret`: only their schemas take one as it is. */
function secretSettings(): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const probe = new Secret("probe");
  z.toJSONSchema(settingsSchema, {
    io: "input",
    unrepresentable: "any",
    override({ zodSchema, path }) {
      // The part of a leaf that takes everything, and the rule behind it does not.
      if (zodSchema instanceof z.ZodCustom || z.safeParse(zodSchema, probe).data !== probe) return;
      const steps = path.map(String).filter((step, at) => step !== "properties" && path[at - 1] !== "oneOf");
      found.push(
        steps
          .filter((step) => step !== "oneOf")
          .map((step) => (step === "additionalProperties" || step === "items" ? "*" : step)),
      );
    },
  });
  return found;
}

test("every setting that is a secret is known as one", () => {
  const all = secretSettings();
  expect(all).toContainEqual(["providers", "*", "apiKey"]);
  expect(all).toContainEqual(["providers", "*", "headers", "*"]);
  expect(all.length).toBeGreaterThan(10);
  const unknown = all.filter((path) => !isSecretPlace(path.map((step) => (step === "*" ? "any" : step))));
  expect(unknown).toEqual([]);
});

test("what tells nothing is a variable's name, or a word of the settings", () => {
  for (const text of ["${KEY}", "Bearer ${KEY}", "stored", "sqlite", ""])
    expect(tellsNothing(text)).toBe(true);
  for (const text of ["${KEY:-sk-1}", "${KEY}x", "x${KEY}", "storedx", "Bearer sk"])
    expect(tellsNothing(text)).toBe(false);
});
