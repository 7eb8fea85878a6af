import type { NewProvider } from "../../../admin/settings-editor.ts";
import { Secret } from "../../../lib/secret.ts";
import { validate } from "../../../lib/validate.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentProvider } from "../providers/present.ts";
import { presentApplied, presentCheck, presentSettings } from "./present.ts";
import {
  newProviderRequest,
  providerAdded,
  settingsApplied,
  settingsCheck,
  settingsCheckRequest,
  settingsObject,
  settingsRequest,
} from "./schema.ts";

/** The settings file: read without its secrets, checked, and changed as far as it concerns models. */
export function settingsRoutes({
  settingsEditor: editor,
  limits,
}: Pick<RouteDeps, "settingsEditor" | "limits">): readonly Route[] {
  const common = { tag: "Settings", access: "settings.update", method: "POST" } as const;
  return [
    {
      tag: "Settings",
      access: "settings.read",
      method: "GET",
      path: "/v1/organization/settings",
      summary: "Shows the settings file, with words in place of its secrets.",
      response: settingsObject,
      async handle(exchange) {
        const actor = actorOf(exchange);
        sendJson(exchange, 200, presentSettings(actor, await editor.read(actor)));
      },
    },
    {
      ...common,
      path: "/v1/organization/settings/check",
      summary: "Says what is wrong with a text for the settings file, and changes nothing.",
      request: settingsCheckRequest,
      response: settingsCheck,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const { text } = validate(settingsCheckRequest, value);
        sendJson(exchange, 200, presentCheck(await editor.check(actorOf(exchange), text)));
      },
    },
    {
      ...common,
      path: "/v1/organization/settings",
      summary: "Writes the settings file, and says whether it is in force.",
      request: settingsRequest,
      response: settingsApplied,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const wish = validate(settingsRequest, value);
        sendJson(exchange, 200, presentApplied(await editor.apply(actorOf(exchange), wish)));
      },
    },
    {
      ...common,
      path: "/v1/organization/settings/providers",
      summary: "Adds a provider to the settings file, and stores its key.",
      request: newProviderRequest,
      response: providerAdded,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const wish = providerOf(validate(newProviderRequest, value));
        const actor = actorOf(exchange);
        const { provider, ...applied } = await editor.addProvider(actor, wish);
        sendJson(exchange, 200, { ...presentApplied(applied), provider: presentProvider(actor, provider) });
      },
    },
  ];
}

function providerOf(body: ReturnType<typeof newProviderRequest.parse>): NewProvider {
  const { name, type, preset, base_url: baseUrl, region, key, model } = body;
  return {
    name,
    type,
    ...(preset !== undefined && { preset }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(region !== undefined && { region }),
    ...(key !== undefined && { key: new Secret(key) }),
    ...(model !== undefined && { model }),
  };
}
