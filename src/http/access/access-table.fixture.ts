import type { Action } from "../../admin/can.ts";
import type { Scope } from "../../spec/scope.ts";

/** What a route is expected to demand: the scope, and the action where it keeps house. Written by hand, not derived. */
type Expected = readonly [scope: Scope, action?: Action];

/** Every route that is not for everybody. A route that is in neither table fails the proof. */
export const guardedRoutes: Readonly<Record<string, Expected>> = {
  "POST /v1/chat": ["chat"],
  "POST /v1/chat/completions": ["chat"],
  "POST /v1/completions": ["chat"],
  "POST /v1/messages": ["chat"],
  "POST /v1/messages/count_tokens": ["chat"],
  "POST /v1/embeddings": ["embeddings"],
  "POST /v1/audio/speech": ["audio"],
  "POST /v1/audio/transcriptions": ["audio"],
  "POST /v1/audio/translations": ["audio"],
  "POST /v1/images/generations": ["images"],
  "POST /v1/images/edits": ["images"],
  "POST /v1/images/variations": ["images"],

  "POST /v1/conversations": ["conversations"],
  "POST /v1/conversations/import": ["conversations"],
  "GET /v1/conversations/:id": ["conversations"],
  "POST /v1/conversations/:id": ["conversations"],
  "DELETE /v1/conversations/:id": ["conversations"],
  "GET /v1/conversations/:id/items": ["conversations"],
  "POST /v1/conversations/:id/items": ["conversations"],
  "GET /v1/conversations/:id/items/:item": ["conversations"],
  "DELETE /v1/conversations/:id/items/:item": ["conversations"],
  "POST /v1/conversations/:id/items/:item/pin": ["conversations"],
  "POST /v1/conversations/:id/context": ["conversations"],
  "GET /v1/conversations/:id/export": ["conversations"],

  "POST /v1/responses": ["responses"],
  "POST /v1/responses/input_tokens": ["responses"],
  "POST /v1/responses/compact": ["responses"],
  "GET /v1/responses/:id": ["responses"],
  "DELETE /v1/responses/:id": ["responses"],
  "GET /v1/responses/:id/input_items": ["responses"],
  "POST /v1/responses/:id/cancel": ["responses"],

  "GET /v1/models": ["models"],
  "GET /v1/models/*": ["models"],
  "POST /v1/models/pull": ["admin", "model.pull"],
  "DELETE /v1/models/*": ["admin", "model.remove"],

  "GET /v1/organization/projects": ["admin", "project.read"],
  "POST /v1/organization/projects": ["admin", "project.create"],
  "GET /v1/organization/projects/:project": ["admin", "project.read"],
  "POST /v1/organization/projects/:project": ["admin", "project.update"],
  "POST /v1/organization/projects/:project/archive": ["admin", "project.archive"],
  "GET /v1/organization/projects/:project/memory": ["admin", "project.read"],
  "POST /v1/organization/projects/:project/memory": ["admin", "project.update"],
  "GET /v1/organization/projects/:project/service_accounts": ["admin", "service_account.read"],
  "POST /v1/organization/projects/:project/service_accounts": ["admin", "service_account.create"],
  "GET /v1/organization/projects/:project/service_accounts/:account": ["admin", "service_account.read"],
  "POST /v1/organization/projects/:project/service_accounts/:account": ["admin", "service_account.update"],
  "DELETE /v1/organization/projects/:project/service_accounts/:account": ["admin", "service_account.delete"],
  "POST /v1/organization/projects/:project/service_accounts/:account/api_keys": ["admin", "key.create"],
  "GET /v1/organization/projects/:project/api_keys": ["admin", "key.read"],
  "POST /v1/organization/projects/:project/api_keys": ["admin", "key.create"],
  "GET /v1/organization/projects/:project/api_keys/:key": ["admin", "key.read"],
  "POST /v1/organization/projects/:project/api_keys/:key": ["admin", "key.update"],
  "POST /v1/organization/projects/:project/api_keys/:key/rotate": ["admin", "key.rotate"],
  "POST /v1/organization/projects/:project/api_keys/:key/end_rotation": ["admin", "key.rotate"],
  "DELETE /v1/organization/projects/:project/api_keys/:key": ["admin", "key.revoke"],
  "GET /v1/organization/projects/:project/rate_limits": ["admin", "limit.read"],
  "POST /v1/organization/projects/:project/rate_limits/:limit": ["admin", "limit.set"],

  "GET /v1/organization/projects/:project/users": ["admin", "project_user.read"],
  "POST /v1/organization/projects/:project/users": ["admin", "project_user.add"],
  "GET /v1/organization/projects/:project/users/:user": ["admin", "project_user.read"],
  "POST /v1/organization/projects/:project/users/:user": ["admin", "project_user.update"],
  "DELETE /v1/organization/projects/:project/users/:user": ["admin", "project_user.remove"],

  "GET /v1/organization/users": ["admin", "user.read"],
  "GET /v1/organization/users/:user": ["admin", "user.read"],
  "POST /v1/organization/users/:user": ["admin", "user.update"],
  "DELETE /v1/organization/users/:user": ["admin", "user.remove"],
  "GET /v1/organization/users/:user/sessions": ["admin", "session.read"],
  "DELETE /v1/organization/users/:user/sessions": ["admin", "session.end"],
  "GET /v1/organization/invites": ["admin", "invite.read"],
  "POST /v1/organization/invites": ["admin", "invite.create"],
  "GET /v1/organization/invites/:invite": ["admin", "invite.read"],
  "DELETE /v1/organization/invites/:invite": ["admin", "invite.remove"],

  "GET /v1/organization/admin_api_keys": ["admin", "admin_key.read"],
  "POST /v1/organization/admin_api_keys": ["admin", "admin_key.create"],
  "GET /v1/organization/admin_api_keys/:key": ["admin", "admin_key.read"],
  "POST /v1/organization/admin_api_keys/:key": ["admin", "admin_key.update"],
  "POST /v1/organization/admin_api_keys/:key/rotate": ["admin", "admin_key.rotate"],
  "POST /v1/organization/admin_api_keys/:key/end_rotation": ["admin", "admin_key.rotate"],
  "DELETE /v1/organization/admin_api_keys/:key": ["admin", "admin_key.revoke"],

  "GET /v1/organization/usage/completions": ["usage", "usage.read"],
  "GET /v1/organization/usage/embeddings": ["usage", "usage.read"],
  "GET /v1/organization/costs": ["usage", "usage.read"],
  "GET /v1/organization/providers": ["admin", "provider.read"],
  "POST /v1/organization/providers/:name/key": ["admin", "provider.set_key"],
  "DELETE /v1/organization/providers/:name/key": ["admin", "provider.set_key"],
  "GET /v1/organization/requests": ["admin", "request.read"],
  "GET /v1/organization/requests/tail": ["admin", "request.read"],
  "GET /v1/organization/requests/export": ["admin", "request.read"],
  "GET /v1/organization/requests/:request": ["admin", "request.read"],
  "GET /v1/organization/audit_logs": ["admin", "audit.read"],
};

