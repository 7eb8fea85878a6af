import { type ErrorComponentProps, Link, Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTexts } from "../texts/language-context.tsx";
import { shellTexts } from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";
import { Failure } from "../ui/notice.tsx";
import { useTitle } from "../ui/use-title.ts";
import { CommandButton, CommandPalette } from "./command-palette.tsx";
import { navigation } from "./navigation.ts";
import { PersonBar } from "./person.tsx";
import { Preferences } from "./preferences.tsx";
import { ProjectChoice } from "./project-choice.tsx";
import { SessionEnded } from "./session-ended.tsx";

/** The frame: screens at the side, or behind a button where there is no room for them. */
export function Shell() {
  const texts = useTexts(shellTexts);
  const [open, setOpen] = useState(false);
  const [commanding, setCommanding] = useState(false);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const screen = navigation.find(({ to }) => path === to || path.startsWith(`${to}/`));
  useTitle(screen === undefined ? "" : texts[screen.name]);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14rem_1fr]">
      <a
        href="#content"
        className="sr-only z-10 rounded bg-raised p-2 focus:not-sr-only focus:absolute focus:start-2 focus:top-2"
      >
        {texts.skip}
      </a>
      <header className="flex items-center justify-between gap-2 border-b border-line bg-raised px-4 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:justify-start md:border-e md:border-b-0 md:py-4">
        <Link to="/" className="flex items-center gap-2 px-2 text-base font-semibold">
          <img src="/favicon.svg" alt="" className="size-6" />
          Parley
        </Link>
        <Button
          look="quiet"
          className="md:hidden"
          aria-expanded={open}
          aria-controls="side"
          onClick={() => setOpen(!open)}
        >
          {texts.menu}
        </Button>
        <div
          id="side"
          className={`${open ? "flex" : "hidden"} absolute inset-x-0 top-14 z-10 flex-col gap-4 border-b border-line bg-raised p-4 md:static md:flex md:min-h-0 md:flex-1 md:border-0 md:p-0 md:pt-4`}
        >
          <CommandButton onClick={() => setCommanding(true)} />
          <ProjectChoice />
          <nav
            aria-label={texts.navigation}
            className="grid content-start gap-1 overflow-y-auto md:flex-1 md:gap-0.5"
          >
            {navigation.map(({ to, name }) => (
              <Link
                key={to}
                to={to}
                onClick={() => setOpen(false)}
                className="rounded-md px-2 py-1.5 text-sm text-soft md:py-1 hover:bg-sunken hover:text-ink"
                activeProps={{ className: "bg-accent-ground font-medium !text-ink" }}
              >
                {texts[name]}
              </Link>
            ))}
          </nav>
          <Preferences />
          <PersonBar />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 px-4 py-6 md:px-8">
        <Outlet />
      </main>
      <CommandPalette open={commanding} onOpen={setCommanding} />
      <SessionEnded />
    </div>
  );
}

/** What a screen that broke is replaced with: the others go on. */
export function Trouble({ error, reset }: ErrorComponentProps) {
  const texts = useTexts(shellTexts);
  const router = useRouter();
  return (
    <div className="grid max-w-prose gap-4 p-4">
      <h1 className="text-xl font-semibold">{texts.failed}</h1>
      <Failure error={error} />
      <div>
        <Button onClick={() => void router.invalidate().then(reset)}>{texts.retry}</Button>
      </div>
    </div>
  );
}

export function Missing() {
  const texts = useTexts(shellTexts);
  return (
    <div className="grid gap-4 p-4">
      <h1 className="text-xl font-semibold">{texts.notFound}</h1>
      <Link to="/" className="text-accent underline">
        {texts.home}
      </Link>
    </div>
  );
}
