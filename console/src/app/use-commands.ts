import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { me } from "../api/account.ts";
import { chooseProject } from "../api/project.ts";
import { useLanguage, useTexts } from "../texts/language-context.tsx";
import { isLanguage, languages } from "../texts/languages.ts";
import { shellTexts } from "../texts/shell.ts";
import { uiTexts } from "../texts/ui.ts";
import type { Command } from "./find-commands.ts";
import { navigation } from "./navigation.ts";
import { setTheme, themes } from "./theme.ts";
import { useSignOut } from "./use-sign-out.ts";

/** Everything that can be gone to or done from everywhere, in the reader's language. English words find it, too. */
export function useCommands(): readonly Command[] {
  const texts = useTexts(shellTexts);
  const ui = useTexts(uiTexts);
  const { speak } = useLanguage();
  const { data: person } = useQuery(me);
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useSignOut();
  const english = shellTexts.en;
  return [
    ...navigation.map(({ to, name }) => ({
      id: to,
      name: texts[name],
      words: english[name],
      run: () => void navigate({ to }),
    })),
    {
      id: "/usage/budgets",
      name: ui.budgets,
      words: uiTexts.en.budgets,
      run: () => void navigate({ to: "/usage/budgets" }),
    },
    ...(person?.projects.map(({ id, name }) => ({
      id,
      name: `${texts.project}: ${name}`,
      words: english.project,
      run() {
        chooseProject(id);
        void client.invalidateQueries();
      },
    })) ?? []),
    ...themes.map((theme) => ({
      id: theme,
      name: `${texts.theme}: ${texts[theme]}`,
      words: `${english.theme} ${english[theme]}`,
      run: () => setTheme(theme),
    })),
    ...Object.entries(languages).map(([tag, name]) => ({
      id: tag,
      name: `${texts.language}: ${name}`,
      words: `${english.language} ${tag}`,
      run() {
        if (isLanguage(tag)) speak(tag);
      },
    })),
    { id: "sign-out", name: texts.signOut, words: english.signOut, run: () => void leave() },
  ];
}
