import type { Secret } from "../lib/secret.ts";
import type { Actor } from "../spec/actor.ts";
import type { ProviderKeyState } from "./provider-keys.ts";

/** The settings file, as whoever may change it sees it: what is secret in it is replaced by words. */
export interface SettingsText {
  /** Absolute path. */
  readonly file: string;
  /** Whether it is there. Without it, the text says what holds now, and applying makes the file. */
  readonly exists: boolean;
  readonly text: string;
  /** Another one for each content of the file. */
  readonly version: string;
  /** Names of the settings that can be changed here. */
  readonly editable: readonly string[];
  /** Why it is not shown: then the text is empty, and nothing can be changed here. */
  readonly hidden?: string;
  /** Why it can be read, and not be changed, here. */
  readonly readOnly?: string;
}

/** One thing that is wrong with a text. Lines and columns are those of the text that was sent, from 1. */
export interface SettingsTextFault {
  /** The setting, such as `models.chat.targets[0].provider`; empty: the whole text. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  /** In sentences, without any secret. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
}

export interface CheckedSettings {
  /** Empty: it can be applied. */
  readonly faults: readonly SettingsTextFault[];
  /** What is probably a mistake, and no reason not to apply it. */
  readonly warnings: readonly string[];
  /** The settings at the top of the file that it changes. */
  readonly changed: readonly string[];
}

export interface AppliedSettings extends Pick<CheckedSettings, "changed" | "warnings"> {
  /** That of the file now. */
  readonly version: string;
  /** Whether the server that answers works by them already. */
  readonly inForce: boolean;
  /** Settings that the file says otherwise than the server has them, until it is restarted. */
  readonly waiting: readonly string[];
}

/** A provider that is to be written into the settings. */
export interface NewProvider {
  readonly name: string;
  /** `openai-compatible`, `anthropic` and so on. */
  readonly type: string;
  readonly preset?: string;
  readonly baseUrl?: string;
  readonly region?: string;
  /** It is stored encrypted, and the file says that it is. */
  readonly key?: Secret;
  /** A name that callers can ask for, and the model of the provider that it stands for. */
  readonly model?: { readonly name: string; readonly model: string };
}

export interface AddedProvider extends AppliedSettings {
  readonly provider: ProviderKeyState;
}

/**
 * Reads and changes the settings file for somebody who is not at the machine. Each deed asks `can.ts` first: `settings.read`
 * or `settings.update`. Only what `editable` names can be changed, and it cannot be used to read what is secret: see
 * decision 0034.
 */
export interface SettingsEditor {
  read(actor: Actor): Promise<SettingsText>;
  /** Says what is wrong with a text, as a start would, and changes nothing. */
  check(actor: Actor, text: string): Promise<CheckedSettings>;
  /**
   * Writes a text in place of the file, and waits a while until it is in force. Fails with `conflict` when the file has
   * changed since it had that version, with `invalid_value` when the text has a fault, and with `permission_denied` when
   * the file cannot be written.
   */
  apply(actor: Actor, wish: { readonly text: string; readonly version: string }): Promise<AppliedSettings>;
  /** Writes a provider into the file, with nothing else of it changed, and stores its key. Fails as `apply` does. */
  addProvider(actor: Actor, provider: NewProvider): Promise<AddedProvider>;
}
