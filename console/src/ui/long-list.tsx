import { type ReactNode, useState } from "react";
import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";
import { Button } from "./button.tsx";

/** Things that are drawn at once, and more with each wish: thousands of cards make a page slow that nobody reads whole. */
const step = 100;

/** A list of any length, of which the first things are drawn. */
export function LongList<T extends { readonly id: string }>({
  of,
  className,
  children,
}: {
  readonly of: readonly T[];
  readonly className: string;
  children(thing: T): ReactNode;
}) {
  const texts = useTexts(uiTexts);
  const [most, setMost] = useState(step);
  return (
    <>
      <ul className={className}>
        {of.slice(0, most).map((thing) => (
          <li key={thing.id} className="min-w-0">
            {children(thing)}
          </li>
        ))}
      </ul>
      {of.length > most && (
        <Button className="justify-self-center" onClick={() => setMost(most + step)}>
          {texts.more}
        </Button>
      )}
    </>
  );
}
