import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "../api/account.ts";

/** The way out: nothing of what was shown stays behind for whoever comes next. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async function leave() {
    await signOut();
    client.clear();
    await navigate({ to: "/sign-in" });
  };
}
