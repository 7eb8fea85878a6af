import { namePatterns } from "../../lib/name-patterns.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Principal } from "../../spec/principal.ts";
import { type Scope, scopes as allScopes } from "../../spec/scope.ts";
import type { KeyRow, Stores } from "../../spec/stores.ts";
import type { TokenGrant, TokenIssuer } from "./token-issuer.ts";
import type { TokenClaims } from "./verify-token.ts";

/** Whom a token stands for. */
interface Granted {
  readonly principal: Principal;
  /** From then on it is refused, in Unix milliseconds: the token's end, or that of the key whose limits it shares. */
  readonly until: number;
}

/**
 * Who the bearer of somebody else's token is here. Fails with `permission_denied` where the issuer's settings grant it
 * nothing, or in a project that there is not.
 */
export async function grantedTo(
  claims: TokenClaims,
  issuer: TokenIssuer,
  stores: Pick<Stores, "projects" | "keys">,
): Promise<Granted> {
  const grant = issuer.grants.find(({ when }) => fits(when, claims.all));
  if (grant === undefined) throw nothingGranted("no grant in the settings of its issuer fits it");
  const projectId = projectOf(grant, claims);
  const project = projectId === undefined ? undefined : await stores.projects.find(projectId);
  if (project === undefined || project.archivedAt !== undefined)
    throw nothingGranted("there is no such project as it is for");
  const key = await limiting(grant, project.id, stores);
  const until = Math.min(claims.until, key?.expiresAt ?? Infinity);
  const scopes = scopesOf(grant, issuer.scopeClaim, claims);
  const { models } = grant;
  const { issuer: from, subject, clientId } = claims;
  const name = subject === clientId ? clientId : `${subject} by ${clientId}`;
  const principal: Principal = Object.freeze({
    projectId: project.id,
    ...(key !== undefined && { keyId: key.id }),
    name,
    actor: Object.freeze({
      kind: "token",
      id: `${from} ${subject}`,
      name,
      projects: new Map(grant.role === undefined ? [] : [[project.id, grant.role]]),
      terms: Object.freeze({ scopes, ...(models !== undefined && { models }), expiresAt: until }),
    }),
    bounds: Object.freeze({
      scopes: new Set(scopes),
      ...(models !== undefined && { allowsModel: namePatterns(models) }),
    }),
  });
  return { principal, until };
}

/** The texts of a claim: one, or a list of them. */
function textsOf(claims: TokenClaims["all"], name: string): readonly string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === "string");
}

function fits(when: TokenGrant["when"], claims: TokenClaims["all"]): boolean {
  return Object.entries(when).every(([name, wanted]) => {
    const said = textsOf(claims, name);
    return wanted.some((each) => said.includes(each));
  });
}

function projectOf({ project }: TokenGrant, { all }: TokenClaims): string | undefined {
  return "id" in project ? project.id : textsOf(all, project.claim)[0];
}

/** Words that are no scopes of ours mean nothing to us. */
function scopesOf({ scopes }: TokenGrant, claim: string | undefined, { all }: TokenClaims): readonly Scope[] {
  if (claim === undefined) return scopes;
  const words = new Set(textsOf(all, claim).flatMap((text) => text.split(" ")));
  return scopes.filter((scope) => words.has(scope));
}

/** The key whose limits and budgets count; with it, the tokens end, also when its time is over. */
async function limiting(
  { limitsOf }: TokenGrant,
  projectId: string,
  stores: Pick<Stores, "keys">,
): Promise<KeyRow | undefined> {
  if (limitsOf === undefined) return undefined;
  const key = await stores.keys.find(limitsOf);
  if (key === undefined || key.projectId !== projectId || key.revokedAt !== undefined)
    throw nothingGranted("the key whose limits it shares is revoked, or of another project");
  return key;
}

function nothingGranted(why: string): ParleyError {
  return new ParleyError("permission_denied", { message: `This token may do nothing here: ${why}.` });
}

/** The scopes of a list of words; `undefined` where one of them is none. */
export function readScopes(text: string): readonly Scope[] | undefined {
  const words = text.split(" ").filter((word) => word !== "");
  const known: readonly string[] = allScopes;
  return words.every((word): word is Scope => known.includes(word)) ? words : undefined;
}
