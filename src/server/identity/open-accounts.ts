import type { AccountDeps } from "../../admin/accounts/deps.ts";
import { createOidcClient } from "../../admin/accounts/oidc-client.ts";
import { createPasswords, type Passwords } from "../../admin/accounts/passwords.ts";
import { createSessionKeeper, type SessionKeeper } from "../../admin/accounts/session-keeper.ts";
import type { Refusals } from "../../admin/audit/refusals.ts";
import type { AccountParts } from "../../http/accounts/deps.ts";
import { type BoundedFetch, createBoundedFetch } from "../../lib/bounded-fetch.ts";
import type { Settings } from "../settings/settings.ts";

/** A provider of identities is asked while a person waits. In milliseconds. */
const clocks = { connect: 5_000, firstByte: 10_000, idle: 5_000, total: 15_000 };

/** Descriptions, keys and tokens have a few KiB. */
const mostBytes = 1024 * 1024;

/** People's accounts in a running server: what stays when settings change, and what is made of them. */
export interface Accounts {
  readonly sessions: SessionKeeper;
  /** What the routes need, as the settings say. */
  parts(settings: AccountsOfSettings): AccountParts;
  close(): Promise<void>;
}

export type AccountsOfSettings = Pick<Settings, "accounts" | "sso">;

export interface AccountsDeps extends AccountDeps {
  readonly refusals: Pick<Refusals, "note">;
  /** As they are now. */
  readonly settings: () => AccountsOfSettings;
  readonly warn: (error: unknown) => void;
  /** Tests hash faster. */
  readonly passwords?: Passwords;
}

export function openAccounts({ refusals, settings, warn, passwords, ...deps }: AccountsDeps): Accounts {
  const sessions = createSessionKeeper({ ...deps, policy: () => settings().accounts, warn });
  const out: BoundedFetch = createBoundedFetch({ clocks, bytes: mostBytes });
  const hashing = passwords ?? createPasswords(deps.pepper);
  const { monotonic } = deps.clock;
  return {
    sessions,
    parts: ({ accounts: policy, sso }) => ({
      deps: { ...deps, passwords: hashing, refusals, policy },
      sessions,
      signOn: new Map(
        sso.map((provider) => [
          provider.name,
          createOidcClient(provider, { ask: (url, wish) => out.fetch(url, wish), monotonic }),
        ]),
      ),
    }),
    async close() {
      await sessions.close();
      await out.close();
    },
  };
}
