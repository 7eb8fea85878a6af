import { useQuery, useQueryClient } from "@tanstack/react-query";
import { endSession, type Session, sessions } from "../../api/sessions.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { signInWaysTexts } from "../../texts/sign-in-ways.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Failure } from "../../ui/notice.tsx";
import { useDeed } from "../../ui/use-deed.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { Part } from "./part.tsx";
import { browserOf } from "./user-agent.ts";

/** Where the reader is signed in. This browser's own session ends by signing out. */
export function Sessions() {
  const texts = useTexts(signInWaysTexts);
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(sessions);
  const { busy, failure, run } = useDeed();
  const others = data?.filter(({ current }) => !current) ?? [];

  async function end(ended: readonly Session[]): Promise<void> {
    try {
      for (const { id } of ended) await endSession(id);
    } finally {
      await client.invalidateQueries({ queryKey: sessions.queryKey });
    }
  }

  return (
    <Part title={texts.sessions}>
      {error !== null && <Failure error={error} />}
      {failure !== undefined && <Failure error={failure} />}
      {isPending && <Waiting rows={1} />}
      <ul className="grid gap-2">
        {data?.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-2"
          >
            <Where session={session} />
            {!session.current && (
              <Button
                disabled={busy}
                aria-label={`${texts.end}: ${browserOf(session.user_agent) ?? texts.unknownBrowser}, ${session.address ?? ""}`}
                onClick={() => void run(() => end([session]))}
              >
                {texts.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <div>
          <Button look="danger" busy={busy} onClick={() => void run(() => end(others))}>
            {texts.endOthers}
          </Button>
        </div>
      )}
    </Part>
  );
}

function Where({ session }: { readonly session: Session }) {
  const texts = useTexts(signInWaysTexts);
  const { method } = session;
  const ways: Readonly<Record<string, string>> = { password: texts.byPassword, passkey: texts.byPasskey };
  return (
    <div className="grid min-w-0 gap-0.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium" title={session.user_agent ?? undefined}>
          {browserOf(session.user_agent) ?? texts.unknownBrowser}
        </span>
        {session.current && <Badge tone="good">{texts.thisOne}</Badge>}
      </div>
      <span className="text-sm break-words text-soft">
        {session.address !== null && (
          <>
            <span dir="ltr">{session.address}</span>
            {" · "}
          </>
        )}
        {ways[method] ?? method.replace(/^sso:/, "")}
        {" · "}
        {texts.since} <When at={session.created_at} />
        {" · "}
        {texts.lastSeen} <When at={session.last_seen_at} />
      </span>
    </div>
  );
}
