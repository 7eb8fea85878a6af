import {
  type KeyPlace,
  listProviderKeys,
  type ProviderKeyDeps,
  removeProviderKey,
  setProviderKey,
} from "../../../admin/provider-keys.ts";
import { Secret } from "../../../lib/secret.ts";
import { validate } from "../../../lib/validate.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentProvider } from "./present.ts";
import { providerKeyRemoved, providerKeyRequest, providerList, providerObject } from "./schema.ts";

/** Providers and their keys: what they are comes from the settings, and keys can only be written. */
export function providerRoutes(deps: RouteDeps): readonly Route[] {
  const { keys, places } = deps.providerKeys;
  const common = { tag: "Providers" } as const;
  return [
    {
      ...common,
      access: "provider.read",
      method: "GET",
      path: "/v1/organization/providers",
      summary: "Lists the providers, and whether they have a key.",
      response: providerList,
      async handle(exchange) {
        const actor = actorOf(exchange);
        const states = await listProviderKeys(keys, actor, { places });
        sendJson(exchange, 200, {
          object: "list",
          data: states.map((state) => presentProvider(actor, state)),
        });
      },
    },
    {
      ...common,
      access: "provider.set_key",
      method: "POST",
      path: "/v1/organization/providers/:name/key",
      summary: "Stores a provider's key, encrypted and bound to its address.",
      request: providerKeyRequest,
      response: providerObject,
      async handle(exchange) {
        const place = placeOf(exchange, places);
        const { value } = await readJson(exchange.request, deps.limits);
        const { key } = validate(providerKeyRequest, value);
        await setProviderKey(keys, actorOf(exchange), { place, key: new Secret(key) });
        await answer(exchange, keys, place);
      },
    },
    {
      ...common,
      access: "provider.set_key",
      method: "DELETE",
      path: "/v1/organization/providers/:name/key",
      summary: "Forgets a provider's stored key.",
      response: providerKeyRemoved,
      async handle(exchange) {
        const { name } = placeOf(exchange, places);
        await removeProviderKey(keys, actorOf(exchange), { name });
        sendJson(exchange, 200, { object: "organization.provider.key.deleted", name, deleted: true });
      },
    },
  ];
}

async function answer(exchange: Exchange, keys: ProviderKeyDeps, place: KeyPlace): Promise<void> {
  const actor = actorOf(exchange);
  const [state = place] = await listProviderKeys(keys, actor, { places: [place] });
  sendJson(exchange, 200, presentProvider(actor, state));
}

function placeOf({ params }: Exchange, places: readonly KeyPlace[]): KeyPlace {
  const place = places.find(({ name }) => name === params["name"]);
  if (place !== undefined) return place;
  throw new ParleyError("not_found", {
    message: "There is no such provider. GET /v1/organization/providers lists those that there are.",
  });
}
