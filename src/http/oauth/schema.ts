import { z } from "zod";

const word = z.string().min(1).max(8_192);

/** RFC 6749, section 4.4.2. */
export const tokenRequest = z.object({
  grant_type: word.describe("`client_credentials`."),
  client_id: word.optional().describe("The id of an API key, unless `Authorization: Basic` has it."),
  client_secret: word.optional().describe("The API key itself, unless `Authorization: Basic` has it."),
  scope: z
    .string()
    .max(1_000)
    .optional()
    .describe("Scopes of the key, divided by spaces. Without it, all that the key has."),
  resource: word.optional().describe("What the token is for (RFC 8707): this Parley, or nothing else."),
});

/** RFC 7009, section 2.1. */
export const revocationRequest = z.object({
  token: word.describe("The token that is to end."),
  token_type_hint: word.optional().describe("Not needed."),
  client_id: tokenRequest.shape.client_id,
  client_secret: tokenRequest.shape.client_secret,
});

/** RFC 6749, section 5.1. */
export const tokenAnswer = z.strictObject({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.int().describe("Seconds."),
  scope: z.string(),
});

/** RFC 6749, section 5.2. */
export const oauthFailure = z.strictObject({
  error: z.enum([
    "invalid_request",
    "invalid_client",
    "unsupported_grant_type",
    "invalid_scope",
    "invalid_target",
    "server_error",
    "temporarily_unavailable",
  ]),
  error_description: z.string(),
});

/** RFC 8414, section 2. */
export const serverMetadata = z.strictObject({
  issuer: z.string(),
  token_endpoint: z.string(),
  revocation_endpoint: z.string(),
  jwks_uri: z.string(),
  scopes_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  grant_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  revocation_endpoint_auth_methods_supported: z.array(z.string()),
  service_documentation: z.string(),
});

/** RFC 9728, section 2. */
export const resourceMetadata = z.strictObject({
  resource: z.string(),
  authorization_servers: z.array(z.string()),
  scopes_supported: z.array(z.string()),
  bearer_methods_supported: z.array(z.string()),
  resource_name: z.string(),
});

export const keySet = z.strictObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });
