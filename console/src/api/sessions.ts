import { queryOptions } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { ask } from "./ask.ts";

/** That somebody is signed in, in one browser. */
export interface Session {
  readonly id: string;
  /** password, passkey, or `sso:` and the provider's name. */
  readonly method: string;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly expires_at: number;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly current: boolean;
}

/** The reader's own, the newest first. */
export const sessions = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => allPages<Session>("/auth/sessions", {}, signal),
});

export async function endSession(id: string): Promise<void> {
  await ask(`/auth/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
}
