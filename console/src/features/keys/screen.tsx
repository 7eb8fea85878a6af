import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { me } from "../../api/account.ts";
import { endRotation, type Key, keysOf, type MadeKey, revokeKey } from "../../api/keys.ts";
import { useProject } from "../../api/project.ts";
import { membersOf } from "../../api/projects.ts";
import { highestRole } from "../../api/roles.ts";
import { keyFormTexts } from "../../texts/key-form.ts";
import { keysTexts } from "../../texts/keys.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { LongList } from "../../ui/long-list.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { When } from "../../ui/when.tsx";
import { KeyCard, type KeyDeed } from "./key-card.tsx";
import { isShown, type KeySearch, keySearchOf, keyShows, oldSecretOf } from "./key-filter.ts";
import { CreateKeyForm, UpdateKeyForm } from "./key-form.tsx";
import { RotateForm } from "./rotate-form.tsx";

/** A used key is worth a second thought, in seconds: whoever revokes it types its name. */
const lately = 7 * 86_400;

type Open = { readonly deed: Exclude<KeyDeed, "edit">; readonly key: Key } | { readonly deed: "create" };

/** The keys of the project in which one is at work, and those that keep house. */
export function KeysScreen() {
  const texts = useTexts(keysTexts);
  const form = useTexts(keyFormTexts);
  const { language } = useLanguage();
  const { data: person } = useQuery(me);
  const project = useProject();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ from: "/inside/keys" });
  const [open, setOpen] = useState<Open>();
  const [made, setMade] = useState<MadeKey>();
  const [done, setDone] = useState<string>();
  const house = search.kind === "house" && person?.can["admin_key.read"] === true;
  const home = house ? null : (project?.id ?? "");
  const list = useQuery({ ...keysOf(home), enabled: home !== "" });
  const members = useQuery({ ...membersOf(project?.id ?? ""), enabled: !house && project !== undefined });
  const show = search.show ?? "working";
  const shown = list.data?.filter((key) => isShown(key, show, search.q ?? "")) ?? [];
  const looked = list.data?.find(({ id }) => id === search.key);
  const mayCreate = house ? person.can["admin_key.create"] : project?.can["key.create"];

  function look(change: { readonly [Name in keyof KeySearch]?: string | undefined }): void {
    void navigate({ to: "/keys", search: keySearchOf({ ...search, ...change }), replace: "q" in change });
  }
  async function refresh(): Promise<void> {
    await client.invalidateQueries({ queryKey: ["keys"] });
  }
  async function finish(deed: Promise<unknown>, name: string): Promise<void> {
    await deed;
    await refresh();
    setDone(texts.done(name));
  }
  function tell(key: MadeKey): void {
    setOpen(undefined);
    setMade(key);
    void refresh();
  }
  function begin(key: Key, deed: KeyDeed): void {
    setDone(undefined);
    if (deed === "edit") look({ key: key.id });
    else setOpen({ deed, key });
  }
  function ownerOf({ owner }: Key): string {
    if (owner === null) return texts.ofTheProject;
    if (owner.type === "service_account") return owner.service_account?.name ?? "";
    const id = owner.user?.id;
    return id === person?.account.id ? texts.mine : (members.data?.find((one) => one.id === id)?.name ?? "");
  }

  if (person !== undefined && home === "") return <Nowhere />;
  return (
    <div className="mx-auto grid max-w-5xl gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h1 className="text-2xl font-semibold">{texts.title}</h1>
          <p className="max-w-prose text-sm text-soft">{house ? texts.houseIntro : texts.intro}</p>
        </div>
        {mayCreate === true && (
          <Button look="primary" onClick={() => setOpen({ deed: "create" })}>
            {texts.create}
          </Button>
        )}
      </div>
      {person?.can["admin_key.read"] === true && (
        <nav aria-label={texts.kinds} className="flex flex-wrap gap-1">
          <Kind house={false} current={!house}>
            {texts.ofProject(project?.name ?? "")}
          </Kind>
          <Kind house current={house}>
            {texts.house}
          </Kind>
        </nav>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <Field
            label={texts.search}
            type="search"
            value={search.q ?? ""}
            onChange={({ target }) => look({ q: target.value })}
          />
        </div>
        <div className="min-w-48">
          <Select label={texts.show} value={show} onChange={({ target }) => look({ show: target.value })}>
            {keyShows.map((name) => (
              <option key={name} value={name}>
                {texts[name]}
              </option>
            ))}
          </Select>
        </div>
        <p className="py-2 text-sm text-soft" aria-live="polite">
          {list.data !== undefined &&
            texts.count(shown.length.toLocaleString(language), list.data.length.toLocaleString(language))}
        </p>
      </div>
      <div aria-live="polite">{done !== undefined && <Notice tone="good">{done}</Notice>}</div>
      <h2 className="sr-only">{house ? texts.house : texts.ofProject(project?.name ?? "")}</h2>
      {list.error !== null && <Failure error={list.error} />}
      {list.isPending && <Waiting rows={3} />}
      {list.data !== undefined && shown.length === 0 && (
        <Empty>{list.data.length === 0 ? texts.none : texts.noneFits}</Empty>
      )}
      <LongList of={shown} className="grid gap-3">
        {(key) => <KeyCard of={key} owner={ownerOf(key)} house={house} onDeed={(deed) => begin(key, deed)} />}
      </LongList>
      <Dialog title={form.createTitle} open={open?.deed === "create"} onClose={() => setOpen(undefined)}>
        {person && (
          <CreateKeyForm
            home={home}
            most={highestRole(person, house ? undefined : project?.id)}
            onMade={tell}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Dialog>
      <Dialog
        title={looked?.name}
        open={looked !== undefined}
        onClose={() => looked !== undefined && look({ key: undefined })}
      >
        {looked !== undefined && (
          <UpdateKeyForm
            key={looked.id}
            home={home}
            before={looked}
            onDone={async () => {
              await finish(Promise.resolve(), looked.name);
              look({ key: undefined });
            }}
            onClose={() => look({ key: undefined })}
          />
        )}
      </Dialog>
      {open?.deed === "rotate" && (
        <Dialog title={texts.rotateTitle(open.key.name)} open onClose={() => setOpen(undefined)}>
          <RotateForm home={home} of={open.key} onMade={tell} onClose={() => setOpen(undefined)} />
        </Dialog>
      )}
      {open?.deed === "end" && (
        <ConfirmDialog
          title={texts.endOld}
          action={texts.endOld}
          deed={() => finish(endRotation(home, open.key.id), open.key.name)}
          onClose={() => setOpen(undefined)}
        >
          <p>{texts.endHint}</p>
          <LastUse name={texts.oldUsed} at={oldSecretOf(open.key)?.last_used_at ?? null} />
        </ConfirmDialog>
      )}
      {open?.deed === "revoke" && (
        <ConfirmDialog
          title={texts.revokeTitle(open.key.name)}
          action={texts.revoke}
          {...(open.key.last_used_at !== null && open.key.idle_seconds < lately && { typed: open.key.name })}
          deed={() => finish(revokeKey(home, open.key.id), open.key.name)}
          onClose={() => setOpen(undefined)}
        >
          <p>{texts.revokeHint}</p>
          <LastUse name={texts.lastUsed} at={open.key.last_used_at} />
        </ConfirmDialog>
      )}
      {made !== undefined && (
        <SecretDialog
          title={`${texts.secretTitle}: ${made.name}`}
          secret={made.value}
          onClose={() => setMade(undefined)}
        />
      )}
    </div>
  );
}

function Kind({
  house,
  current,
  children,
}: {
  readonly house: boolean;
  readonly current: boolean;
  readonly children: string;
}) {
  return (
    <Link
      to="/keys"
      search={house ? { kind: "house" } : {}}
      {...(current && { "aria-current": "page" })}
      className={`inline-flex min-h-9 items-center rounded-md px-3 text-sm ${current ? "bg-accent-ground font-medium" : "text-soft hover:bg-sunken"}`}
    >
      {children}
    </Link>
  );
}

function LastUse({ name, at }: { readonly name: string; readonly at: number | null }) {
  const texts = useTexts(keysTexts);
  return (
    <p className="text-soft">
      {name}: {at === null ? texts.never : <When at={at} />}
    </p>
  );
}

function Nowhere() {
  const texts = useTexts(keysTexts);
  return (
    <div className="grid max-w-prose gap-3">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      <p className="text-sm text-soft">{texts.noProject}</p>
    </div>
  );
}
