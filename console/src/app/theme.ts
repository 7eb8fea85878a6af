import { useSyncExternalStore } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const kept = "parley-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function wish(): Theme {
  const word = localStorage.getItem(kept);
  return themes.find((theme) => theme === word) ?? "system";
}

function show(): void {
  const theme = wish();
  const isDark = theme === "dark" || (theme === "system" && dark.matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
}

/** Light or dark, as the reader wishes or as the system says, from before anything is drawn. */
export function startTheme(): void {
  show();
  dark.addEventListener("change", show);
}

export function setTheme(theme: Theme): void {
  localStorage.setItem(kept, theme);
  show();
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, wish);
}
