import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { me, signOut } from "../api/account.ts";
import { useTexts } from "../texts/language-context.tsx";
import { shellTexts } from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";

/** Who is signed in, and the way out. */
export function PersonBar() {
  const texts = useTexts(shellTexts);
  const { data: person } = useQuery(me);
  const client = useQueryClient();
  const navigate = useNavigate();
  if (person === undefined || person === null) return null;

  async function leave(): Promise<void> {
    await signOut();
    // Nothing of what was shown stays behind for whoever comes next.
    client.clear();
    await navigate({ to: "/sign-in" });
  }

  return (
    <div className="flex items-center justify-between gap-2 border-t border-line pt-3">
      <span className="min-w-0 truncate text-sm" title={person.account.email}>
        {person.account.name}
      </span>
      <Button look="quiet" className="px-2" onClick={() => void leave()}>
        {texts.signOut}
      </Button>
    </div>
  );
}
