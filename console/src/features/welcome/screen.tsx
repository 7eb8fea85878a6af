import { useTexts } from "../../texts/language-context.tsx";
import { shellTexts } from "../../texts/shell.ts";

export function WelcomeScreen() {
  const texts = useTexts(shellTexts);
  return <h1 className="text-2xl font-semibold">{texts.welcome}</h1>;
}
