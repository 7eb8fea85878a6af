/** The tables of people, as Kysely types; see `Schema`. */
export interface AccountTables {
  readonly accounts: AccountsTable;
  readonly accounts_guard: { readonly id: number; readonly turn: number };
  readonly memberships: MembershipsTable;
  readonly account_sessions: SessionsTable;
  readonly invites: InvitesTable;
  readonly account_tickets: TicketsTable;
  readonly login_tries: TriesTable;
  readonly code_apps: CodeAppsTable;
  readonly recovery_codes: { readonly account_id: string; readonly hash: Uint8Array };
  readonly passkeys: PasskeysTable;
  readonly account_identities: IdentitiesTable;
}

interface AccountsTable {
  readonly id: string;
  readonly email: string;
  /** In lower case. */
  readonly email_key: string;
  readonly name: string;
  readonly role: string | null;
  readonly role_from: string | null;
  readonly password: string | null;
  readonly created_at: number;
  readonly disabled_at: number | null;
  readonly last_login_at: number | null;
}

interface MembershipsTable {
  readonly account_id: string;
  readonly project_id: string;
  readonly role: string;
  readonly role_from: string | null;
  readonly created_at: number;
}

interface SessionsTable {
  readonly id: string;
  readonly hash: Uint8Array;
  readonly account_id: string;
  readonly method: string;
  readonly created_at: number;
  readonly seen_at: number;
  readonly expires_at: number;
  readonly address: string | null;
  readonly user_agent: string | null;
}

interface InvitesTable {
  readonly id: string;
  readonly hash: Uint8Array;
  readonly email: string;
  readonly role: string | null;
  /** JSON. */
  readonly projects: string;
  readonly invited_by: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly accepted_at: number | null;
}

interface TicketsTable {
  readonly hash: Uint8Array;
  readonly kind: string;
  readonly account_id: string | null;
  readonly expires_at: number;
}

interface TriesTable {
  readonly bucket: Uint8Array;
  readonly failures: number;
  readonly free_at: number;
  readonly forget_at: number;
}

interface CodeAppsTable {
  readonly account_id: string;
  readonly sealed: Uint8Array;
  readonly created_at: number;
  readonly confirmed_at: number | null;
  readonly last_step: number;
}

interface PasskeysTable {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly public_key: Uint8Array;
  readonly counter: number;
  /** JSON. */
  readonly transports: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

interface IdentitiesTable {
  readonly issuer: string;
  readonly subject: string;
  readonly account_id: string;
  readonly provider: string;
  readonly created_at: number;
}
