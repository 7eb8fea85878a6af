import { Link } from "@tanstack/react-router";
import type { SettingsFault } from "../../api/settings-file.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { settingsFileTexts } from "../../texts/settings-file.ts";
import { Notice } from "../../ui/notice.tsx";

/** What is wrong with the text, each with the way to its line. */
export function FaultList({
  faults,
  onLine,
}: {
  readonly faults: readonly SettingsFault[];
  onLine(line: number): void;
}) {
  const texts = useTexts(settingsFileTexts);
  return (
    <Notice tone="bad">
      <p className="font-medium">{texts.faults(String(faults.length))}</p>
      <ol className="mt-2 grid gap-2">
        {faults.map(({ line, column, path, message }, place) => (
          <li key={place} className="grid min-w-0 gap-x-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
            {line === null ? (
              <span>{texts.whole}</span>
            ) : (
              <Link
                to="/models/settings"
                search={{ line }}
                replace
                resetScroll={false}
                onClick={() => onLine(line)}
                className="min-h-6 justify-self-start underline"
              >
                {texts.place(String(line), String(column ?? 1))}
              </Link>
            )}
            <span dir="auto" className="min-w-0 break-words text-ink">
              {path !== "" && (
                <>
                  <code dir="ltr">{path}</code>:{" "}
                </>
              )}
              {message}
            </span>
          </li>
        ))}
      </ol>
    </Notice>
  );
}
