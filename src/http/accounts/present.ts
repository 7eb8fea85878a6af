import type { z } from "zod";
import type { Person } from "../../admin/accounts/session-keeper.ts";
import { actions, can } from "../../admin/can.ts";
import type { Account, Passkey, Session } from "../../spec/account.ts";
import type { Actor } from "../../spec/actor.ts";
import type { Project } from "../../spec/stores.ts";
import { seconds, secondsOrNull } from "../organization/paging.ts";
import type { accountObject, meObject, passkeyObject, sessionObject } from "./schema.ts";

export function presentAccount(account: Account): z.output<typeof accountObject> {
  const { id, email, name, role, createdAt, lastLoginAt } = account;
  return {
    object: "account",
    id,
    email,
    name,
    role: role ?? null,
    created_at: seconds(createdAt),
    last_login_at: secondsOrNull(lastLoginAt),
  };
}

/** @param current The session that asks. */
export function presentSession(session: Session, current?: string): z.output<typeof sessionObject> {
  const { id, method, createdAt, seenAt, expiresAt, address, userAgent } = session;
  return {
    object: "session",
    id,
    method,
    created_at: seconds(createdAt),
    last_seen_at: seconds(seenAt),
    expires_at: seconds(expiresAt),
    address: address ?? null,
    user_agent: userAgent ?? null,
    current: id === current,
  };
}

export function presentPasskey({ id, name, createdAt, lastUsedAt }: Passkey): z.output<typeof passkeyObject> {
  return {
    object: "passkey",
    id,
    name,
    created_at: seconds(createdAt),
    last_used_at: secondsOrNull(lastUsedAt),
  };
}

export interface Me extends Person {
  readonly actor: Actor;
  readonly projects: readonly Project[];
  readonly factors: z.output<typeof meObject>["factors"];
}

/** Who asks, and everything that they may do: here, and in each of their projects, there also with what is their own. */
export function presentMe(me: Me): z.output<typeof meObject> {
  const { account, session, memberships, actor, projects, factors } = me;
  const allowed = (projectId?: string): Record<string, boolean> =>
    Object.fromEntries(
      actions.map((action) => [
        action,
        can(actor, action, projectId === undefined ? {} : { projectId, ownerId: account.id }),
      ]),
    );
  return {
    object: "me",
    account: presentAccount(account),
    session: presentSession(session, session.id),
    factors,
    projects: projects.map(({ id, name }) => ({
      id,
      name,
      role: memberships.find(({ projectId }) => projectId === id)?.role ?? null,
      can: allowed(id),
    })),
    can: allowed(),
  };
}
