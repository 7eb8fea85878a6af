import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** A provider of the settings; see `GET /v1/organization/providers`. Of its key it is told whether there is one. */
export interface Provider {
  readonly name: string;
  readonly type: string;
  readonly origin: string | null;
  readonly key: {
    readonly from: "settings" | "stored" | "nowhere";
    readonly set: boolean;
    readonly set_at: number | null;
    readonly misplaced: boolean;
  };
}

const all = "/v1/organization/providers";

export const providers = queryOptions({
  queryKey: ["providers"],
  queryFn: async ({ signal }) => (await ask<{ data: readonly Provider[] }>(all, { signal })).data,
});

const keyOf = (name: string): string => `${all}/${encodeURIComponent(name)}/key`;

/** The key goes there, and never comes back. */
export function setProviderKey(name: string, key: string): Promise<Provider> {
  return ask(keyOf(name), { method: "POST", body: { key } });
}

export async function removeProviderKey(name: string): Promise<void> {
  await ask(keyOf(name), { method: "DELETE" });
}
