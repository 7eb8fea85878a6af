import { useEffect, useRef } from "react";
import type { Formula } from "./extract-math.ts";

/**
 * A formula as MathML, which browsers draw themselves. Temml is loaded with the first one, and makes elements, no HTML.
 * What is no TeX is shown as it was written.
 */
export function Math({ tex, display }: Formula) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let wanted = true;
    void import("temml").then(({ default: temml }) => {
      if (!wanted || place.current === null) return;
      place.current.replaceChildren();
      try {
        temml.render(tex, place.current, { displayMode: display, throwOnError: false, trust: false });
      } catch {
        // Some that are not TeX, or not yet while they are written, it fails at in its own way.
        place.current.textContent = tex;
      }
    });
    return () => {
      wanted = false;
    };
  }, [tex, display]);
  return (
    <span className={display ? "block overflow-x-auto py-1 text-center" : ""}>
      <span ref={place} />
      <noscript>{tex}</noscript>
    </span>
  );
}
