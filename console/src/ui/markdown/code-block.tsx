import type { ElementContent, Root } from "hast";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import { CopyButton } from "../copy-button.tsx";

/** The classes of highlight.js that are coloured; everything else has the colour of the text. */
const colours: Readonly<Record<string, string>> = {
  "hljs-keyword": "text-accent",
  "hljs-built_in": "text-accent",
  "hljs-literal": "text-warn",
  "hljs-number": "text-warn",
  "hljs-string": "text-good",
  "hljs-regexp": "text-good",
  "hljs-comment": "text-soft italic",
  "hljs-title": "font-semibold",
  "hljs-attr": "text-accent",
  "hljs-meta": "text-soft",
};

/** Code with its colours, which come a moment later: the highlighter is loaded with the first piece of code. */
export function CodeBlock({
  code,
  language,
}: {
  readonly code: string;
  readonly language?: string | undefined;
}) {
  const tree = useHighlighted(code, language);
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between border-b border-line py-0.5 ps-3 pe-1 text-xs text-soft">
        {language ?? ""}
        <CopyButton text={code} />
      </figcaption>
      {/* A region that scrolls must be reachable with keys (WCAG 2.1.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} dir="ltr" className="overflow-x-auto p-3 text-start font-mono text-xs leading-5">
        <code>{tree === undefined ? code : drawAll(tree.children)}</code>
      </pre>
    </figure>
  );
}

function useHighlighted(code: string, language: string | undefined): Root | undefined {
  const [coloured, setColoured] = useState<{ readonly code: string; readonly tree: Root | undefined }>();
  useEffect(() => {
    if (language === undefined) return undefined;
    let wanted = true;
    void import("./highlighter.ts").then(({ highlight }) => {
      if (wanted) setColoured({ code, tree: highlight(code, language) });
    });
    return () => {
      wanted = false;
    };
  }, [code, language]);
  // While code is still coming, what was coloured last is no longer all of it.
  return coloured?.code === code ? coloured.tree : undefined;
}

function drawAll(nodes: Root["children"] | readonly ElementContent[]): ReactNode {
  return nodes.map((node, index) => {
    if (node.type === "text") return node.value;
    if (node.type !== "element") return null;
    const names = node.properties["className"];
    const classes = Array.isArray(names) ? names.map((name) => colours[String(name)] ?? "").join(" ") : "";
    return (
      <Fragment key={index}>
        <span className={classes}>{drawAll(node.children)}</span>
      </Fragment>
    );
  });
}
