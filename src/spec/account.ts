import type { Role } from "./actor.ts";

/** A person who signs in. Times are Unix milliseconds. */
export interface Account {
  /** `user_` and 32 hexadecimal digits. */
  readonly id: string;
  /** As it was written; two that differ in case alone are the same. */
  readonly email: string;
  readonly name: string;
  /** In the whole installation. */
  readonly role?: Role;
  /** The provider of single sign-on whose groups gave the role; absent where a person did. */
  readonly roleFrom?: string;
  readonly createdAt: number;
  /** It cannot sign in, and has neither sessions nor keys. */
  readonly disabledAt?: number;
  readonly lastLoginAt?: number;
}

/** What of an account can be changed; `null` takes it away. */
export interface AccountChanges {
  readonly name?: string;
  readonly role?: Role | null;
  readonly roleFrom?: string | null;
  /** In PHC form, see `hashPassword`. */
  readonly password?: string;
  readonly disabledAt?: number | null;
  readonly lastLoginAt?: number;
}

/** A person's role in a project. */
export interface Membership {
  readonly projectId: string;
  readonly accountId: string;
  readonly role: Role;
  /** As `Account.roleFrom`. */
  readonly roleFrom?: string;
  readonly createdAt: number;
}

export interface PeopleStore {
  /** Waits for others who change who may do what, until the transaction ends: for use within one. */
  lock(): Promise<void>;
  count(): Promise<number>;
  /** Says whether it took place: not where the address is taken. */
  insert(account: Account, password?: string): Promise<boolean>;
  find(id: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  /** The password's hash; `undefined` for whoever has none. */
  passwordOf(id: string): Promise<string | undefined>;
  /** Oldest first. */
  list(): Promise<readonly Account[]>;
  /** Says whether there is such an account. */
  update(id: string, changes: AccountChanges): Promise<boolean>;
  /** Forgets it and all that hangs on it, but its keys. Says whether there was one. */
  remove(id: string): Promise<boolean>;
  /** How many owners there are beside this account, not disabled. */
  otherOwners(id: string): Promise<number>;
  /** Of an account or a project, or all; oldest first. */
  memberships(of: {
    readonly accountId?: string;
    readonly projectId?: string;
  }): Promise<readonly Membership[]>;
  /** Replaces the one that the account had in the project. */
  putMembership(membership: Membership): Promise<void>;
  /** Says whether there was one. */
  removeMembership(projectId: string, accountId: string): Promise<boolean>;
}

/** That somebody is signed in, in one browser. */
export interface Session {
  /** `sess_` and 32 hexadecimal digits. It is no secret: the secret is in the cookie. */
  readonly id: string;
  readonly accountId: string;
  /** How the person came in: `password`, `passkey`, or `sso:` and the provider's name. */
  readonly method: string;
  readonly createdAt: number;
  readonly seenAt: number;
  /** From then on it is over, however much it is used. */
  readonly expiresAt: number;
  readonly address?: string;
  readonly userAgent?: string;
}

export interface SessionStore {
  insert(session: Session, hash: Buffer): Promise<void>;
  /** Those that are over are found, too: the caller decides. */
  findByHash(hash: Buffer): Promise<Session | undefined>;
  /** Of an account; the newest first. */
  list(accountId: string): Promise<readonly Session[]>;
  /** Says whether there was one. */
  end(id: string): Promise<boolean>;
  /** Ends those of an account, but one. Gives their number. */
  endAll(accountId: string, but?: string): Promise<number>;
  /** Which of these there are. */
  living(ids: readonly string[]): Promise<readonly string[]>;
  /** Notes when sessions were used last; never moves it back. */
  touch(uses: readonly { readonly id: string; readonly at: number }[]): Promise<void>;
  /** Removes at most `limit` that are over, or were not seen since `unseenSince`; gives their number. */
  expire(now: number, unseenSince: number, limit: number): Promise<number>;
}

/** That somebody may register. */
export interface Invite {
  readonly id: string;
  readonly email: string;
  readonly role?: Role;
  readonly projects: readonly { readonly id: string; readonly role: Role }[];
  /** Who invited; see `Actor.id`. */
  readonly invitedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly acceptedAt?: number;
}

export interface InviteStore {
  insert(invite: Invite, hash: Buffer): Promise<void>;
  find(id: string): Promise<Invite | undefined>;
  findByHash(hash: Buffer): Promise<Invite | undefined>;
  /** Oldest first. */
  list(): Promise<readonly Invite[]>;
  /** Says whether it took place: an invitation is accepted once. */
  accept(id: string, at: number): Promise<boolean>;
  /** Says whether there was one. */
  remove(id: string): Promise<boolean>;
}

/** Something that can be used once, and not for long. Whoever has the text that the hash is of may use it. */
export interface Ticket {
  readonly kind: "recovery" | "challenge" | "sign-on";
  readonly accountId?: string;
  readonly expiresAt: number;
}

export interface TicketStore {
  put(hash: Buffer, ticket: Ticket): Promise<void>;
  /** Without using it. */
  find(hash: Buffer): Promise<Ticket | undefined>;
  /** Gives it and removes it: of several who take it, one gets it. */
  take(hash: Buffer): Promise<Ticket | undefined>;
  /** Notes that something was used. Says whether it is the first time. */
  spend(hash: Buffer, ticket: Ticket): Promise<boolean>;
  /** Takes all of a kind away from an account. */
  withdraw(accountId: string, kind: Ticket["kind"]): Promise<void>;
  /** Removes at most `limit` that are over; gives their number. */
  expire(now: number, limit: number): Promise<number>;
}

/** An authenticator app that shows a code of six digits every half minute. */
export interface CodeApp {
  readonly accountId: string;
  /** Encrypted, see `Sealer`. */
  readonly sealed: Buffer;
  readonly createdAt: number;
  /** Absent until its owner has shown that it works: until then it does not count. */
  readonly confirmedAt?: number;
  /** The newest interval of time whose code was used; -1 for none. */
  readonly lastStep: number;
}

/** A key pair in a person's device. */
export interface Passkey {
  /** The credential's id in base64url. */
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** In COSE form. */
  readonly publicKey: Buffer;
  /** How often it says that it has signed; 0 where it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

export interface FactorStore {
  codeApp(accountId: string): Promise<CodeApp | undefined>;
  /** Replaces one that was never confirmed. Says whether it took place. */
  putCodeApp(app: CodeApp): Promise<boolean>;
  /** Uses a code's interval. Says whether the app was confirmed and the interval is newer than all that were used. */
  useStep(accountId: string, step: number): Promise<boolean>;
  /** The app has shown a code of this interval. Says whether it is still the one that is being set up. */
  confirmCodeApp(app: Pick<CodeApp, "accountId" | "sealed">, step: number, at: number): Promise<boolean>;
  /** Removes the app and its recovery codes. Says whether there was one. */
  removeCodeApp(accountId: string): Promise<boolean>;
  /** Replaces all recovery codes of an account. */
  putRecoveryCodes(accountId: string, hashes: readonly Buffer[]): Promise<void>;
  /** Says whether there was one; it is used with that. */
  useRecoveryCode(accountId: string, hash: Buffer): Promise<boolean>;
  countRecoveryCodes(accountId: string): Promise<number>;
  /** Says whether it took place: an id is taken once. */
  insertPasskey(passkey: Passkey): Promise<boolean>;
  findPasskey(id: string): Promise<Passkey | undefined>;
  /** Oldest first. */
  passkeys(accountId: string): Promise<readonly Passkey[]>;
  /** Notes a use. Says whether `counter` is above the last one, or both are 0. */
  usePasskey(id: string, counter: number, at: number): Promise<boolean>;
  removePasskey(accountId: string, id: string): Promise<boolean>;
}

/** Who somebody is to a provider of single sign-on. */
export interface Identity {
  /** Together with the subject, the only name that a provider does not give to somebody else. */
  readonly issuer: string;
  readonly subject: string;
  readonly accountId: string;
  /** The provider's name in the settings. */
  readonly provider: string;
  readonly createdAt: number;
}

export interface IdentityStore {
  find(issuer: string, subject: string): Promise<Identity | undefined>;
  list(accountId: string): Promise<readonly Identity[]>;
  /** Says whether it took place: an identity belongs to one account. */
  insert(identity: Identity): Promise<boolean>;
}

/** How often something was tried in vain of late. */
export interface TryRow {
  /** How often in a row. */
  readonly failures: number;
  /** Before then nothing may be tried. */
  readonly freeAt: number;
}

export interface TryStore {
  find(bucket: Buffer): Promise<TryRow | undefined>;
  /** Says whether it took place: not where the row is no more as `before` says (`undefined`: that there is none). */
  change(bucket: Buffer, before: TryRow | undefined, after: TryRow, forgetAt: number): Promise<boolean>;
  clear(bucket: Buffer): Promise<void>;
  /** Removes at most `limit` that are to be forgotten; gives their number. */
  expire(now: number, limit: number): Promise<number>;
}

/** People, and how they sign in. Whatever others must hear of at once is changed within `AuditStore.record`. */
export interface AccountStores {
  readonly people: PeopleStore;
  readonly sessions: SessionStore;
  readonly invites: InviteStore;
  readonly tickets: TicketStore;
  readonly factors: FactorStore;
  readonly identities: IdentityStore;
  readonly tries: TryStore;
}
