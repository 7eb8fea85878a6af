import { useEffect, useState } from "react";
import { useTexts } from "../texts/language-context.tsx";
import { uiTexts } from "../texts/ui.ts";
import { Button } from "./button.tsx";

/** How long it says that it has copied, in milliseconds. */
const told = 2_000;

/** Without TLS, and not at a loopback name, browsers have the old way alone: what is selected is copied. */
async function putIntoClipboard(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** Puts a text into the clipboard, and says so, also to who does not see it. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const texts = useTexts(uiTexts);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), told);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy(): Promise<void> {
    await putIntoClipboard(text);
    setCopied(true);
  }
  return (
    <Button look="quiet" className="min-h-7 px-2 text-xs" onClick={() => void copy()}>
      <span aria-live="polite">{copied ? texts.copied : (label ?? texts.copy)}</span>
    </Button>
  );
}
