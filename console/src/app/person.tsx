import { useQuery } from "@tanstack/react-query";
import { me } from "../api/account.ts";
import { useTexts } from "../texts/language-context.tsx";
import { shellTexts } from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";
import { useSignOut } from "./use-sign-out.ts";

/** Who is signed in, and the way out. */
export function PersonBar() {
  const texts = useTexts(shellTexts);
  const { data: person } = useQuery(me);
  const leave = useSignOut();
  if (person === undefined || person === null) return null;

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