/** Routes for people who have signed in, and for no key. */
export const accountRoutes: readonly string[] = [
  "POST /auth/password",
  "GET /auth/me",
  "GET /auth/sessions",
  "DELETE /auth/sessions/:session",
  "DELETE /auth/sessions",
  "POST /auth/authenticator_app",
  "POST /auth/authenticator_app/confirm",
  "POST /auth/authenticator_app/recovery_codes",
  "POST /auth/authenticator_app/remove",
  "POST /auth/passkeys/options",
  "POST /auth/passkeys",
  "GET /auth/passkeys",
  "POST /auth/passkeys/:passkey/remove",
];

/** Routes for everybody who reaches the port. The console's pages hold nothing: what they show they ask for. */
export const openRoutes: readonly RegExp[] = [
  /^GET \/(?:healthz|readyz|metrics|openapi\.json)$/,
  /^(?:GET \/auth\/options|POST \/auth\/(?:register|login|logout|recover|passkeys\/login(?:\/options)?))$/,
  /^GET \/auth\/sso\/:provider(?:\/callback)?$/,
  /^POST \/oauth\/(?:token|revoke)$/,
  /^GET \/\.well-known\/(?:oauth-authorization-server|oauth-protected-resource|jwks\.json)$/,
  /^GET \/(?:favicon\.svg|assets\/:name)?$/,
  /^GET \/(?:welcome|sign-in|playground|conversations|requests|usage|keys|projects|models|security|reference|settings)(?:\/\*)?$/,
];

/** What a viewer of the whole installation may do. */
export const viewerActions: readonly Action[] = [
  "project.read",
  "service_account.read",
  "key.read",
  "limit.read",
  "usage.read",
  "provider.read",
  "request.read",
  "user.read",
  "project_user.read",
];
