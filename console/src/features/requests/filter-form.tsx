import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { me } from "../../api/account.ts";
import { keysOf } from "../../api/keys.ts";
import { models } from "../../api/models.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { requestsTexts } from "../../texts/requests.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { readAmount, readFilters, type RequestSearch } from "./filters.ts";
import { SettledField } from "./settled-field.tsx";

const statuses = ["2xx", "4xx", "401", "403", "429", "5xx"] as const;

/** Millionths, as the API counts dollars. */
const micros = 1_000_000;

/** What the list is narrowed to; it stands in the address. */
export function FilterForm({
  search,
  project,
}: {
  readonly search: RequestSearch;
  readonly project: string;
}) {
  const texts = useTexts(requestsTexts);
  const navigate = useNavigate({ from: "/requests" });
  const { data: known = [] } = useQuery(models);
  const { data: person } = useQuery(me);
  const list = useId();
  const mine = person?.projects.find(({ id }) => id === project);
  const mayRead = person?.can["request.read_content"] === true || mine?.can["request.read_content"] === true;
  const outcomes = {
    ended: texts.ended,
    failed: texts.failed,
    cancelled: texts.cancelled,
    refused: texts.refusedOutcome,
  };
  function set(change: { readonly [Name in keyof RequestSearch]?: unknown }): undefined {
    void navigate({ search: readFilters({ ...search, ...change }), replace: true });
  }
  function amount(name: "slower" | "dearer", words: string, times: number): string | undefined {
    const value = readAmount(words, times);
    if (value === "fault") return texts.notNumber;
    return set({ [name]: value });
  }
  return (
    <search className="grid grid-cols-2 items-start gap-3 md:grid-cols-4">
      <SettledField
        label={texts.model}
        dir="ltr"
        list={list}
        value={search.model ?? ""}
        onSettled={(value) => set({ model: value.trim() })}
      />
      <datalist id={list}>
        {known.map(({ id }) => (
          <option key={id}>{id}</option>
        ))}
      </datalist>
      <KeyChoice
        project={project}
        house={person?.can["admin_key.read"] === true}
        value={search.key ?? ""}
        onChoose={(key) => set({ key })}
      />
      <Select
        label={texts.status}
        value={search.status ?? ""}
        onChange={({ target }) => set({ status: target.value })}
      >
        <option value="">{texts.anyStatus}</option>
        {[...new Set([...statuses, ...(search.status === undefined ? [] : [search.status])])].map(
          (status) => (
            <option key={status}>{status}</option>
          ),
        )}
      </Select>
      <Select
        label={texts.outcome}
        value={search.outcome ?? ""}
        onChange={({ target }) => set({ outcome: target.value })}
      >
        <option value="">{texts.anyOutcome}</option>
        {Object.entries(outcomes).map(([outcome, words]) => (
          <option key={outcome} value={outcome}>
            {words}
          </option>
        ))}
      </Select>
      <SettledField
        label={texts.slower}
        inputMode="numeric"
        value={search.slower?.toString() ?? ""}
        onSettled={(value) => amount("slower", value, 1)}
      />
      <SettledField
        label={texts.dearer}
        inputMode="decimal"
        value={search.dearer === undefined ? "" : String(search.dearer / micros)}
        onSettled={(value) => amount("dearer", value, micros)}
      />
      {mayRead && (
        <SettledField
          label={texts.text}
          dir="auto"
          value={search.text ?? ""}
          onSettled={(value) => set({ text: value.trim().slice(0, 200) })}
        />
      )}
      <Button className="self-end" onClick={() => void navigate({ search: {}, replace: true })}>
        {texts.clear}
      </Button>
    </search>
  );
}

function KeyChoice({
  project,
  house,
  value,
  onChoose,
}: {
  readonly project: string;
  /** The reader may see those that keep house: some of them ask, too. */
  readonly house: boolean;
  readonly value: string;
  onChoose(key: string): void;
}) {
  const texts = useTexts(requestsTexts);
  const { data: own = [] } = useQuery({ ...keysOf(project), enabled: project !== "" });
  const { data: keeping = [] } = useQuery({ ...keysOf(null), enabled: house });
  const keys = [...own, ...keeping];
  // A link may name one that the reader may not see.
  const isElse = value !== "" && !keys.some(({ id }) => id === value);
  return (
    <Select label={texts.key} value={value} onChange={({ target }) => onChoose(target.value)}>
      <option value="">{texts.anyKey}</option>
      {isElse && <option value={value}>{value}</option>}
      {keys.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
