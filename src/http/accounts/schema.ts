import { z } from "zod";
import { passwordBounds } from "../../admin/accounts/passwords.ts";
import { roles } from "../../spec/actor.ts";
import { listOf } from "../organization/paging.ts";

const time = z.int().describe("Unix seconds.");
const email = z.string().min(1).max(254);
/** Its least length is checked with the rest of what makes it good. */
const newPassword = z
  .string()
  .min(1)
  .max(passwordBounds.most * 4)
  .describe(`${passwordBounds.least} to ${passwordBounds.most} characters.`);
const password = z
  .string()
  .min(1)
  .max(passwordBounds.most * 4);
const code = z.string().min(1).max(64).describe("Of the authenticator app, or a recovery code.");
const token = z.string().min(1).max(256);
const can = z.record(z.string(), z.boolean()).describe("What you may do, by the names of actions.");

export const registerRequest = z.strictObject({
  email,
  name: z.string().min(1).max(200),
  password: newPassword,
  invite: token.optional().describe("The token of an invitation."),
});
export const registered = z.object({ object: z.literal("registration"), email: z.string() });

export const loginRequest = z.strictObject({ email, password, code: code.optional() });

export const passwordRequest = z.strictObject({
  current_password: password,
  new_password: newPassword,
  code: code.optional(),
});

export const recoverRequest = z.strictObject({ token, password: newPassword });

/** What shows that it is still the person; not needed within ten minutes after signing in. */
export const proofRequest = z.strictObject({ password: password.optional(), code: code.optional() });

export const codeRequest = z.strictObject({ code });

export const done = z.object({ object: z.literal("done") });

export const sessionObject = z.object({
  object: z.literal("session"),
  id: z.string(),
  method: z.string().describe("password, passkey, or sso: and the provider's name."),
  created_at: time,
  last_seen_at: time,
  expires_at: time,
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  current: z.boolean(),
});
export const sessionList = listOf(sessionObject);
export const sessionsEnded = z.object({ object: z.literal("sessions.ended"), ended: z.int() });

export const accountObject = z.object({
  object: z.literal("account"),
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles).nullable(),
  created_at: time,
  last_login_at: time.nullable(),
});

export const loggedIn = z.object({
  object: z.literal("login"),
  account: accountObject,
  session: sessionObject,
});

export const meObject = z.object({
  object: z.literal("me"),
  account: accountObject,
  session: sessionObject,
  factors: z.object({
    password: z.boolean(),
    authenticator_app: z.boolean(),
    recovery_codes_left: z.int(),
    passkeys: z.int(),
  }),
  projects: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(roles).nullable(), can })),
  can,
});

export const waysIn = z.object({
  object: z.literal("sign_in.options"),
  registration: z
    .enum(["first", "invitation", "open", "closed"])
    .describe("first: nobody has an account yet; whoever makes one on the machine itself is the owner."),
  password: z.object({ least: z.int(), most: z.int() }),
  providers: z.array(z.object({ name: z.string(), path: z.string() })),
});

export const codeAppObject = z.object({
  object: z.literal("authenticator_app"),
  secret: z.string().describe("In base 32. Shown this once."),
  uri: z.string().describe("The same as an otpauth: address, for a QR code."),
});

export const recoveryCodesObject = z.object({
  object: z.literal("recovery_codes"),
  codes: z.array(z.string()).describe("Each works once. Shown this once."),
});

export const passkeyOptions = z.object({
  object: z.literal("passkey.options"),
  options: z.looseObject({}).describe("For navigator.credentials, in WebAuthn's JSON form."),
});

/** As `PublicKeyCredential.toJSON()` gives it. */
const passkeyAnswer = z.object({
  id: z.string().min(1).max(2_048),
  rawId: z.string().max(2_048),
  type: z.literal("public-key"),
  response: z.record(z.string().max(64), z.unknown()),
  clientExtensionResults: z.record(z.string().max(64), z.unknown()).default({}),
  authenticatorAttachment: z.string().max(64).nullish(),
});
export const passkeyLoginRequest = z.strictObject({ credential: passkeyAnswer });
export const passkeyAddRequest = z.strictObject({
  credential: passkeyAnswer,
  name: z.string().min(1).max(100),
});
export const passkeyObject = z.object({
  object: z.literal("passkey"),
  id: z.string(),
  name: z.string(),
  created_at: time,
  last_used_at: time.nullable(),
});
export const passkeyList = listOf(passkeyObject);
