import { useEffect } from "react";

/** Names the page in the browser's tabs and history, and for screen readers (WCAG 2.2, 2.4.2). */
export function useTitle(name: string): void {
  useEffect(() => {
    document.title = name === "" ? "Parley" : `${name} – Parley`;
  }, [name]);
}
