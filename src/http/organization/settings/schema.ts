import { z } from "zod";
import { providerObject } from "../providers/schema.ts";

/** In UTF-16 units; a longer file is changed on the machine. */
const text = z
  .string()
  .max(256 * 1024)
  .describe("The whole text of the settings file, in YAML.");

/** Body of `POST /v1/organization/settings/check`. */
export const settingsCheckRequest = z.strictObject({ text });

/** Body of `POST /v1/organization/settings`. */
export const settingsRequest = z.strictObject({
  text,
  version: z
    .string()
    .min(1)
    .max(100)
    .describe(
      "The version that was changed, as it was read: where the file has another one by now, 409 says so.",
    ),
});

const word = z.string().min(1).max(64);

/** Body of `POST /v1/organization/settings/providers`. */
export const newProviderRequest = z.strictObject({
  name: word.describe("What it is called here: models are asked for as name/model."),
  type: word.describe(
    "As `providers.NAME.type` of the settings, such as `openai-compatible` or `anthropic`.",
  ),
  preset: word.optional().describe("As `providers.NAME.preset` of the settings, such as `groq`."),
  base_url: z.string().min(1).max(2048).optional().describe("Its address up to the version."),
  region: word.optional().describe("Amazon's region."),
  key: z
    .string()
    .min(1)
    .max(8192)
    .optional()
    .describe("Its key. It is stored encrypted and bound to the address, and never shown again."),
  model: z
    .strictObject({
      name: word.describe("A name that callers can ask for."),
      model: z.string().min(1).max(256).describe("The model of the provider that it stands for."),
    })
    .optional()
    .describe("A name for one of its models."),
});

export const settingsObject = z.object({
  object: z.literal("organization.settings"),
  file: z.string(),
  exists: z.boolean(),
  text: z.string(),
  version: z.string(),
  editable: z.array(z.string()),
  hidden: z.string().nullable(),
  read_only: z.string().nullable(),
  can: z.object({ update: z.boolean() }),
});

export const settingsCheck = z.object({
  object: z.literal("organization.settings.check"),
  sound: z.boolean(),
  faults: z.array(
    z.object({
      path: z.string(),
      line: z.int().nullable(),
      column: z.int().nullable(),
      message: z.string(),
      expected: z.string().nullable(),
      found: z.string().nullable(),
    }),
  ),
  warnings: z.array(z.string()),
  changed: z.array(z.string()),
});

export const settingsApplied = z.object({
  object: z.literal("organization.settings.applied"),
  version: z.string(),
  in_force: z.boolean(),
  changed: z.array(z.string()),
  needs_restart: z.array(z.string()),
  warnings: z.array(z.string()),
});

export const providerAdded = settingsApplied.extend({ provider: providerObject });
