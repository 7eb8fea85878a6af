import type { Clock } from "../../lib/clock.ts";
import { LastUses } from "./last-uses.ts";
import type { Account, Membership, Session } from "../../spec/account.ts";
import type { Role } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Principal } from "../../spec/principal.ts";
import type { Scope } from "../../spec/scope.ts";
import type { Stores } from "../../spec/stores.ts";
import { atLeast } from "../can.ts";
import { noProject } from "../projects.ts";
import { type AccountPolicy, actorOfAccount, tokenHash } from "./deps.ts";
import { higher } from "./own-keys.ts";

/** Tells who is signed in. */
export interface SessionKeeper {
  /**
   * Whose session it is, and with what they may do in a project: the one that is named, or else their first. Answers at
   * once for a session that was seen since the last change. Fails with `session_ended`, and with `not_found` for a
   * project that they have no part in.
   */
  authenticate(secret: string, projectId: string | undefined): Principal | Promise<Principal>;
  /** The person behind a session that has just been authenticated. */
  person(secret: string): Promise<Person>;
  /** Forgets what it knows, so that every session is looked up again. */
  forget(): void;
  /** Writes down when sessions were used last, and stops. */
  close(): Promise<void>;
}

export interface Person {
  readonly account: Account;
  readonly session: Session;
  readonly memberships: readonly Membership[];
}

interface Known extends Person {
  /** Where calls belong that name no project; absent where the person has no part in any. */
  readonly homeId: string | undefined;
  /** Projects that are not archived. */
  readonly projects: ReadonlySet<string>;
  readonly principals: Map<string, Principal>;
  usedAt: number;
}

/** Sessions that are remembered at the most, and the projects of one of them. */
const mostRemembered = 10_000;
const mostPrincipals = 100;

/** How often a session is looked up for one request while everything changes all the time. */
const mostLooks = 5;

export interface SessionKeeperDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly pepper: Buffer;
  /** As the settings say now. */
  readonly policy: () => Pick<AccountPolicy, "sessionIdleMs">;
  /** Told when the times of last use could not be written. */
  readonly warn: (error: unknown) => void;
}

/** Like the authenticator of keys: remembers until anything changes, so that who is disabled is out within a second. */
export function createSessionKeeper(deps: SessionKeeperDeps): SessionKeeper {
  const { stores, clock, pepper, policy, warn } = deps;
  const known = new Map<string, Known>();
  const uses = new LastUses((batch) => stores.accounts.sessions.touch(batch), warn);
  const gather = (): void => {
    for (const { session, usedAt } of known.values()) uses.note(session.id, usedAt);
  };
  uses.start(gather);
  /** How often all was forgotten. */
  let epoch = 0;
  function forget(): void {
    gather();
    known.clear();
    epoch++;
  }
  const unwatch = stores.watch(forget);

  /** What was read before anything changed may be old by now: it is read again, for a while, and never remembered. */
  async function lookUp(secret: string): Promise<Known> {
    for (let looks = 1; ; looks++) {
      const asked = epoch;
      const found = await lookOnce(secret);
      if (asked === epoch) return remember(secret, found);
      if (looks === mostLooks) return found;
    }
  }
  function remember(secret: string, found: Known): Known {
    if (known.size >= mostRemembered) forget();
    known.set(secret, found);
    return found;
  }
  async function lookOnce(secret: string): Promise<Known> {
    const { accounts, projects } = stores;
    const session = await accounts.sessions.findByHash(tokenHash(pepper, "session", secret));
    if (session === undefined) throw ended();
    const account = await accounts.people.find(session.accountId);
    if (account === undefined || account.disabledAt !== undefined) throw ended();
    const memberships = await accounts.people.memberships({ accountId: account.id });
    const open = (await projects.list()).filter(({ archivedAt }) => archivedAt === undefined);
    const ids = new Set(open.map(({ id }) => id));
    const mine = memberships.filter(({ projectId }) => ids.has(projectId));
    const homeId = mine[0]?.projectId ?? (account.role === undefined ? undefined : open[0]?.id);
    const usedAt = Math.max(session.seenAt, uses.lastOf(session.id) ?? 0);
    const found = {
      session,
      account,
      memberships: mine,
      homeId,
      projects: ids,
      principals: new Map(),
      usedAt,
    };
    if (!isLiving(found)) throw ended();
    return found;
  }
  function isLiving({ session, usedAt }: Pick<Known, "session" | "usedAt">): boolean {
    const now = clock.now();
    return now < session.expiresAt && now - usedAt < policy().sessionIdleMs;
  }
  function admit(found: Known, projectId: string | undefined): Principal {
    found.usedAt = clock.now();
    const name = projectId ?? found.homeId ?? "";
    const principal = found.principals.get(name) ?? principalIn(found, name);
    if (found.principals.size < mostPrincipals) found.principals.set(name, principal);
    return principal;
  }
  return {
    authenticate(secret, projectId) {
      const found = known.get(secret);
      if (found !== undefined && isLiving(found)) return admit(found, projectId);
      // Other processes may have seen it meanwhile.
      if (found !== undefined) uses.note(found.session.id, found.usedAt);
      known.delete(secret);
      return lookUp(secret).then((looked) => admit(looked, projectId));
    },
    async person(secret) {
      return known.get(secret) ?? lookUp(secret);
    },
    forget,
    async close() {
      unwatch();
      gather();
      await uses.close();
    },
  };
}

/** What calls no model and keeps house as far as the actor's roles allow it. */
const keepingScopes: readonly Scope[] = ["admin", "usage", "metrics"];

function principalIn({ account, session, memberships, projects }: Known, projectId: string): Principal {
  const own = memberships.find((each) => each.projectId === projectId)?.role;
  const role = projects.has(projectId) ? higher(account.role, own) : undefined;
  if (role === undefined && projectId !== "") throw noProject(projectId);
  return Object.freeze({
    projectId,
    sessionId: session.id,
    name: account.email,
    actor: Object.freeze(actorOfAccount(account, memberships)),
    ...(!atLeast(role, "member") && { bounds: Object.freeze({ scopes: scopesOf(role) }) }),
  });
}

function scopesOf(role: Role | undefined): ReadonlySet<Scope> {
  return new Set(role === undefined ? keepingScopes : [...keepingScopes, "models"]);
}

function ended(): ParleyError {
  return new ParleyError("session_ended");
}
