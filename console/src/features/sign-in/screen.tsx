import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { me, recover, register, signIn, signInWithPasskey, waysIn } from "../../api/account.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { signInTexts } from "../../texts/sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/use-title.ts";

type Way = "sign-in" | "register" | "recover";

/** The door: for who has an account, who makes one, and who has a link for a new password. */
export function SignInScreen() {
  const texts = useTexts(signInTexts);
  const search = useSearch({ from: "/sign-in" });
  // Links have the token behind `#`: what stands there, no browser sends anywhere.
  const behind = new URLSearchParams(useLocation({ select: ({ hash }) => hash }));
  const invite = search.invite ?? behind.get("invite") ?? undefined;
  const token = search.recover ?? behind.get("recover") ?? undefined;
  const { to } = search;
  const { data: ways, error } = useQuery(waysIn);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [wish, setWish] = useState<Way>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [recovered, setRecovered] = useState(false);
  const first = ways?.registration === "first";
  const mayRegister = first || invite !== undefined || ways?.registration === "open";
  const way: Way =
    wish ??
    (token !== undefined && !recovered ? "recover" : first || invite !== undefined ? "register" : "sign-in");

  async function enter(deed: () => Promise<void>): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    try {
      await deed();
      // What was remembered is that nobody was signed in.
      await client.fetchQuery({ ...me, staleTime: 0 });
      await navigate({ href: to ?? "/" });
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? "");
    const [email, password, code] = [text("email"), text("password"), text("code").trim()];
    if (way === "sign-in") void enter(() => signIn({ email, password, ...(code !== "" && { code }) }));
    else if (way === "register")
      void enter(() =>
        register({ email, password, name: text("name"), ...(invite !== undefined && { invite }) }),
      );
    else void setPassword(password);
  }

  async function setPassword(password: string): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    try {
      await recover(token ?? "", password);
      setRecovered(true);
      setWish("sign-in");
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(false);
    }
  }

  const least = ways?.password.least ?? 8;
  const titles = {
    "sign-in": texts.title,
    register: first ? texts.first : invite === undefined ? texts.register : texts.invited,
    recover: texts.recover,
  };
  useTitle(titles[way]);
  const submits = { "sign-in": texts.submit, register: texts.create, recover: texts.set };
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-6 p-4">
      <div className="flex items-center gap-2 text-lg font-semibold">
        <img src="/favicon.svg" alt="" className="size-8" />
        Parley
      </div>
      <div className="grid gap-2">
        <h1 className="text-2xl font-semibold">{titles[way]}</h1>
        {way === "register" && first && <p className="text-sm text-soft">{texts.firstHint}</p>}
      </div>
      {error !== null && <Failure error={error} />}
      {recovered && <Notice tone="good">{texts.recovered}</Notice>}
      <form key={way} className="grid gap-4" onSubmit={submit}>
        {way === "register" && (
          <Field label={texts.name} name="name" autoComplete="name" required maxLength={200} />
        )}
        {way !== "recover" && (
          <Field
            label={texts.email}
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
          />
        )}
        <Field
          label={way === "recover" ? texts.newPassword : texts.password}
          name="password"
          type="password"
          required
          autoComplete={way === "sign-in" ? "current-password" : "new-password"}
          {...(way !== "sign-in" && { minLength: least, hint: texts.passwordHint(least) })}
        />
        {way === "sign-in" && (
          <Field
            label={texts.code}
            name="code"
            autoComplete="one-time-code"
            hint={texts.codeHint}
            maxLength={64}
          />
        )}
        {failure !== undefined && <Failure error={failure} />}
        <Button type="submit" look="primary" busy={busy}>
          {submits[way]}
        </Button>
      </form>
      {way === "sign-in" && (
        <div className="grid gap-2">
          <Button onClick={() => void enter(signInWithPasskey)}>{texts.passkey}</Button>
          {ways?.providers.map(({ name, path }) => (
            <a
              key={name}
              href={path}
              className="inline-flex min-h-9 items-center justify-center rounded-md border border-edge bg-raised px-3 text-sm font-medium hover:bg-sunken"
            >
              {texts.with(name)}
            </a>
          ))}
          <p className="text-xs text-soft">{texts.forgotten}</p>
        </div>
      )}
      {way !== "recover" && mayRegister && !first && (
        <Button look="quiet" onClick={() => setWish(way === "register" ? "sign-in" : "register")}>
          {way === "register" ? texts.haveAccount : texts.noAccount}
        </Button>
      )}
    </main>
  );
}
