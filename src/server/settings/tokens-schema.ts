import { z } from "zod";
import { usualScopes, scopes } from "../../spec/scope.ts";
import { roles } from "../../spec/actor.ts";
import { tokenAlgorithms } from "../../admin/tokens/token-rules.ts";
import { leaf, section, variablePattern } from "./leaf.ts";
import { apiKey, choice, flag, text } from "./leaves.ts";

/** An https:// address, or http:// on this machine: whether that is allowed is for `tokensFaults` to say. */
function address(expected: string, fits: (url: URL, value: string) => boolean) {
  return leaf<string, string>({
    expected,
    json: { type: "string", pattern: `^https?://|${variablePattern}` },
    read: (value) => {
      const url = typeof value === "string" ? URL.parse(value) : null;
      if (url === null || typeof value !== "string" || url.username !== "" || url.password !== "")
        return undefined;
      if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopbackUrl(url))) return undefined;
      return !/[\s#]/.test(value) && fits(url, value) ? value : undefined;
    },
  });
}

/** Whether an address is on this machine. */
export function isLoopbackUrl({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

const ownAddress = address(
  "the https:// address at which Parley is reached, without a path, such as https://parley.example",
  (url, value) => url.origin === value.replace(/\/$/, ""),
).transform((value) => value.replace(/\/$/, ""));

const issuer = address(
  "the issuer's https:// address exactly as it stands in its tokens, without query",
  (url) => url.search === "",
);

const keysAddress = address("the https:// address of the issuer's keys", () => true);

const claim = text("a claim's name");
const values = z.union([text("a value"), z.array(text("a value")).min(1)]).transform((one) => [one].flat());

const grant = z.strictObject({
  when: z
    .record(z.string().min(1).max(256), values)
    .prefault({})
    .describe("Claims that a token must have, each with one of these values. Without any, every token fits."),
  project: text("a project's id").optional().describe("The project that the tokens are for."),
  projectClaim: claim.optional().describe("The claim with the project's id, instead of `project`."),
  scopes: z
    .array(choice(scopes))
    .min(1)
    .prefault([...usualScopes])
    .describe("Which parts of the API may be used. By default all that ask models."),
  models: z
    .array(text("a model's name"))
    .min(1)
    .optional()
    .describe("Which models may be asked, with `*` for any characters. By default all."),
  role: choice(roles)
    .optional()
    .describe("What the bearer is in the project, where `scopes` has admin. By default nothing."),
  limitsOf: text("a key's id")
    .optional()
    .describe(
      "A key of the project whose limits and budgets the tokens share; when it is revoked, they end, too.",
    ),
});

const introspection = z.strictObject({
  endpoint: address("the https:// address at which the issuer is asked", () => true).describe(
    "Where it is asked: its introspection endpoint.",
  ),
  clientId: text("a client's id").describe("What the issuer calls this Parley."),
  clientSecret: apiKey.describe("What this Parley shows to the issuer."),
});

/** The section `tokens` of the settings. */
export const tokensSchema = section("Tokens (OAuth 2) beside API keys.", {
  address: ownAddress
    .optional()
    .describe(
      "Where programs reach Parley, such as https://parley.example: the issuer and the audience of its own tokens. By default `accounts.origin`, or the address on which it listens.",
    ),
  issuers: z
    .array(
      z.strictObject({
        issuer: issuer.describe("Whose tokens are taken: exactly what stands in them as `iss`."),
        audience: values.describe("What must stand in them as `aud`: one of these."),
        algorithms: z
          .array(choice(tokenAlgorithms))
          .min(1)
          .prefault(["RS256", "ES256", "EdDSA"])
          .describe("How they may be signed."),
        jwksUri: keysAddress
          .optional()
          .describe("Where the issuer's keys are. By default where its metadata say."),
        allowHttp: flag
          .prefault(false)
          .describe("`true`: the issuer may be asked by http:// on this machine, to try things out."),
        introspection: introspection
          .optional()
          .describe(
            "How the issuer is asked what tokens are that nobody else can read (RFC 7662). For one issuer at the most.",
          ),
        scopeClaim: claim
          .optional()
          .describe(
            "The claim whose words narrow the scopes of a grant, such as scope. By default none does.",
          ),
        grants: z
          .array(grant)
          .min(1)
          .describe("What tokens may do: the first that fits. Where none fits, nothing."),
      }),
    )
    .prefault([])
    .describe("Others whose tokens are taken."),
});
