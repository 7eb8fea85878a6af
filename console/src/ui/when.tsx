import { useLanguage } from "../texts/language-context.tsx";
import { formatAgo } from "./format.ts";

/** How long ago something was, or how soon it will be; the exact time is in its title. Takes Unix seconds. */
export function When({ at }: { readonly at: number }) {
  const { language } = useLanguage();
  const time = new Date(at * 1_000);
  const exact = time.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <time dateTime={time.toISOString()} title={exact}>
      {formatAgo(at * 1_000, language)}
    </time>
  );
}
