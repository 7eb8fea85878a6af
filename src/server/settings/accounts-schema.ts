import { z } from "zod";
import { roles } from "../../spec/actor.ts";
import { origin } from "./addresses.ts";
import { leaf, mapping, section, variablePattern } from "./leaf.ts";
import { apiKey, choice, duration, flag, text } from "./leaves.ts";

/** Where browsers see Parley: TLS, or this machine. */
const consoleOrigin = origin.refine((value) => isSafeOrigin(value), {
  error: "Expected an https:// origin, or http://localhost with its port: passwords travel there",
});

/** Without TLS nobody could trust what a provider says; on this machine alone it is for trying out. */
function isSafeOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackName(url.hostname));
}

function isLoopbackName(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || /^127\.|^\[::1\]$/.test(name);
}

/** The section `accounts` of the settings. */
export const accountsSchema = section("People's accounts, for the console.", {
  registration: choice(["invitation", "open", "closed"])
    .prefault("invitation")
    .describe(
      "Who may register: whoever was invited, everybody, or nobody. The first account is made on the machine itself and is the owner's.",
    ),
  newcomerRole: choice(["none", "viewer", "member"])
    .prefault("none")
    .describe("What whoever registers without an invitation is in the first project."),
  origin: consoleOrigin
    .optional()
    .describe(
      "Where browsers see Parley, such as https://parley.example. Passkeys and single sign-on need it; on the machine itself, http://localhost does without.",
    ),
  sessionIdle: duration("1m", "8760h")
    .prefault("24h")
    .describe("How long a browser stays signed in without a request."),
  sessionMost: duration("1m", "8760h")
    .prefault("720h")
    .describe("How long it stays signed in, however much it is used."),
});

const providerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: "a name of 1 to 40 small letters, digits and dashes that begins with a letter or a digit",
});

const issuer = leaf<string, string>({
  expected: "the provider's https:// address exactly as it names itself, without query and fragment",
  json: { type: "string", pattern: `^https?://|${variablePattern}` },
  read: (value) => {
    if (typeof value !== "string" || !isSafeOrigin(value) || /[?#]/.test(value)) return undefined;
    const url = new URL(value);
    return url.username === "" && url.password === "" ? value : undefined;
  },
});

const group = z.string().min(1).max(256);

const roleOfGroup = z.record(group, choice(roles));

/** The section `sso` of the settings. */
export const ssoSchema = mapping(
  "Providers of single sign-on (OpenID Connect), each under a name of your choice.",
  providerName,
  z.strictObject({
    issuer: issuer.describe("The provider's address, exactly as it stands in its tokens."),
    clientId: text("a client's id").describe("What the provider calls this Parley."),
    clientSecret: apiKey
      .optional()
      .describe("What this Parley shows to the provider; without it, PKCE alone protects the sign-in."),
    scopes: z
      .array(text("a scope"))
      .optional()
      .describe("What is asked for; openid in any case. By default openid, email and profile."),
    groupsClaim: text("a claim's name").prefault("groups").describe("The claim with a person's groups."),
    roles: roleOfGroup
      .prefault({})
      .describe(
        'Roles in the whole installation, by group. "*" stands for everybody whom the provider knows.',
      ),
    projects: z
      .record(z.string().min(1).max(256), roleOfGroup)
      .prefault({})
      .describe("Roles in single projects, by the project's id and then by group."),
    linkByEmail: flag
      .prefault(false)
      .describe(
        "`true`: an account that has the e-mail address which the provider says is verified becomes this person's. Only for a provider that you trust with every account.",
      ),
  }),
);
